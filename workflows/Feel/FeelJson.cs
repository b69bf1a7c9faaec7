using System.Text.Json;

namespace Workflows.Feel;

/// <summary>
/// FEEL values as JSON and back. Whole numbers stay 64-bit integers, others are decimals; temporal values are
/// written as their FEEL strings and come back as strings; functions and ranges are written as their text.
/// </summary>
public static class FeelJson
{
    /// <summary>Deeper input is refused, and deeper values are too.</summary>
    public const int MaxDepth = 64;

    /// <summary>
    /// Reads one JSON text; throws <see cref="JsonException"/> for anything but exactly one value.
    /// </summary>
    public static FeelValue Parse(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaxDepth });
        if (!reader.Read())
        {
            throw new JsonException("The text holds no JSON value.");
        }

        var value = Read(ref reader);
        return reader.Read() ? throw new JsonException("Text follows the JSON value.") : value;
    }

    /// <summary>
    /// Reads the value on which <paramref name="reader"/> stands and stays on its last token.
    /// </summary>
    /// <exception cref="JsonException">Malformed, nested too deeply, or a property name given
    /// twice.</exception>
    public static FeelValue Read(ref Utf8JsonReader reader)
    {
        if (reader.CurrentDepth >= MaxDepth)
        {
            throw new JsonException($"The JSON is nested deeper than {MaxDepth} levels.");
        }

        return reader.TokenType switch
        {
            JsonTokenType.Null => FeelValue.Null,
            JsonTokenType.True => FeelValue.True,
            JsonTokenType.False => FeelValue.False,
            JsonTokenType.String => FeelValue.From(reader.GetString()),
            JsonTokenType.Number => reader.TryGetInt64(out var integer)
                ? FeelValue.From(integer)
                : Number(reader.TryGetDecimal(out var number), number),
            JsonTokenType.StartArray => ReadList(ref reader),
            JsonTokenType.StartObject => ReadContext(ref reader),
            _ => throw new JsonException("A JSON value was expected."),
        };
    }

    /// <summary>Takes a parsed element over, by the same rules as <see cref="Read"/>.</summary>
    public static FeelValue From(JsonElement element) => From(element, 0);

    /// <summary>Writes one value.</summary>
    /// <exception cref="InvalidOperationException">The value is nested deeper than <see
    /// cref="MaxDepth"/>.</exception>
    public static void Write(Utf8JsonWriter writer, FeelValue value) => Write(writer, value, 0);

    /// <summary>The value as one JSON text.</summary>
    public static byte[] ToUtf8(FeelValue value)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            Write(writer, value);
        }

        return buffer.ToArray();
    }

    private static FeelValue ReadList(ref Utf8JsonReader reader)
    {
        var items = new List<FeelValue>();
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            items.Add(Read(ref reader));
        }

        return FeelValue.FromArray([.. items]);
    }

    private static FeelValue ReadContext(ref Utf8JsonReader reader)
    {
        var entries = new FeelContext.Builder();
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            RefuseTwice(entries, name);
            reader.Read();
            entries.Set(name, Read(ref reader));
        }

        return FeelValue.From(entries.Build());
    }

    private static FeelValue From(JsonElement element, int depth)
    {
        if (depth >= MaxDepth)
        {
            throw new JsonException($"The JSON is nested deeper than {MaxDepth} levels.");
        }

        return element.ValueKind switch
        {
            JsonValueKind.True => FeelValue.True,
            JsonValueKind.False => FeelValue.False,
            JsonValueKind.String => FeelValue.From(element.GetString()),
            JsonValueKind.Number => element.TryGetInt64(out var integer)
                ? FeelValue.From(integer)
                : Number(element.TryGetDecimal(out var number), number),
            JsonValueKind.Array => FeelValue.FromArray([
                .. element.EnumerateArray().Select(item => From(item, depth + 1)),
            ]),
            JsonValueKind.Object => FromObject(element, depth),
            _ => FeelValue.Null,
        };
    }

    private static FeelValue FromObject(JsonElement element, int depth)
    {
        var entries = new FeelContext.Builder();
        foreach (var property in element.EnumerateObject())
        {
            RefuseTwice(entries, property.Name);
            entries.Set(property.Name, From(property.Value, depth + 1));
        }

        return FeelValue.From(entries.Build());
    }

    private static void RefuseTwice(FeelContext.Builder entries, string name)
    {
        if (entries.Contains(name))
        {
            throw new JsonException($"The property '{name}' is given twice.");
        }
    }

    private static FeelValue Number(bool fits, decimal number) =>
        fits ? FeelValue.From(number) : throw new JsonException("A number is beyond 28 digits.");

    private static void Write(Utf8JsonWriter writer, FeelValue value, int depth)
    {
        if (depth >= MaxDepth)
        {
            throw new InvalidOperationException($"A value is nested deeper than {MaxDepth} levels.");
        }

        switch (value.Kind)
        {
            case FeelKind.Null:
                writer.WriteNullValue();
                break;
            case FeelKind.Boolean:
                writer.WriteBooleanValue(value.IsTrue);
                break;
            case FeelKind.Number when value.TryGetInt64(out var integer):
                writer.WriteNumberValue(integer);
                break;
            case FeelKind.Number:
                writer.WriteNumberValue(value.AsDecimal());
                break;
            case FeelKind.List:
                writer.WriteStartArray();
                foreach (var item in value.AsList().Span)
                {
                    Write(writer, item, depth + 1);
                }

                writer.WriteEndArray();
                break;
            case FeelKind.Context:
                writer.WriteStartObject();
                foreach (var (name, item) in value.AsContext().Entries)
                {
                    writer.WritePropertyName(name);
                    Write(writer, item, depth + 1);
                }

                writer.WriteEndObject();
                break;
            default:
                writer.WriteStringValue(FeelText.Plain(value));
                break;
        }
    }
}
