using System.Globalization;
using NodaTime;

namespace Workflows.Feel;

/// <summary>
/// A time of day with nanoseconds, and either nothing, an offset from UTC, or a zone by its IANA name behind
/// it.
/// </summary>
public sealed record FeelTime
{
    internal const long NanosecondsPerSecond = 1_000_000_000;
    internal const long NanosecondsPerDay = 86_400 * NanosecondsPerSecond;

    internal FeelTime(long nanosecondOfDay, int? offsetSeconds = null, DateTimeZone? zone = null)
    {
        NanosecondOfDay = nanosecondOfDay;
        OffsetSeconds = offsetSeconds;
        Zone = zone;
    }

    /// <summary>0 to 86,399,999,999,999.</summary>
    public long NanosecondOfDay { get; }

    /// <summary>
    /// Seconds east of UTC, when written as an offset; null when a zone or nothing was written.
    /// </summary>
    public int? OffsetSeconds { get; }

    /// <summary>The zone, when written by name.</summary>
    public DateTimeZone? Zone { get; }

    public int Hour => (int)(NanosecondOfDay / (3600 * NanosecondsPerSecond));

    public int Minute => (int)(NanosecondOfDay / (60 * NanosecondsPerSecond) % 60);

    public int Second => (int)(NanosecondOfDay / NanosecondsPerSecond % 60);

    public int Nanosecond => (int)(NanosecondOfDay % NanosecondsPerSecond);

    /// <summary>
    /// True when the time stands for an instant's clock somewhere, not for a bare wall clock.
    /// </summary>
    public bool HasOffset => OffsetSeconds is not null || Zone is not null;

    public static FeelTime From(LocalTime time) => new(time.NanosecondOfDay);

    /// <summary>
    /// ISO 8601: <c>10:30:00</c>, <c>10:30:00.5+01:00</c>, <c>10:30:00@Africa/Casablanca</c>.
    /// </summary>
    public override string ToString()
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{Hour:00}:{Minute:00}:{Second:00}");
        if (Nanosecond != 0)
        {
            text += "." + Nanosecond.ToString("000000000", CultureInfo.InvariantCulture).TrimEnd('0');
        }

        return text + (Zone is not null ? "@" + Zone.Id : OffsetText(OffsetSeconds));
    }

    internal FeelTime At(long nanosecondOfDay) => new(nanosecondOfDay, OffsetSeconds, Zone);

    internal static string OffsetText(int? offset)
    {
        if (offset is not { } seconds)
        {
            return "";
        }

        if (seconds == 0)
        {
            return "Z";
        }

        var rest = Math.Abs(seconds);
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{(seconds < 0 ? '-' : '+')}{rest / 3600:00}:{rest / 60 % 60:00}"
        );
        return rest % 60 == 0 ? text : string.Create(CultureInfo.InvariantCulture, $"{text}:{rest % 60:00}");
    }
}
