using NodaTime;
using Workflows.Feel.Temporal;

namespace Workflows.Feel.Functions;

/// <summary>Functions that make dates, times and durations.</summary>
internal static class TemporalFunctions
{
    public static IEnumerable<Builtin> All =>
        [
            new("date", "from | year, month, day", Date),
            new("time", "from | hour, minute, second, offset?", Time),
            new(
                "date and time",
                "from | date, time | date, timezone | year, month, day, hour, minute, second, offset?",
                DateAndTime
            ),
            new("duration", "from", Duration),
            new("years and months duration", "from, to", YearsAndMonths),
            new("now", "", (call, _) => FeelValue.From(call.Environment.Now, call.Environment.Zone)),
            new(
                "today",
                "",
                (call, _) => FeelValue.From(call.Environment.Now.InZone(call.Environment.Zone).Date)
            ),
        ];

    private static FeelValue Date(Call call, ReadOnlySpan<FeelValue> arguments)
    {
        if (arguments.Length == 3)
        {
            return
                TryWhole(arguments, out var year, out var month, out var day)
                && FeelDate.TryCreate(year, month, day, out var made)
                ? FeelValue.From(made)
                : call.Fail("there is no such day.");
        }

        var from = arguments[0];
        return from.Kind switch
        {
            FeelKind.Date => from,
            FeelKind.DateTime => FeelValue.From(from.AsDateTime().Date),
            FeelKind.String when TemporalText.TryDate(from.AsString(), out var date) => FeelValue.From(date),
            FeelKind.String when TemporalText.TryDateTime(from.AsString(), out var moment) => FeelValue.From(
                moment.Date
            ),
            FeelKind.String => call.Fail("the text is not a date."),
            _ => call.WrongType(arguments),
        };
    }

    private static FeelValue Time(Call call, ReadOnlySpan<FeelValue> arguments)
    {
        if (arguments.Length >= 3)
        {
            return TryClock(arguments, out var made)
                ? FeelValue.From(made)
                : call.Fail("there is no such time.");
        }

        var from = arguments[0];
        return from.Kind switch
        {
            FeelKind.Time => from,
            FeelKind.Date => FeelValue.From(new FeelTime(0, 0)),
            FeelKind.DateTime => FeelValue.From(from.AsDateTime().Time),
            FeelKind.String when TemporalText.TryTime(from.AsString(), out var time) => FeelValue.From(time),
            FeelKind.String when HasClock(from.AsString(), out var moment) => FeelValue.From(moment.Time),
            FeelKind.String => call.Fail("the text is not a time."),
            _ => call.WrongType(arguments),
        };
    }

    private static bool HasClock(string text, out FeelDateTime moment) =>
        TemporalText.TryDateTime(text, out moment) && text.Contains('T', StringComparison.Ordinal);

    private static FeelValue DateAndTime(Call call, ReadOnlySpan<FeelValue> arguments)
    {
        if (arguments.Length >= 6)
        {
            return
                TryWhole(arguments, out var year, out var month, out var day)
                && FeelDate.TryCreate(year, month, day, out var date)
                && TryClock(arguments[3..], out var clock)
                ? FeelValue.From(new FeelDateTime(date, clock))
                : call.Fail("there is no such moment.");
        }

        if (arguments.Length == 2)
        {
            return Combine(call, arguments);
        }

        var from = arguments[0];
        return from.Kind switch
        {
            FeelKind.DateTime => from,
            FeelKind.Date => FeelValue.From(new FeelDateTime(from.AsDate(), new FeelTime(0))),
            FeelKind.String when TemporalText.TryDateTime(from.AsString(), out var moment) => FeelValue.From(
                moment
            ),
            FeelKind.String => call.Fail("the text is not a date and time."),
            _ => call.WrongType(arguments),
        };
    }

    private static FeelValue Combine(Call call, ReadOnlySpan<FeelValue> arguments)
    {
        if (arguments[1].TryGetString(out var zone))
        {
            return arguments[0].TryGetDateTime(out var moment)
                ? InZone(call, moment, zone)
                : call.WrongType(arguments);
        }

        var date =
            arguments[0].TryGetDate(out var day) ? day
            : arguments[0].TryGetDateTime(out var from) ? from.Date
            : (FeelDate?)null;
        return date is { } known && arguments[1].TryGetTime(out var time)
            ? FeelValue.From(new FeelDateTime(known, time))
            : call.WrongType(arguments);
    }

    private static FeelValue InZone(Call call, FeelDateTime moment, string zoneId)
    {
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(zoneId) is not { } zone)
        {
            return call.Fail("there is no such time zone.");
        }

        return moment.TryToInstant(call.Environment.Zone, out var instant)
            ? FeelValue.From(instant, zone)
            : call.Fail("the moment is too far away.");
    }

    private static FeelValue Duration(Call call, ReadOnlySpan<FeelValue> arguments)
    {
        if (arguments[0].Kind is FeelKind.DaysDuration or FeelKind.MonthsDuration)
        {
            return arguments[0];
        }

        if (!arguments[0].TryGetString(out var text))
        {
            return call.WrongType(arguments);
        }

        var duration = DurationText.Parse(text);
        return duration.IsNull ? call.Fail("the text is not a duration.") : duration;
    }

    private static FeelValue YearsAndMonths(Call call, ReadOnlySpan<FeelValue> arguments)
    {
        if (!TryDay(arguments[0], out var from) || !TryDay(arguments[1], out var to))
        {
            return call.WrongType(arguments);
        }

        var months = ((to.Year - (long)from.Year) * 12) + to.Month - from.Month;
        // A month begun is not a month passed, in either direction.
        months -= months > 0 && to.Day < from.Day ? 1 : 0;
        months += months < 0 && to.Day > from.Day ? 1 : 0;
        return FeelValue.FromMonths(months);
    }

    internal static bool TryDay(FeelValue value, out FeelDate date)
    {
        if (value.TryGetDateTime(out var moment))
        {
            date = moment.Date;
            return true;
        }

        return value.TryGetDate(out date);
    }

    private static bool TryWhole(
        ReadOnlySpan<FeelValue> arguments,
        out long first,
        out long second,
        out long third
    )
    {
        second = 0;
        third = 0;
        return arguments[0].TryGetInt64(out first)
            && arguments[1].TryGetInt64(out second)
            && arguments[2].TryGetInt64(out third);
    }

    /// <summary>Hour, minute, second with fraction, and an offset, which may be missing.</summary>
    private static bool TryClock(ReadOnlySpan<FeelValue> arguments, out FeelTime time)
    {
        time = null!;
        if (
            !arguments[0].TryGetInt64(out var hour)
            || !arguments[1].TryGetInt64(out var minute)
            || !arguments[2].TryGetDecimal(out var second)
            || hour is < 0 or > 23
            || minute is < 0 or > 59
            || second is < 0 or >= 60
        )
        {
            return false;
        }

        int? offset = null;
        if (arguments.Length > 3 && !arguments[3].IsNull)
        {
            if (!arguments[3].TryGetDuration(out var east) || !TemporalText.IsOffset(east.WholeSeconds))
            {
                return false;
            }

            offset = (int)east.WholeSeconds;
        }

        var nanoseconds = (long)decimal.Truncate(second * FeelTime.NanosecondsPerSecond);
        time = new FeelTime(
            (((hour * 60) + minute) * 60 * FeelTime.NanosecondsPerSecond) + nanoseconds,
            offset
        );
        return true;
    }
}
