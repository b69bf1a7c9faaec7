using System.Diagnostics.CodeAnalysis;
using NodaTime;
using Workflows.Time;

namespace Workflows.Feel.Functions;

/// <summary>
/// Our own functions: working time by the calendars of the environment, and the post's item identifiers.
/// </summary>
internal static class WorkingTimeFunctions
{
    // UPU S10: weights of the eight digits of the serial number (domain.md §5.1).
    private static readonly int[] S10Weights = [8, 6, 4, 2, 3, 5, 9, 7];

    public static IEnumerable<Builtin> All =>
        [
            new("working time", "start, duration, calendar", WorkingTime),
            new("working time between", "from, to, calendar", WorkingTimeBetween),
            new("working days", "start, days, calendar", WorkingDays),
            new("is working day", "date, calendar", IsWorkingDay),
            new("is valid s10", "item", IsValidS10),
        ];

    /// <summary>
    /// True for two letters, eight digits, their check digit, and two letters of a country.
    /// </summary>
    public static bool IsS10(string item)
    {
        if (item.Length != 13 || !IsLetters(item, 0) || !IsLetters(item, 11))
        {
            return false;
        }

        var sum = 0;
        for (var i = 0; i < 9; i++)
        {
            var digit = item[i + 2];
            if (!char.IsAsciiDigit(digit))
            {
                return false;
            }

            sum += i < 8 ? (digit - '0') * S10Weights[i] : 0;
        }

        var check = (11 - (sum % 11)) switch
        {
            10 => 0,
            11 => 5,
            var other => other,
        };
        return item[10] - '0' == check;
    }

    private static bool IsLetters(string item, int at) =>
        char.IsAsciiLetterUpper(item[at]) && char.IsAsciiLetterUpper(item[at + 1]);

    private static FeelValue WorkingTime(Call call, ReadOnlySpan<FeelValue> arguments)
    {
        if (
            !TryMoment(call, arguments[0], out var start)
            || !arguments[1].TryGetDuration(out var length)
            || !length.TryToDuration(out var duration)
        )
        {
            return call.WrongType(arguments);
        }

        if (!TryCalendar(call, arguments[2], out var calendar))
        {
            return call.Fail("there is no such calendar.");
        }

        return calendar.TryAdd(start, duration, out var end)
            ? FeelValue.From(end, calendar.Zone)
            : call.Fail("the calendar does not hold so much working time.");
    }

    private static FeelValue WorkingTimeBetween(Call call, ReadOnlySpan<FeelValue> arguments)
    {
        if (!TryMoment(call, arguments[0], out var from) || !TryMoment(call, arguments[1], out var to))
        {
            return call.WrongType(arguments);
        }

        if (!TryCalendar(call, arguments[2], out var calendar))
        {
            return call.Fail("there is no such calendar.");
        }

        if (Math.Abs((to - from).TotalDays) > WorkingCalendar.HorizonDays)
        {
            return call.Fail("the moments lie too far apart.");
        }

        call.Evaluation.Charge((int)Math.Abs((to - from).TotalDays) + 1);
        return FeelValue.From(calendar.Between(from, to));
    }

    private static FeelValue WorkingDays(Call call, ReadOnlySpan<FeelValue> arguments)
    {
        if (!arguments[1].TryGetInt64(out var days) || Math.Abs(days) > WorkingCalendar.HorizonDays)
        {
            return call.WrongType(arguments);
        }

        if (!TryCalendar(call, arguments[2], out var calendar))
        {
            return call.Fail("there is no such calendar.");
        }

        if (!TryMoment(call, arguments[0], out var start))
        {
            return call.WrongType(arguments);
        }

        call.Evaluation.Charge((int)Math.Abs(days) * 2);
        if (!calendar.TryAddWorkingDays(start, (int)days, out var end))
        {
            return call.Fail("the calendar does not hold so many working days.");
        }

        return arguments[0].Kind == FeelKind.Date
            ? FeelValue.From(end.InZone(calendar.Zone).Date)
            : FeelValue.From(end, calendar.Zone);
    }

    private static FeelValue IsWorkingDay(Call call, ReadOnlySpan<FeelValue> arguments)
    {
        if (!TryCalendar(call, arguments[1], out var calendar))
        {
            return call.Fail("there is no such calendar.");
        }

        if (arguments[0].TryGetDate(out var date) && date.TryToLocalDate(out var day))
        {
            return FeelValue.From(calendar.IsWorkingDay(day));
        }

        return TryMoment(call, arguments[0], out var moment)
            ? FeelValue.From(calendar.IsWorkingDay(moment.InZone(calendar.Zone).Date))
            : call.WrongType(arguments);
    }

    private static FeelValue IsValidS10(Call call, ReadOnlySpan<FeelValue> arguments) =>
        arguments[0].TryGetString(out var item) ? FeelValue.From(IsS10(item)) : call.WrongType(arguments);

    private static bool TryCalendar(
        Call call,
        FeelValue code,
        [NotNullWhen(true)] out WorkingCalendar? calendar
    )
    {
        calendar = null;
        return code.TryGetString(out var name) && call.Environment.Calendars.TryGet(name, out calendar);
    }

    // Process variables are JSON, so a moment often comes as its text.
    private static bool TryMoment(Call call, FeelValue value, out Instant instant)
    {
        var moment = value.TryGetString(out var text) ? FeelValue.ParseTemporal(text) : value;
        return moment.TryGetInstant(call.Environment.Zone, out instant) && IsNear(instant);
    }

    // Calendars are searched HorizonDays around a moment, which must stay within NodaTime's years.
    private static bool IsNear(Instant instant)
    {
        var year = instant.InUtc().Year;
        return year is > -9000 and < 9000;
    }
}
