using NodaTime;

namespace Workflows.Feel.Temporal;

/// <summary>Comparing times and date-times, with and without offsets, and moving them.</summary>
internal static class Moments
{
    /// <summary>
    /// The midnight at which a date stands for a date and time: in UTC beside one with an offset, else
    /// without.
    /// </summary>
    public static FeelDateTime Midnight(FeelDate date, FeelDateTime beside) =>
        new(date, new FeelTime(0, beside.Time.HasOffset ? 0 : null));

    /// <summary>
    /// Equality looks at whole seconds only (TCK 0068); one with and one without offset are never equal.
    /// </summary>
    public static bool AreEqual(FeelTime left, FeelTime right) =>
        left.HasOffset == right.HasOffset
        && WholeSeconds(UtcNanoseconds(left)) == WholeSeconds(UtcNanoseconds(right));

    public static bool AreEqual(FeelDateTime left, FeelDateTime right) =>
        left.Time.HasOffset == right.Time.HasOffset
        && WholeSeconds(UtcNanoseconds(left)) == WholeSeconds(UtcNanoseconds(right));

    public static int? Order(FeelTime left, FeelTime right) =>
        left.HasOffset == right.HasOffset ? UtcNanoseconds(left).CompareTo(UtcNanoseconds(right)) : null;

    public static int? Order(FeelDateTime left, FeelDateTime right) =>
        left.Time.HasOffset == right.Time.HasOffset
            ? UtcNanoseconds(left).CompareTo(UtcNanoseconds(right))
            : null;

    /// <summary>
    /// Time of day minus its offset; of a zone, the offset it had in 1970, for lack of a day.
    /// </summary>
    public static Int128 UtcNanoseconds(FeelTime time)
    {
        var offset = time.OffsetSeconds ?? time.Zone?.GetUtcOffset(NodaConstants.UnixEpoch).Seconds ?? 0;
        return time.NanosecondOfDay - (offset * FeelTime.NanosecondsPerSecond);
    }

    public static Int128 UtcNanoseconds(FeelDateTime moment) =>
        moment.LocalNanoseconds - ((moment.OffsetSeconds ?? 0) * FeelTime.NanosecondsPerSecond);

    /// <summary>So much real time later: a zone's clock changes count.</summary>
    public static bool TryAdd(FeelDateTime moment, Int128 nanoseconds, out FeelDateTime sum)
    {
        if (
            moment.Time.Zone is { } zone
            && moment.TryToInstant(zone, out var instant)
            && new FeelDuration(nanoseconds).TryToDuration(out var duration)
            && TryShift(instant, duration, out var shifted)
        )
        {
            sum = FeelDateTime.From(shifted, zone);
            return true;
        }

        return TryFromLocal(moment.LocalNanoseconds + nanoseconds, moment.Time, out sum);
    }

    public static bool TryAddMonths(FeelDateTime moment, long months, out FeelDateTime sum)
    {
        var known = moment.Date.TryAddMonths(months, out var date);
        sum = known ? moment with { Date = date } : moment;
        return known;
    }

    /// <summary>The time of day so much later, past midnight as often as need be.</summary>
    public static FeelTime Add(FeelTime time, Int128 nanoseconds)
    {
        var moved = (time.NanosecondOfDay + nanoseconds) % FeelTime.NanosecondsPerDay;
        return time.At((long)(moved < 0 ? moved + FeelTime.NanosecondsPerDay : moved));
    }

    /// <summary>A date plus real time, its fraction of a day cut off.</summary>
    public static bool TryAdd(FeelDate date, Int128 nanoseconds, out FeelDate sum)
    {
        var total = ((Int128)date.EpochDay * FeelTime.NanosecondsPerDay) + nanoseconds;
        var days = total / FeelTime.NanosecondsPerDay;
        if (total < 0 && total % FeelTime.NanosecondsPerDay != 0)
        {
            days--;
        }

        sum = date;
        return Int128.Abs(days) < 400_000_000_000 && FeelDate.TryFromEpochDay((long)days, out sum);
    }

    private static bool TryFromLocal(Int128 nanoseconds, FeelTime like, out FeelDateTime moment)
    {
        moment = null!;
        var midnight = new FeelTime(0);
        if (!FeelDate.TryFromEpochDay(0, out var epoch) || !TryAdd(epoch, nanoseconds, out var date))
        {
            return false;
        }

        moment = new FeelDateTime(date, like.At(Add(midnight, nanoseconds).NanosecondOfDay));
        return true;
    }

    private static bool TryShift(Instant instant, Duration duration, out Instant shifted)
    {
        var days = (instant - NodaConstants.UnixEpoch).TotalDays + duration.TotalDays;
        // Years -9000 to 9000, where NodaTime certainly has answers.
        var known = days is > -4_000_000 and < 2_900_000;
        shifted = known ? instant + duration : instant;
        return known;
    }

    private static Int128 WholeSeconds(Int128 nanoseconds)
    {
        var seconds = nanoseconds / FeelTime.NanosecondsPerSecond;
        return nanoseconds < 0 && nanoseconds % FeelTime.NanosecondsPerSecond != 0 ? seconds - 1 : seconds;
    }
}
