using System.Globalization;

namespace Workflows.Engine;

/// <summary>One field of a cron expression: the values that count, rising.</summary>
internal sealed class CronField
{
    public static readonly string[] MonthNames =
    [
        "JAN",
        "FEB",
        "MAR",
        "APR",
        "MAY",
        "JUN",
        "JUL",
        "AUG",
        "SEP",
        "OCT",
        "NOV",
        "DEC",
    ];

    private CronField(SortedSet<int> values) => Values = [.. values];

    public IReadOnlyList<int> Values { get; }

    public bool Holds(int value) => Values.Contains(value);

    /// <summary>Reads <c>*</c>, <c>?</c>, numbers, names, <c>a-b</c>, <c>a/step</c> and lists of them; null when it is none.</summary>
    public static CronField? Parse(string text, int from, int to, IReadOnlyList<string> names)
    {
        var values = new SortedSet<int>();
        foreach (var part in text.Split(','))
        {
            var steps = part.Split('/');
            if (
                steps.Length > 2
                || Range(steps[0], from, to, names, steps.Length == 2) is not var (first, last)
                || Step(steps) is not { } step
            )
            {
                return null;
            }

            for (var value = first; value <= last; value += step)
            {
                values.Add(value);
            }
        }

        return new CronField(values);
    }

    /// <summary>A number, or the place of a name counted from <paramref name="from"/>; null when it is neither.</summary>
    public static int? Number(string text, int from, IReadOnlyList<string> names)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (names[i].Equals(text, StringComparison.OrdinalIgnoreCase))
            {
                return from + i;
            }
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
    }

    private static (int First, int Last)? Range(
        string text,
        int from,
        int to,
        IReadOnlyList<string> names,
        bool stepped
    )
    {
        if (text is "*" or "?")
        {
            return (from, to);
        }

        var ends = text.Split('-');
        if (ends.Length > 2 || Number(ends[0], from, names) is not { } first)
        {
            return null;
        }

        var last =
            ends.Length == 2 ? Number(ends[1], from, names)
            : stepped ? to
            : first;
        return last is { } end && first >= from && end <= to && first <= end ? (first, end) : null;
    }

    private static int? Step(string[] parts) =>
        parts.Length == 1 ? 1
        : int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var step) && step > 0
            ? step
        : null;
}
