using System.Globalization;

namespace Hub.Api.Reading;

/// <summary>Reads query parameters and notes everything that is wrong with them.</summary>
internal sealed class QueryReader(IQueryCollection query)
{
    private readonly List<FieldError> errors = [];

    public IReadOnlyList<FieldError> Errors => errors;

    /// <summary>A text, or null when there is none.</summary>
    public string? Text(string name) =>
        FieldReader.Tidy(query[name].ToString()) is { Length: > 0 } text ? text : null;

    /// <summary>What <paramref name="read"/> makes of a text; null when there is none or it makes nothing of it.</summary>
    public T? Value<T>(string name, string code, Func<string, T?> read)
    {
        if (Text(name) is not { } text)
        {
            return default;
        }

        var value = read(text);
        if (value is null)
        {
            errors.Add(new FieldError(name, code));
        }

        return value;
    }

    /// <summary>A moment; without an offset it is UTC.</summary>
    public DateTimeOffset? Moment(string name) => Value<DateTimeOffset?>(name, "time_malformed", ReadMoment);

    /// <summary>The moment a text says; without an offset it is UTC. Null when it says none.</summary>
    public static DateTimeOffset? ReadMoment(string text) =>
        DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var moment
        )
            ? moment
            : null;

    /// <summary>The length of a page.</summary>
    public int Limit(int usual, int max)
    {
        if (Text("limit") is not { } text)
        {
            return usual;
        }

        if (int.TryParse(text, CultureInfo.InvariantCulture, out var limit) && limit >= 1 && limit <= max)
        {
            return limit;
        }

        errors.Add(
            new FieldError(
                "limit",
                "number_out_of_range",
                ("min", "1"),
                ("max", max.ToString(CultureInfo.InvariantCulture))
            )
        );
        return usual;
    }
}
