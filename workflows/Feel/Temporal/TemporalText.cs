using NodaTime;

namespace Workflows.Feel.Temporal;

/// <summary>
/// Reads dates, times and durations as FEEL writes them: XML Schema forms, plus <c>@Zone/Id</c>.
/// </summary>
internal static class TemporalText
{
    private const int MaxOffsetSeconds = 18 * 3600;

    /// <summary>Whatever the text is, as after <c>@</c>; null when it is nothing.</summary>
    public static FeelValue ParseAny(string text)
    {
        if (text.Contains('P', StringComparison.Ordinal) && !text.Contains('@', StringComparison.Ordinal))
        {
            return DurationText.Parse(text);
        }

        if (text.Contains('T', StringComparison.Ordinal) && TryDateTime(text, out var moment))
        {
            return FeelValue.From(moment);
        }

        if (TryDate(text, out var date))
        {
            return FeelValue.From(date);
        }

        return TryTime(text, out var time) ? FeelValue.From(time) : FeelValue.Null;
    }

    public static bool TryDate(string text, out FeelDate date)
    {
        var cursor = new TextCursor(text);
        return TryDate(ref cursor, out date) && cursor.AtEnd;
    }

    public static bool TryTime(string text, out FeelTime time)
    {
        var cursor = new TextCursor(text);
        return TryTime(ref cursor, out time, out _) && cursor.AtEnd;
    }

    /// <summary>A date alone is its midnight; 24:00:00 is the next day's.</summary>
    public static bool TryDateTime(string text, out FeelDateTime moment)
    {
        moment = null!;
        var cursor = new TextCursor(text);
        if (!TryDate(ref cursor, out var date))
        {
            return false;
        }

        if (cursor.AtEnd)
        {
            moment = new FeelDateTime(date, new FeelTime(0));
            return true;
        }

        if (!cursor.Take('T') || !TryTime(ref cursor, out var time, out var nextDay) || !cursor.AtEnd)
        {
            return false;
        }

        if (nextDay && !FeelDate.TryFromEpochDay(date.EpochDay + 1, out date))
        {
            return false;
        }

        moment = new FeelDateTime(date, time);
        return true;
    }

    public static bool IsOffset(long seconds) => Math.Abs(seconds) <= MaxOffsetSeconds;

    private static bool TryDate(ref TextCursor cursor, out FeelDate date)
    {
        date = default;
        var negative = cursor.Take('-');
        return cursor.TryDigits(4, 9, out var year, out var width)
            && (width == 4 || year >= 10_000)
            && cursor.Take('-')
            && cursor.TryDigits(2, 2, out var month, out _)
            && cursor.Take('-')
            && cursor.TryDigits(2, 2, out var day, out _)
            && FeelDate.TryCreate(negative ? -year : year, month, day, out date);
    }

    private static bool TryTime(ref TextCursor cursor, out FeelTime time, out bool nextDay)
    {
        time = null!;
        nextDay = false;
        if (
            !cursor.TryDigits(2, 2, out var hour, out _)
            || !cursor.Take(':')
            || !cursor.TryDigits(2, 2, out var minute, out _)
            || !cursor.Take(':')
            || !cursor.TryDigits(2, 2, out var second, out _)
            || !TryFraction(ref cursor, out var nanosecond)
        )
        {
            return false;
        }

        nextDay = hour == 24 && minute == 0 && second == 0 && nanosecond == 0;
        if (
            (hour > 23 && !nextDay)
            || minute > 59
            || second > 59
            || !TryZone(ref cursor, out var offset, out var zone)
        )
        {
            return false;
        }

        var seconds = ((((hour % 24) * 60) + minute) * 60) + second;
        time = new FeelTime((seconds * FeelTime.NanosecondsPerSecond) + nanosecond, offset, zone);
        return true;
    }

    private static bool TryFraction(ref TextCursor cursor, out long nanosecond)
    {
        nanosecond = 0;
        if (!cursor.Take('.'))
        {
            return true;
        }

        if (!cursor.TryDigits(1, 9, out nanosecond, out var width))
        {
            return false;
        }

        for (; width < 9; width++)
        {
            nanosecond *= 10;
        }

        return true;
    }

    private static bool TryZone(ref TextCursor cursor, out int? offset, out DateTimeZone? zone)
    {
        offset = null;
        zone = null;
        if (cursor.AtEnd)
        {
            return true;
        }

        if (cursor.Take('Z'))
        {
            offset = 0;
            return true;
        }

        if (cursor.Take('@'))
        {
            zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(cursor.TakeRest());
            return zone is not null;
        }

        var negative = cursor.Take('-');
        if ((!negative && !cursor.Take('+')) || !TryOffset(ref cursor, out var seconds))
        {
            return false;
        }

        offset = (int)(negative ? -seconds : seconds);
        return true;
    }

    private static bool TryOffset(ref TextCursor cursor, out long seconds)
    {
        seconds = 0;
        long second = 0;
        if (
            !cursor.TryDigits(2, 2, out var hour, out _)
            || !cursor.Take(':')
            || !cursor.TryDigits(2, 2, out var minute, out _)
            || (cursor.Take(':') && !cursor.TryDigits(2, 2, out second, out _))
        )
        {
            return false;
        }

        seconds = (((hour * 60) + minute) * 60) + second;
        return minute < 60 && second < 60 && IsOffset(seconds);
    }
}
