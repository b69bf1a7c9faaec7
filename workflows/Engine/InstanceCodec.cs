using System.Text.Json;
using NodaTime;
using Workflows.Bpmn;
using Workflows.Feel;

namespace Workflows.Engine;

/// <summary>
/// One element instance as JSON: <c>i</c> id, <c>e</c> element, <c>p</c> parent, <c>k</c> role, <c>n</c> counter, <c>g</c> stage,
/// <c>r</c> round, <c>x</c> incident, <c>l</c> variables, <c>o</c> results, <c>m</c> mapped, <c>h</c> listener, <c>b</c> parts
/// thrown, <c>z</c> interrupted, <c>t</c> repetitions, <c>d</c> deadlines (when set, when due), <c>q</c> what has come,
/// <c>u</c> loop, <c>y</c> <c>a</c> <c>f</c> what can be, is to be and is being undone.
/// </summary>
internal static class InstanceCodec
{
    public static void Write(Utf8JsonWriter json, ElementInstance instance)
    {
        json.WriteStartObject();
        json.WriteNumber("i", instance.Id);
        json.WriteString("e", instance.Element.Id);
        WriteNumber(json, "p", instance.Parent?.Id ?? 0);
        WriteNumber(json, "k", (int)instance.Role);
        WriteNumber(json, "n", instance.Counter);
        WriteNumber(json, "g", instance.Stage == InstanceStage.Active ? 0 : (int)instance.Stage);
        WriteNumber(json, "r", instance.Round);
        if (instance.Incident is not null)
        {
            json.WriteString("x", instance.Incident);
        }

        WriteVariables(json, "l", instance.Locals);
        WriteVariables(json, "o", instance.Results);
        WriteNumber(json, "m", instance.Mapped ? 1 : 0);
        WriteNumber(json, "h", instance.Listener);
        WriteNumber(json, "b", instance.Thrown);
        WriteNumber(json, "z", instance.IsInterrupted ? 1 : 0);
        WriteWaits(json, instance);
        if (instance.Loop is { } loop)
        {
            json.WritePropertyName("u");
            FeelJson.Write(json, FeelValue.From(ScopeText.Of(loop)));
        }

        WriteUndo(json, "y", instance.Compensations);
        WriteUndo(json, "a", instance.Undoing);
        WriteUndo(json, "f", instance.Undone is { } undone ? [undone] : null);
        json.WriteEndObject();
    }

    public static ElementInstance Read(JsonElement entry, ProcessState state)
    {
        var definition = state.Definition;
        var elementId = entry.GetProperty("e").GetString()!;
        var id = entry.GetProperty("i").GetInt32();
        var element = definition.Find(elementId) ?? throw Unknown(definition, elementId);
        var parent = id == 0 ? null : state.Find(Number(entry, "p"));
        var stage = Number(entry, "g");
        var instance = new ElementInstance(id, element, parent)
        {
            Role = (InstanceRole)Number(entry, "k"),
            Counter = Number(entry, "n"),
            Stage = stage == 0 ? InstanceStage.Active : (InstanceStage)stage,
            Round = Number(entry, "r"),
            Incident = entry.TryGetProperty("x", out var incident) ? incident.GetString() : null,
            Locals = ReadVariables(entry, "l"),
            Results = ReadVariables(entry, "o"),
            Mapped = Number(entry, "m") == 1,
            Listener = Number(entry, "h"),
            Thrown = Number(entry, "b"),
            IsInterrupted = Number(entry, "z") == 1,
            Repetitions = ReadMap(entry, "t", value => value.GetInt32()),
            Deadlines = ReadMap(entry, "d", ReadDeadline),
            Received = ReadMap(entry, "q", value => FeelJson.From(value).AsContext()),
            Loop = entry.TryGetProperty("u", out var loop)
                ? ScopeText.Loop(FeelJson.From(loop).AsContext())
                : null,
            Compensations = ReadUndo(entry, "y", definition),
            Undoing = ReadUndo(entry, "a", definition),
        };
        instance.Undone = ReadUndo(entry, "f", definition) is [var undone] ? undone : null;
        return instance;
    }

    public static InvalidOperationException Unknown(ProcessDefinition definition, string id) =>
        new($"The state names '{id}', which the pinned version of '{definition.Id}' does not have.");

    private static void WriteWaits(Utf8JsonWriter json, ElementInstance instance)
    {
        WriteMap(json, "t", instance.Repetitions, json.WriteNumberValue);
        WriteMap(
            json,
            "d",
            instance.Deadlines,
            deadline =>
            {
                json.WriteStartArray();
                json.WriteNumberValue(deadline.SetAt.ToUnixTimeTicks());
                json.WriteNumberValue(deadline.DueAt.ToUnixTimeTicks());
                if (deadline.IsMoved)
                {
                    json.WriteBooleanValue(true);
                }

                json.WriteEndArray();
            }
        );
        WriteMap(json, "q", instance.Received, variables => FeelJson.Write(json, FeelValue.From(variables)));
    }

    private static void WriteMap<T>(
        Utf8JsonWriter json,
        string name,
        Dictionary<string, T>? map,
        Action<T> write
    )
    {
        if (map is not { Count: > 0 })
        {
            return;
        }

        json.WriteStartObject(name);
        // In a fixed order, so that equal states have equal bytes.
        foreach (var (key, value) in map.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            json.WritePropertyName(key);
            write(value);
        }

        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, int value)
    {
        if (value != 0)
        {
            json.WriteNumber(name, value);
        }
    }

    private static void WriteVariables(Utf8JsonWriter json, string name, FeelContext variables)
    {
        if (variables.Count > 0)
        {
            json.WritePropertyName(name);
            FeelJson.Write(json, FeelValue.From(variables));
        }
    }

    private static void WriteUndo(Utf8JsonWriter json, string name, IReadOnlyList<Compensation>? kept)
    {
        if (kept is not null)
        {
            json.WritePropertyName(name);
            FeelJson.Write(json, ScopeText.Of(kept));
        }
    }

    private static int Number(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out var value) ? value.GetInt32() : 0;

    private static Dictionary<string, T>? ReadMap<T>(
        JsonElement entry,
        string name,
        Func<JsonElement, T> read
    ) =>
        entry.TryGetProperty(name, out var map)
            ? map.EnumerateObject().ToDictionary(e => e.Name, e => read(e.Value), StringComparer.Ordinal)
            : null;

    private static Deadline ReadDeadline(JsonElement moments) =>
        new(
            Instant.FromUnixTimeTicks(moments[0].GetInt64()),
            Instant.FromUnixTimeTicks(moments[1].GetInt64()),
            IsMoved: moments.GetArrayLength() > 2
        );

    private static FeelContext ReadVariables(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out var variables)
            ? FeelJson.From(variables).AsContext()
            : FeelContext.Empty;

    private static List<Compensation>? ReadUndo(
        JsonElement entry,
        string name,
        ProcessDefinition definition
    ) =>
        entry.TryGetProperty(name, out var kept)
            ? ScopeText.Undo(FeelJson.From(kept).AsList(), definition)
            : null;
}
