using System.Buffers;
using System.Text.Json;
using Workflows.Bpmn;
using Workflows.Feel;

namespace Workflows.Engine;

/// <summary>
/// State as JSON with one-letter names: <c>s</c> status, <c>n</c> next id, <c>c</c> called, <c>b</c> begin, <c>z</c> suspended,
/// <c>i</c> instances (<see cref="InstanceCodec"/>), <c>w</c> tokens, <c>f</c> complex joins that have fired, <c>y</c> deferred
/// triggers. Elements and flows stand by their BPMN ids. Version 1 had only <c>s n c i w</c> and is read as it was.
/// </summary>
internal static class StateCodec
{
    private const int Version = 2;

    public static byte[] Write(ProcessState state)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true }))
        {
            json.WriteStartObject();
            json.WriteNumber("v", Version);
            json.WriteNumber("s", (int)state.Status);
            json.WriteNumber("n", state.NextId);
            if (state.IsCalled)
            {
                json.WriteBoolean("c", true);
            }

            if (state.Begin is not null)
            {
                json.WriteString("b", state.Begin);
            }

            if (state.IsSuspended)
            {
                json.WriteBoolean("z", true);
            }

            json.WriteStartArray("i");
            foreach (var instance in state.Instances)
            {
                InstanceCodec.Write(json, instance);
            }

            json.WriteEndArray();
            WriteWaiting(json, state);
            WriteFired(json, state);
            WriteDeferred(json, state);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    public static ProcessState Read(ProcessDefinition definition, ReadOnlySpan<byte> bytes)
    {
        var reader = new Utf8JsonReader(bytes);
        using var document = JsonDocument.ParseValue(ref reader);
        var root = document.RootElement;
        if (root.GetProperty("v").GetInt32() is < 1 or > Version)
        {
            throw new InvalidOperationException("The process state was written by a newer hub.");
        }

        var state = ProcessState.Create(definition);
        state.Status = (ProcessStatus)root.GetProperty("s").GetInt32();
        state.NextId = root.GetProperty("n").GetInt32();
        state.IsCalled = root.TryGetProperty("c", out _);
        state.Begin = root.TryGetProperty("b", out var begin) ? begin.GetString() : null;
        state.IsSuspended = root.TryGetProperty("z", out _);
        foreach (var entry in root.GetProperty("i").EnumerateArray())
        {
            state.Add(InstanceCodec.Read(entry, state));
        }

        ReadTokens(root, state);
        if (root.TryGetProperty("y", out var deferred))
        {
            state.Deferred.AddRange(deferred.EnumerateArray().Select(t => FeelJson.From(t).AsContext()));
        }

        return state;
    }

    private static void WriteWaiting(Utf8JsonWriter json, ProcessState state)
    {
        if (state.Waiting.Count == 0)
        {
            return;
        }

        json.WriteStartArray("w");
        foreach (var ((scope, flow), count) in state.Waiting.OrderBy(w => w.Key))
        {
            json.WriteStartArray();
            json.WriteNumberValue(scope);
            json.WriteStringValue(state.Definition.Flows[flow].Id);
            json.WriteNumberValue(count);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private static void WriteFired(Utf8JsonWriter json, ProcessState state)
    {
        if (state.Fired.Count == 0)
        {
            return;
        }

        json.WriteStartArray("f");
        foreach (var ((scope, gateway), awaited) in state.Fired.OrderBy(f => f.Key))
        {
            json.WriteStartArray();
            json.WriteNumberValue(scope);
            json.WriteStringValue(state.Definition.Elements[gateway].Id);
            foreach (var flow in awaited)
            {
                json.WriteStringValue(state.Definition.Flows[flow].Id);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private static void WriteDeferred(Utf8JsonWriter json, ProcessState state)
    {
        if (state.Deferred.Count == 0)
        {
            return;
        }

        json.WriteStartArray("y");
        foreach (var trigger in state.Deferred)
        {
            FeelJson.Write(json, FeelValue.From(trigger));
        }

        json.WriteEndArray();
    }

    private static void ReadTokens(JsonElement root, ProcessState state)
    {
        if (root.TryGetProperty("w", out var waiting))
        {
            foreach (var entry in waiting.EnumerateArray())
            {
                state.AddToken(
                    state.Find(entry[0].GetInt32())!,
                    FlowOf(state.Definition, entry[1]),
                    entry[2].GetInt32()
                );
            }
        }

        if (root.TryGetProperty("f", out var fired))
        {
            foreach (var entry in fired.EnumerateArray())
            {
                var gateway = state.Definition.Find(entry[1].GetString()!);
                state.Fired[(entry[0].GetInt32(), gateway!.Index)] =
                [
                    .. entry.EnumerateArray().Skip(2).Select(flow => FlowOf(state.Definition, flow)),
                ];
            }
        }
    }

    private static int FlowOf(ProcessDefinition definition, JsonElement id) =>
        definition.FindFlow(id.GetString()!)?.Index
        ?? throw InstanceCodec.Unknown(definition, id.GetString()!);
}
