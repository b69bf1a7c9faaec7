using System.Buffers;
using System.Text;
using System.Text.Json;
using Workflows.Engine;
using Workflows.Feel;

namespace Hub.Processes;

/// <summary>History events as compact JSON: <c>[[elementInstance, elementId, intent, details?], …]</c>.</summary>
internal static class HistoryCodec
{
    /// <summary>The events of one transition as text.</summary>
    public static string Write(IReadOnlyList<HistoryEvent> events)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var entry in events)
            {
                json.WriteStartArray();
                json.WriteNumberValue(entry.ElementInstance);
                json.WriteStringValue(entry.ElementId);
                json.WriteNumberValue((int)entry.Intent);
                if (entry.Details is { Count: > 0 } details)
                {
                    FeelJson.Write(json, FeelValue.From(details));
                }

                json.WriteEndArray();
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>The events a text holds.</summary>
    public static IReadOnlyList<HistoryEvent> Read(string text)
    {
        using var json = JsonDocument.Parse(text);
        return
        [
            .. json
                .RootElement.EnumerateArray()
                .Select(e => new HistoryEvent(
                    e[0].GetInt32(),
                    e[1].GetString()!,
                    (HistoryIntent)e[2].GetInt32(),
                    e.GetArrayLength() > 3 ? FeelJson.From(e[3]).AsContext() : null
                )),
        ];
    }
}
