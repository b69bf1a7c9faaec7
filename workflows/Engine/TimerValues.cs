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

    /// <summary>
    /// First moment and number of repetitions of <c>R[n]/[start/]duration</c> or of a cron expression; null when the value is
    /// no cycle.
    /// </summary>
    public static (Instant DueAt, int Repetitions)? Cycle(
        Instant from,
        FeelValue value,
        FeelEnvironment environment
    )
    {
        if (!value.TryGetString(out var text))
        {
            return null;
        }

        if (Split(text) is not { } cycle)
        {
            return CronSchedule.Parse(text)?.Next(from, environment.Zone) is { } next ? (next, -1) : null;
        }

        if (After(from, FeelValue.From(cycle.Interval), environment) is not { } after || after <= from)
        {
            return null;
        }

        if (cycle.Start is null)
        {
            return (after, cycle.Repetitions);
        }

        return Date(FeelValue.From(cycle.Start), environment) is { } start
            ? (start, cycle.Repetitions)
            : null;
    }

    /// <summary>
    /// The next moment of a cycle: counted from when it was due, so that it does not drift; of a cron expression the next one
    /// that is not over (R55).
    /// </summary>
    public static Instant? Next(Instant due, Instant now, FeelValue value, FeelEnvironment environment)
    {
        if (!value.TryGetString(out var text))
        {
            return null;
        }

        return Split(text) is { } cycle
            ? After(due, FeelValue.From(cycle.Interval), environment)
            : CronSchedule.Parse(text)?.Next(Instant.Max(due, now), environment.Zone);
    }

    private static (int Repetitions, string? Start, string Interval)? Split(string text)
    {
        if (text is not ['R', ..] || text.Split('/') is not { Length: 2 or 3 } parts)
        {
            return null;
        }

        var (start, interval) = parts.Length == 3 ? (parts[1], parts[2]) : (null, parts[1]);
        if (parts[0].Length == 1)
        {
            return (-1, start, interval);
        }

        return
            int.TryParse(parts[0][1..], NumberStyles.None, CultureInfo.InvariantCulture, out var repetitions)
            && repetitions > 0
            ? (repetitions, start, interval)
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
