namespace Workflows.Feel.Functions;

/// <summary>Functions that place a day in its week, month and year.</summary>
internal static class CalendarFunctions
{
    private static readonly string[] Days =
    [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ];

    private static readonly string[] Months =
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];

    public static IEnumerable<Builtin> All =>
        [
            new(
                "day of year",
                "date",
                (call, given) => Of(call, given, date => FeelValue.From(date.DayOfYear))
            ),
            new("day of week", "date", (call, given) => Of(call, given, date => Days[date.DayOfWeek - 1])),
            new("month of year", "date", (call, given) => Of(call, given, date => Months[date.Month - 1])),
            new(
                "week of year",
                "date",
                (call, given) => Of(call, given, date => FeelValue.From(WeekOfYear(date)))
            ),
            new("last day of month", "date", (call, given) => Of(call, given, LastDay)),
        ];

    private static FeelValue Of(
        Call call,
        ReadOnlySpan<FeelValue> arguments,
        Func<FeelDate, FeelValue> compute
    ) => TemporalFunctions.TryDay(arguments[0], out var date) ? compute(date) : call.WrongType(arguments);

    /// <summary>ISO 8601: a week belongs to the year that holds its Thursday.</summary>
    private static int WeekOfYear(FeelDate date)
    {
        var thursday = date.EpochDay + 4 - date.DayOfWeek;
        return FeelDate.TryFromEpochDay(thursday, out var middle) ? ((middle.DayOfYear - 1) / 7) + 1 : 0;
    }

    private static FeelValue LastDay(FeelDate date) =>
        FeelDate.TryCreate(date.Year, date.Month, FeelDate.DaysIn(date.Year, date.Month), out var last)
            ? FeelValue.From(last)
            : FeelValue.Null;
}
