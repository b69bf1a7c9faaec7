using NodaTime;

namespace Workflows.Feel;

/// <summary>A day and a time of day, with or without offset or zone.</summary>
public sealed record FeelDateTime(FeelDate Date, FeelTime Time)
{
    /// <summary>The moment as seen in <paramref name="zone"/>.</summary>
    public static FeelDateTime From(Instant instant, DateTimeZone zone)
    {
        var local = instant.InZone(zone);
        return new FeelDateTime(
            FeelDate.From(local.Date),
            new FeelTime(local.TimeOfDay.NanosecondOfDay, null, zone)
        );
    }

    /// <summary>
    /// The moment this stands for; <paramref name="zone"/> is used when none is written. False outside the
    /// years NodaTime knows. A time the clocks skip moves on by the length of the gap, a repeated one is the
    /// earlier.
    /// </summary>
    public bool TryToInstant(DateTimeZone zone, out Instant instant)
    {
        instant = default;
        if (Date.Year is < -9997 or > 9998 || !Date.TryToLocalDate(out var date))
        {
            return false;
        }

        var local = date.At(LocalTime.FromNanosecondsSinceMidnight(Time.NanosecondOfDay));
        instant = Time.OffsetSeconds is { } seconds
            ? local.WithOffset(Offset.FromSeconds(seconds)).ToInstant()
            : (Time.Zone ?? zone).AtLeniently(local).ToInstant();
        return true;
    }

    /// <summary>ISO 8601: <c>2026-09-20T02:00:00@Africa/Casablanca</c>.</summary>
    public override string ToString() => $"{Date}T{Time}";

    /// <summary>Seconds east of UTC at this moment; null when neither offset nor zone is written.</summary>
    internal int? OffsetSeconds =>
        Time.OffsetSeconds ?? (Time.Zone is { } zone ? OffsetIn(zone, Date, Time.NanosecondOfDay) : null);

    /// <summary>Nanoseconds since 1970 on the wall clock.</summary>
    internal Int128 LocalNanoseconds =>
        ((Int128)Date.EpochDay * FeelTime.NanosecondsPerDay) + Time.NanosecondOfDay;

    private static int OffsetIn(DateTimeZone zone, FeelDate date, long nanosecondOfDay)
    {
        // Beyond NodaTime's years the zone's rules are guesses anyway: take the nearest year that it knows.
        var year = Math.Clamp(date.Year, -9000, 9000);
        var day = new LocalDate(year, date.Month, Math.Min((int)date.Day, FeelDate.DaysIn(year, date.Month)));
        return zone.AtLeniently(
            day.At(LocalTime.FromNanosecondsSinceMidnight(nanosecondOfDay))
        ).Offset.Seconds;
    }
}
