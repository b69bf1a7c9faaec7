using System.Text.Json;
using System.Text.Unicode;

namespace Hub.Api.Reading;

/// <summary>
/// A JSON body, read strictly: valid UTF-8, shallow, an object, no property twice (two readers would disagree about what
/// was ordered), no half characters. What passes here never fails later.
/// </summary>
internal abstract record JsonBody
{
    /// <summary>More levels than any body of ours has.</summary>
    public const int MaxDepth = 12;

    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    private JsonBody() { }

    public sealed record Valid(JsonElement Root) : JsonBody;

    /// <summary><c>json_malformed</c>, <c>json_too_deep</c>, <c>json_duplicate_property</c> or <c>json_not_object</c>.</summary>
    public sealed record Refused(string Code, string Pointer, string Place) : JsonBody;

    /// <summary>Reads the bytes as they came.</summary>
    public static JsonBody Read(ReadOnlyMemory<byte> bytes)
    {
        var json = bytes.Span.StartsWith(ByteOrderMark) ? bytes[ByteOrderMark.Length..] : bytes;
        if (!Utf8.IsValid(json.Span))
        {
            return new Refused("json_malformed", "", "UTF-8");
        }

        try
        {
            if (IsTooDeep(json.Span))
            {
                return new Refused("json_too_deep", "", $"> {MaxDepth}");
            }

            using var document = JsonDocument.Parse(json);
            var root = document.RootElement.Clone();
            if (root.ValueKind != JsonValueKind.Object)
            {
                return new Refused("json_not_object", "", "");
            }

            return FindTwin(root, "") is { } twin
                ? new Refused("json_duplicate_property", twin, twin)
                : new Valid(root);
        }
        catch (JsonException exception)
        {
            return new Refused(
                "json_malformed",
                "",
                $"{exception.LineNumber + 1}:{exception.BytePositionInLine + 1}"
            );
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, escaped: no text.
            return new Refused("json_malformed", "", "UTF-16");
        }
    }

    private static bool IsTooDeep(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 100_000 });
        while (reader.Read())
        {
            if (reader.CurrentDepth > MaxDepth)
            {
                return true;
            }
        }

        return false;
    }

    // Touches every name and every text, so that broken ones are found here.
    private static string? FindTwin(JsonElement element, string pointer)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                _ = element.GetString();
                return null;
            case JsonValueKind.Array:
                return element
                    .EnumerateArray()
                    .Select((item, i) => FindTwin(item, $"{pointer}/{i}"))
                    .FirstOrDefault(twin => twin is not null);
            case JsonValueKind.Object:
                var names = new HashSet<string>(StringComparer.Ordinal);
                foreach (var property in element.EnumerateObject())
                {
                    var place = $"{pointer}/{JsonPointer.Escape(property.Name)}";
                    if (!names.Add(property.Name))
                    {
                        return place;
                    }

                    if (FindTwin(property.Value, place) is { } twin)
                    {
                        return twin;
                    }
                }

                return null;
            default:
                return null;
        }
    }
}

/// <summary>RFC 6901.</summary>
internal static class JsonPointer
{
    /// <summary>A name as one step of a pointer.</summary>
    public static string Escape(string name) =>
        name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
