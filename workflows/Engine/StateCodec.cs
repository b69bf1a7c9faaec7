using System.Buffers;
using System.Text.Json;
using Workflows.Bpmn;
using Workflows.Feel;

namespace Workflows.Engine;

/// <summary>
/// State as JSON with one-letter names: <c>s</c> status, <c>n</c> next id, <c>c</c> called, <c>i</c> instances, <c>w</c> tokens
/// waiting at joins. Elements and flows stand by their BPMN ids. Of an instance, <c>d</c> holds its deadlines: when set, when due.
/// </summary>
internal static class StateCodec
{
    private const int Version = 1;

    public static byte[] Write(ProcessState state)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true }))
        {
            json.WriteStartObject();
            json.WriteNumber("v", Version);
            json.WriteNumber("s", (int)state.Status);
            json.WriteNumber("n", state.NextId);
            if (state.Called)
            {
                json.WriteBoolean("c", true);
            }

            json.WriteStartArray("i");
            foreach (var instance in state.Instances)
            {
                WriteInstance(json, instance);
            }

            json.WriteEndArray();
            WriteWaiting(json, state);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    public static ProcessState Read(ProcessDefinition definition, ReadOnlySpan<byte> bytes)
    {
        var reader = new Utf8JsonReader(bytes);
        using var document = JsonDocument.ParseValue(ref reader);
        var root = document.RootElement;
        if (root.GetProperty("v").GetInt32() != Version)
        {
            throw new InvalidOperationException("The process state was written by a newer hub.");
        }

        var state = ProcessState.Create(definition);
        state.Status = (ProcessStatus)root.GetProperty("s").GetInt32();
        state.NextId = root.GetProperty("n").GetInt32();
        state.Called = root.TryGetProperty("c", out _);
        foreach (var entry in root.GetProperty("i").EnumerateArray())
        {
            state.Add(ReadInstance(entry, state));
        }

        if (root.TryGetProperty("w", out var waiting))
        {
            foreach (var entry in waiting.EnumerateArray())
            {
                var flow =
                    definition.FindFlow(entry[1].GetString()!)
                    ?? throw Unknown(definition, entry[1].GetString()!);
                state.Waiting[(entry[0].GetInt32(), flow.Index)] = entry[2].GetInt32();
            }
        }

        return state;
    }

    private static void WriteInstance(Utf8JsonWriter json, ElementInstance instance)
    {
        json.WriteStartObject();
        json.WriteNumber("i", instance.Id);
        json.WriteString("e", instance.Element.Id);
        if (instance.Parent is { Id: > 0 } parent)
        {
            json.WriteNumber("p", parent.Id);
        }

        if (instance.Stage != InstanceStage.Active)
        {
            json.WriteNumber("g", (int)instance.Stage);
        }

        if (instance.Round > 0)
        {
            json.WriteNumber("r", instance.Round);
        }

        if (instance.Incident is not null)
        {
            json.WriteString("x", instance.Incident);
        }

        WriteVariables(json, "l", instance.Locals);
        WriteVariables(json, "o", instance.Results);
        if (instance.Repetitions is { Count: > 0 } repetitions)
        {
            json.WriteStartObject("t");
            foreach (var (element, left) in repetitions)
            {
                json.WriteNumber(element, left);
            }

            json.WriteEndObject();
        }

        WriteDeadlines(json, instance);
        json.WriteEndObject();
    }

    private static void WriteDeadlines(Utf8JsonWriter json, ElementInstance instance)
    {
        if (instance.Deadlines is not { Count: > 0 } deadlines)
        {
            return;
        }

        json.WriteStartObject("d");
        foreach (var (element, deadline) in deadlines)
        {
            json.WriteStartArray(element);
            json.WriteNumberValue(deadline.SetAt.ToUnixTimeTicks());
            json.WriteNumberValue(deadline.DueAt.ToUnixTimeTicks());
            if (deadline.IsMoved)
            {
                json.WriteBooleanValue(true);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteVariables(Utf8JsonWriter json, string name, FeelContext variables)
    {
        if (variables.Count > 0)
        {
            json.WritePropertyName(name);
            FeelJson.Write(json, FeelValue.From(variables));
        }
    }

    private static void WriteWaiting(Utf8JsonWriter json, ProcessState state)
    {
        if (state.Waiting.Count == 0)
        {
            return;
        }

        json.WriteStartArray("w");
        foreach (var ((scope, flow), count) in state.Waiting)
        {
            json.WriteStartArray();
            json.WriteNumberValue(scope);
            json.WriteStringValue(state.Definition.Flows[flow].Id);
            json.WriteNumberValue(count);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private static ElementInstance ReadInstance(JsonElement entry, ProcessState state)
    {
        var elementId = entry.GetProperty("e").GetString()!;
        var id = entry.GetProperty("i").GetInt32();
        var element = state.Definition.Find(elementId) ?? throw Unknown(state.Definition, elementId);
        var parent = id == 0 ? null : state.Find(entry.TryGetProperty("p", out var p) ? p.GetInt32() : 0);
        return new ElementInstance(id, element, parent)
        {
            Stage = entry.TryGetProperty("g", out var stage)
                ? (InstanceStage)stage.GetInt32()
                : InstanceStage.Active,
            Round = entry.TryGetProperty("r", out var round) ? round.GetInt32() : 0,
            Incident = entry.TryGetProperty("x", out var incident) ? incident.GetString() : null,
            Locals = ReadVariables(entry, "l"),
            Results = ReadVariables(entry, "o"),
            Repetitions = entry.TryGetProperty("t", out var timers)
                ? timers
                    .EnumerateObject()
                    .ToDictionary(t => t.Name, t => t.Value.GetInt32(), StringComparer.Ordinal)
                : null,
            Deadlines = entry.TryGetProperty("d", out var deadlines)
                ? deadlines
                    .EnumerateObject()
                    .ToDictionary(d => d.Name, d => ReadDeadline(d.Value), StringComparer.Ordinal)
                : null,
        };
    }

    private static Deadline ReadDeadline(JsonElement moments) =>
        new(
            NodaTime.Instant.FromUnixTimeTicks(moments[0].GetInt64()),
            NodaTime.Instant.FromUnixTimeTicks(moments[1].GetInt64()),
            IsMoved: moments.GetArrayLength() > 2
        );

    private static FeelContext ReadVariables(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out var variables)
            ? FeelJson.From(variables).AsContext()
            : FeelContext.Empty;

    private static InvalidOperationException Unknown(ProcessDefinition definition, string id) =>
        new($"The state names '{id}', which the pinned version of '{definition.Id}' does not have.");
}
