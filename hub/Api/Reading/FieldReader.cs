using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Hub.Api.Reading;

/// <summary>
/// Reads the members of one JSON object and notes everything that is wrong with them. A missing object answers null to
/// everything and stays silent: the one error about it has been noted.
/// </summary>
internal sealed class FieldReader
{
    private readonly JsonElement? element;
    private readonly FieldErrors errors;
    private readonly HashSet<string> asked = new(StringComparer.Ordinal);

    private FieldReader(JsonElement? element, string pointer, FieldErrors errors)
    {
        this.element = element;
        this.errors = errors;
        Pointer = pointer;
    }

    /// <summary>A reader of the whole body.</summary>
    public static FieldReader Of(JsonElement root, FieldErrors errors) => new(root, "", errors);

    /// <summary>Where the object is.</summary>
    public string Pointer { get; }

    /// <summary>Is there an object at all?</summary>
    public bool Exists => element is not null;

    /// <summary>Notes that a member is wrong.</summary>
    public void Refuse(string name, string code, params ReadOnlySpan<(string Name, string Value)> values) =>
        errors.Add(PointerOf(name), code, values);

    /// <summary>Notes that one item of a list is wrong.</summary>
    public void RefuseItem(
        string name,
        int index,
        string code,
        params ReadOnlySpan<(string Name, string Value)> values
    ) => errors.Add(PointerOf(name) + "/" + index.ToString(CultureInfo.InvariantCulture), code, values);

    /// <summary>Was the member given, and not as null?</summary>
    public bool Has(string name) => Find(name) is not null;

    /// <summary>
    /// A text without control characters and outer spaces; null when there is none. NUL in particular never gets further:
    /// PostgreSQL cannot keep it.
    /// </summary>
    public string? Text(string name, int max, bool required = true)
    {
        if (Find(name) is not { } value)
        {
            Miss(name, required);
            return null;
        }

        if (value.ValueKind != JsonValueKind.String)
        {
            Refuse(name, "type_wrong", ("type", "string"));
            return null;
        }

        var text = Tidy(value.GetString()!);
        if (text.Length == 0)
        {
            Miss(name, required);
            return null;
        }

        if (text.Length > max)
        {
            Refuse(name, "text_too_long", ("max", max.ToString(CultureInfo.InvariantCulture)));
            return null;
        }

        return text;
    }

    /// <summary>One of several words; null when there is none or another.</summary>
    public string? Choice(string name, IReadOnlyList<string> choices, bool required = true)
    {
        var text = Text(name, max: 100, required);
        if (text is null || choices.Contains(text, StringComparer.Ordinal))
        {
            return text;
        }

        Refuse(name, "choice_unknown", ("choices", string.Join(", ", choices)));
        return null;
    }

    /// <summary>A moment; without an offset it is UTC. Null when there is none.</summary>
    public DateTimeOffset? Moment(string name, int max)
    {
        if (Text(name, max) is not { } text)
        {
            return null;
        }

        if (QueryReader.ReadMoment(text) is { } moment)
        {
            return moment;
        }

        Refuse(name, "time_malformed");
        return null;
    }

    /// <summary>Yes or no; null when it is not said.</summary>
    public bool? Flag(string name)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return value.GetBoolean();
        }

        Refuse(name, "type_wrong", ("type", "boolean"));
        return null;
    }

    /// <summary>A whole number; null when there is none or it is out of range.</summary>
    public int? Number(string name, int min, int max, bool required = true)
    {
        if (Find(name) is not { } value)
        {
            Miss(name, required);
            return null;
        }

        if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt32(out var number))
        {
            Refuse(name, "type_wrong", ("type", "integer"));
            return null;
        }

        if (number < min || number > max)
        {
            Refuse(
                name,
                "number_out_of_range",
                ("min", min.ToString(CultureInfo.InvariantCulture)),
                ("max", max.ToString(CultureInfo.InvariantCulture))
            );
            return null;
        }

        return number;
    }

    /// <summary>An object inside this one.</summary>
    public FieldReader Object(string name, bool required = true)
    {
        if (Find(name) is not { } value)
        {
            Miss(name, required);
            return new FieldReader(null, PointerOf(name), errors);
        }

        if (value.ValueKind != JsonValueKind.Object)
        {
            Refuse(name, "type_wrong", ("type", "object"));
            return new FieldReader(null, PointerOf(name), errors);
        }

        return new FieldReader(value, PointerOf(name), errors);
    }

    /// <summary>The objects of a list; empty when there is none.</summary>
    public IReadOnlyList<FieldReader> Objects(string name, int max)
    {
        var readers = new List<FieldReader>();
        foreach (var (item, i) in Items(name, max, required: true))
        {
            var pointer = $"{PointerOf(name)}/{i}";
            if (item.ValueKind == JsonValueKind.Object)
            {
                readers.Add(new FieldReader(item, pointer, errors));
            }
            else
            {
                errors.Add(pointer, "type_wrong", ("type", "object"));
            }
        }

        return readers;
    }

    /// <summary>The texts of a list, with their place in it.</summary>
    public IReadOnlyList<(int Index, string Text)> Texts(string name, int max, bool required = true)
    {
        var texts = new List<(int, string)>();
        foreach (var (item, i) in Items(name, max, required))
        {
            if (item.ValueKind == JsonValueKind.String)
            {
                texts.Add((i, Tidy(item.GetString()!)));
            }
            else
            {
                errors.Add($"{PointerOf(name)}/{i}", "type_wrong", ("type", "string"));
            }
        }

        return texts;
    }

    /// <summary>Notes members nobody asked for: a misspelt optional field must not vanish in silence.</summary>
    public void RefuseOthers()
    {
        foreach (var property in element?.EnumerateObject().ToList() ?? [])
        {
            if (!asked.Contains(property.Name))
            {
                Refuse(property.Name, "field_unknown");
            }
        }
    }

    /// <summary>The text without control characters and outer spaces; line breaks become spaces.</summary>
    public static string Tidy(string text)
    {
        if (!text.Any(char.IsControl))
        {
            return text.Trim();
        }

        var tidy = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (!char.IsControl(c))
            {
                tidy.Append(c);
            }
            else if (c is '\r' or '\n' or '\t')
            {
                tidy.Append(' ');
            }
        }

        return tidy.ToString().Trim();
    }

    private IEnumerable<(JsonElement Item, int Index)> Items(string name, int max, bool required)
    {
        if (Find(name) is not { } value)
        {
            Miss(name, required);
            return [];
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            Refuse(name, "type_wrong", ("type", "array"));
            return [];
        }

        var count = value.GetArrayLength();
        if (count > max)
        {
            Refuse(name, "list_too_long", ("max", max.ToString(CultureInfo.InvariantCulture)));
            return [];
        }

        if (count == 0)
        {
            Miss(name, required);
        }

        return value.EnumerateArray().Select((item, i) => (item, i));
    }

    private void Miss(string name, bool required)
    {
        if (required && Exists)
        {
            Refuse(name, "field_missing");
        }
    }

    private JsonElement? Find(string name)
    {
        asked.Add(name);
        return
            element is { } members
            && members.TryGetProperty(name, out var value)
            && value.ValueKind != JsonValueKind.Null
            ? value
            : null;
    }

    private string PointerOf(string name) => $"{Pointer}/{JsonPointer.Escape(name)}";
}
