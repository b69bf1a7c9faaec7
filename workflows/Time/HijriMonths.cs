using NodaTime;

namespace Workflows.Time;

/// <summary>
/// Hijri months of one authority. In Morocco a month begins when the moon was seen, so its first day is data and never
/// computed (domain.md §6.4): what was not announced has no answer here.
/// </summary>
public sealed class HijriMonths
{
    private const int ShortestMonth = 29;
    private const int LongestMonth = 30;

    private readonly Dictionary<int, HijriMonth> _byNumber = [];
    private readonly List<HijriMonth> _inOrder;

    /// <summary>Takes announced months in any order.</summary>
    /// <exception cref="ArgumentException">A month is given twice, is no month, or two neighbours lie neither 29 nor 30 days
    /// apart.</exception>
    public HijriMonths(params IEnumerable<HijriMonth> months)
    {
        foreach (var month in months)
        {
            if (month.Year < 1 || month.Month is < 1 or > 12 || !_byNumber.TryAdd(month.Number, month))
            {
                throw new ArgumentException(
                    $"The Hijri month {month.Year}-{month.Month} is given twice or is no month.",
                    nameof(months)
                );
            }
        }

        _inOrder = [.. _byNumber.Values.OrderBy(month => month.Number)];
        foreach (var (month, next) in _inOrder.Zip(_inOrder.Skip(1)))
        {
            var days = Period.DaysBetween(month.FirstDay, next.FirstDay);
            var between = next.Number - month.Number;
            if (days < between * ShortestMonth || days > between * LongestMonth)
            {
                throw new ArgumentException(
                    $"The Hijri months {month.Year}-{month.Month} and {next.Year}-{next.Month} lie {days} days apart.",
                    nameof(months)
                );
            }
        }
    }

    public static HijriMonths None { get; } = new();

    /// <summary>The Hijri date of a day; false when its month, or that the month has a 30th day, was not announced.</summary>
    public bool TryFromGregorian(LocalDate date, out (int Year, int Month, int Day) hijri)
    {
        hijri = default;
        var month = _inOrder.FindLast(month => month.FirstDay <= date);
        if (month is null)
        {
            return false;
        }

        var day = Period.DaysBetween(month.FirstDay, date) + 1;
        hijri = (month.Year, month.Month, day);
        return day <= CertainDays(month);
    }

    /// <summary>The day of a Hijri date; false when it was not announced that there is such a day.</summary>
    public bool TryToGregorian(int year, int month, int day, out LocalDate date)
    {
        date = default;
        if (
            year < 1
            || month is < 1 or > 12
            || !_byNumber.TryGetValue(new HijriMonth(year, month, default).Number, out var announced)
            || day < 1
            || day > CertainDays(announced)
        )
        {
            return false;
        }

        date = announced.FirstDay.PlusDays(day - 1);
        return true;
    }

    // Every month has 29 days; whether there is a 30th shows when the next begins.
    private int CertainDays(HijriMonth month) =>
        _byNumber.TryGetValue(month.Number + 1, out var next)
            ? Period.DaysBetween(month.FirstDay, next.FirstDay)
            : ShortestMonth;
}
