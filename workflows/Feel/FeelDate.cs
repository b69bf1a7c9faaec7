using System.Globalization;
using System.Runtime.InteropServices;
using NodaTime;

namespace Workflows.Feel;

/// <summary>
/// A day of the proleptic Gregorian calendar, years -999,999,999 to 999,999,999 (DMN 1.5 §10.3.2.3.5), far
/// beyond what NodaTime or .NET can hold.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct FeelDate : IComparable<FeelDate>
{
    public const int MinYear = -999_999_999;
    public const int MaxYear = 999_999_999;

    private const int DaysPerEra = 146_097; // 400 Gregorian years
    private const int YearsPerEra = 400;

    private FeelDate(int year, int month, int day)
    {
        Year = year;
        Month = (byte)month;
        Day = (byte)day;
    }

    public int Year { get; }

    public byte Month { get; }

    public byte Day { get; }

    /// <summary>Days since 1970-01-01.</summary>
    public long EpochDay
    {
        get
        {
            // Years are counted from March, so that the leap day comes last (Howard Hinnant,
            // days_from_civil).
            long year = Month <= 2 ? Year - 1L : Year;
            var era = FloorDiv(year, YearsPerEra);
            var yearOfEra = year - (era * YearsPerEra);
            var dayOfYear = ((153 * (Month > 2 ? Month - 3 : Month + 9)) + 2) / 5 + Day - 1;
            var dayOfEra = (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + dayOfYear;
            return (era * DaysPerEra) + dayOfEra - 719_468;
        }
    }

    /// <summary>1 = Monday … 7 = Sunday.</summary>
    public int DayOfWeek => (int)(FloorMod(EpochDay + 3, 7) + 1);

    public int DayOfYear => (int)(EpochDay - new FeelDate(Year, 1, 1).EpochDay) + 1;

    public static bool TryCreate(long year, long month, long day, out FeelDate date)
    {
        date = default;
        if (
            year is < MinYear or > MaxYear
            || month is < 1 or > 12
            || day < 1
            || day > DaysIn((int)year, (int)month)
        )
        {
            return false;
        }

        date = new FeelDate((int)year, (int)month, (int)day);
        return true;
    }

    public static bool TryFromEpochDay(long epochDay, out FeelDate date)
    {
        date = default;
        if (epochDay is < -366_000_000_000 or > 366_000_000_000)
        {
            return false;
        }

        var shifted = epochDay + 719_468;
        var era = FloorDiv(shifted, DaysPerEra);
        var dayOfEra = shifted - (era * DaysPerEra);
        var yearOfEra = (dayOfEra - (dayOfEra / 1460) + (dayOfEra / 36_524) - (dayOfEra / 146_096)) / 365;
        var dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        var shiftedMonth = ((5 * dayOfYear) + 2) / 153;
        var day = dayOfYear - (((153 * shiftedMonth) + 2) / 5) + 1;
        var month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
        var year = yearOfEra + (era * YearsPerEra) + (month <= 2 ? 1 : 0);
        return TryCreate(year, month, day, out date);
    }

    public static FeelDate From(LocalDate date) => new(date.Year, date.Month, date.Day);

    /// <summary>The number of days in a month of a year.</summary>
    public static int DaysIn(int year, int month) =>
        month switch
        {
            2 => IsLeap(year) ? 29 : 28,
            4 or 6 or 9 or 11 => 30,
            _ => 31,
        };

    /// <summary>Calendar months later, the day clipped to the month's end.</summary>
    public bool TryAddMonths(long months, out FeelDate date)
    {
        date = default;
        if (months is < -30_000_000_000 or > 30_000_000_000)
        {
            return false;
        }

        var total = (Year * 12L) + Month - 1 + months;
        var year = FloorDiv(total, 12);
        var month = (int)FloorMod(total, 12) + 1;
        return year is >= MinYear and <= MaxYear
            && TryCreate(year, month, Math.Min(Day, DaysIn((int)year, month)), out date);
    }

    /// <summary>False outside the years NodaTime knows (-9998 to 9999).</summary>
    public bool TryToLocalDate(out LocalDate date)
    {
        var known = Year is >= -9998 and <= 9999;
        date = known ? new LocalDate(Year, Month, Day) : default;
        return known;
    }

    public int CompareTo(FeelDate other) =>
        (Year, Month, Day).CompareTo((other.Year, other.Month, other.Day));

    public static bool operator <(FeelDate left, FeelDate right) => left.CompareTo(right) < 0;

    public static bool operator >(FeelDate left, FeelDate right) => left.CompareTo(right) > 0;

    public static bool operator <=(FeelDate left, FeelDate right) => left.CompareTo(right) <= 0;

    public static bool operator >=(FeelDate left, FeelDate right) => left.CompareTo(right) >= 0;

    /// <summary>ISO 8601, at least four digits of year: <c>2026-09-20</c>.</summary>
    public override string ToString()
    {
        var sign = Year < 0 ? "-" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{sign}{Math.Abs((long)Year):0000}-{Month:00}-{Day:00}"
        );
    }

    internal static long FloorDiv(long value, long divisor)
    {
        var quotient = value / divisor;
        return (value % divisor != 0) && ((value < 0) != (divisor < 0)) ? quotient - 1 : quotient;
    }

    internal static long FloorMod(long value, long divisor) => value - (FloorDiv(value, divisor) * divisor);

    private static bool IsLeap(int year) => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}
