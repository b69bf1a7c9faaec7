using System.Globalization;
using NodaTime;
using Workflows.Feel;

namespace Workflows.Engine;

/// <summary>Moments out of what a timer's expression gave.</summary>
internal static class TimerValues
{
    private static readonly FeelExpression ToDuration = Compile("duration(value)");
    private static readonly FeelExpression ToDateTime = Compile("date and time(value)");

    /// <summary>A moment from a date and time, a date, or the text of either; null when it is none.</summary>
    public static Instant? Date(FeelValue value, FeelEnvironment environment)
    {
        if (value.TryGetString(out _))
        {
            value = Convert(ToDateTime, value, environment);
        }

        if (value.TryGetDate(out var date) && date.TryToLocalDate(out var day))
        {
            return environment.Zone.AtStartOfDay(day).ToInstant();
        }

        return value.TryGetDateTime(out var moment) && moment.TryToInstant(environment.Zone, out var instant)
            ? instant
            : null;
    }

    /// <summary>
    /// The moment so long after <paramref name="from"/>: days and times on the instant line, months on the local calendar
    /// (R56). Null when the value is no duration.
    /// </summary>
    public static Instant? After(Instant from, FeelValue value, FeelEnvironment environment)
    {
        if (value.TryGetString(out _))
        {
            value = Convert(ToDuration, value, environment);
        }

        if (value.TryGetMonths(out var months) && months is > -12_000 and < 12_000)
        {
            var local = from.InZone(environment.Zone).LocalDateTime.PlusMonths((int)months);
            return environment.Zone.AtLeniently(local).ToInstant();
        }

        return value.TryGetDuration(out var length) && length.TryToDuration(out var duration)
            ? from + duration
            : null;
    }

    /// <summary>First moment and number of repetitions of <c>R[n]/duration</c>; null when the value is no cycle.</summary>
    public static (Instant DueAt, int Repetitions)? Cycle(
        Instant from,
        FeelValue value,
        FeelEnvironment environment
    )
    {
        if (Split(value) is not var (repetitions, interval))
        {
            return null;
        }

        return After(from, FeelValue.From(interval), environment) is { } first && first > from
            ? (first, repetitions)
            : null;
    }

    /// <summary>The next moment of a cycle: counted from when it was due, so that it does not drift (R55).</summary>
    public static Instant? Next(Instant due, FeelValue value, FeelEnvironment environment) =>
        Split(value) is var (_, interval) ? After(due, FeelValue.From(interval), environment) : null;

    private static (int Repetitions, string Interval)? Split(FeelValue value)
    {
        if (
            !value.TryGetString(out var text)
            || text is not ['R', ..]
            || text.IndexOf('/', StringComparison.Ordinal) is not (> 0 and var slash)
        )
        {
            return null;
        }

        var count = text[1..slash];
        if (count.Length == 0)
        {
            return (-1, text[(slash + 1)..]);
        }

        return
            int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var repetitions)
            && repetitions > 0
            ? (repetitions, text[(slash + 1)..])
            : null;
    }

    private static FeelValue Convert(
        FeelExpression expression,
        FeelValue value,
        FeelEnvironment environment
    ) => expression.Evaluate(FeelContext.Empty.With("value", value), environment);

    private static FeelExpression Compile(string source) =>
        FeelExpression.Parse(source, FeelDialect.Camunda) switch
        {
            FeelParse.Parsed parsed => parsed.Expression,
            _ => throw new InvalidOperationException($"\"{source}\" must be FEEL."),
        };
}
