using NodaTime;

namespace Workflows.Engine;

/// <summary>
/// The two day fields of a cron expression together. Of the month: also <c>L</c> (the last), <c>L-n</c>, <c>LW</c> (the last
/// weekday) and <c>nW</c> (the weekday nearest to it). Of the week (0 and 7 are Sunday): also <c>nL</c> (the last of them in the
/// month) and <c>n#k</c> (the k-th). Both must hold.
/// </summary>
internal sealed class CronDays
{
    private static readonly string[] Names = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    private readonly List<Func<LocalDate, bool>> ofMonth;
    private readonly List<Func<LocalDate, bool>> ofWeek;

    private CronDays(List<Func<LocalDate, bool>> ofMonth, List<Func<LocalDate, bool>> ofWeek)
    {
        this.ofMonth = ofMonth;
        this.ofWeek = ofWeek;
    }

    public static CronDays? Parse(string ofMonth, string ofWeek)
    {
        var month = ofMonth.Split(',').Select(OfMonth).ToList();
        var week = ofWeek.Split(',').Select(OfWeek).ToList();
        return month.Contains(null) || week.Contains(null) ? null : new CronDays(month!, week!);
    }

    public bool Holds(LocalDate day) => ofMonth.Exists(rule => rule(day)) && ofWeek.Exists(rule => rule(day));

    private static Func<LocalDate, bool>? OfMonth(string text)
    {
        if (text == "L")
        {
            return day => day.Day == LastOf(day);
        }

        if (text == "LW")
        {
            return day => day.Day == NearestWeekday(day, LastOf(day));
        }

        if (text.StartsWith("L-", StringComparison.Ordinal))
        {
            return CronField.Number(text[2..], 0, []) is { } before
                ? day => day.Day == LastOf(day) - before
                : null;
        }

        if (text is [.., 'W'])
        {
            return CronField.Number(text[..^1], 1, []) is { } near and >= 1 and <= 31
                ? day => day.Day == NearestWeekday(day, Math.Min(near, LastOf(day)))
                : null;
        }

        return CronField.Parse(text, 1, 31, []) is { } field ? day => field.Holds(day.Day) : null;
    }

    private static Func<LocalDate, bool>? OfWeek(string text)
    {
        if (text.Split('#') is [var which, var place])
        {
            return Weekday(which) is { } named && CronField.Number(place, 1, []) is { } k and >= 1 and <= 5
                ? day => NumberOf(day) == named && (day.Day - 1) / 7 + 1 == k
                : null;
        }

        if (text is [_, .., 'L'])
        {
            return Weekday(text[..^1]) is { } last
                ? day => NumberOf(day) == last && day.Day > LastOf(day) - 7
                : null;
        }

        return CronField.Parse(text, 0, 7, Names) is { } field
            ? day => field.Holds(NumberOf(day)) || (NumberOf(day) == 0 && field.Holds(7))
            : null;
    }

    private static int? Weekday(string text) =>
        CronField.Number(text, 0, Names) is { } number and >= 0 and <= 7 ? number % 7 : null;

    // NodaTime counts Monday 1 … Sunday 7.
    private static int NumberOf(LocalDate day) => (int)day.DayOfWeek % 7;

    private static int LastOf(LocalDate day) => day.Calendar.GetDaysInMonth(day.Year, day.Month);

    private static int NearestWeekday(LocalDate month, int day)
    {
        var date = new LocalDate(month.Year, month.Month, day);
        return date.DayOfWeek switch
        {
            IsoDayOfWeek.Saturday => day == 1 ? 3 : day - 1,
            IsoDayOfWeek.Sunday => day == LastOf(date) ? day - 2 : day + 1,
            _ => day,
        };
    }
}
