using NodaTime;

namespace Workflows.Engine;

/// <summary>
/// Moments by the calendar: six fields <c>second minute hour day-of-month month day-of-week</c>, as Spring (and so Camunda 8)
/// reads them, or <c>@yearly @monthly @weekly @daily @hourly</c>.
/// </summary>
internal sealed class CronSchedule
{
    // The longest gap a schedule can have: 29 February over a year like 2100, on one weekday.
    private const int MaxDays = 366 * 41;

    private static readonly Dictionary<string, string> Named = new(StringComparer.OrdinalIgnoreCase)
    {
        ["@yearly"] = "0 0 0 1 1 *",
        ["@annually"] = "0 0 0 1 1 *",
        ["@monthly"] = "0 0 0 1 * *",
        ["@weekly"] = "0 0 0 * * 0",
        ["@daily"] = "0 0 0 * * *",
        ["@midnight"] = "0 0 0 * * *",
        ["@hourly"] = "0 0 * * * *",
    };

    private readonly CronField seconds;
    private readonly CronField minutes;
    private readonly CronField hours;
    private readonly CronField months;
    private readonly CronDays days;

    private CronSchedule(
        CronField seconds,
        CronField minutes,
        CronField hours,
        CronField months,
        CronDays days
    )
    {
        this.seconds = seconds;
        this.minutes = minutes;
        this.hours = hours;
        this.months = months;
        this.days = days;
    }

    /// <summary>Reads an expression; null when it is none.</summary>
    public static CronSchedule? Parse(string text)
    {
        var fields = Named
            .GetValueOrDefault(text.Trim(), text)
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length != 6)
        {
            return null;
        }

        return
            CronField.Parse(fields[0], 0, 59, []) is { } seconds
            && CronField.Parse(fields[1], 0, 59, []) is { } minutes
            && CronField.Parse(fields[2], 0, 23, []) is { } hours
            && CronField.Parse(fields[4], 1, 12, CronField.MonthNames) is { } months
            && CronDays.Parse(fields[3], fields[5]) is { } days
            ? new CronSchedule(seconds, minutes, hours, months, days)
            : null;
    }

    /// <summary>The first moment after <paramref name="after"/>, in local time of the zone; null when there is none.</summary>
    public Instant? Next(Instant after, DateTimeZone zone)
    {
        var local = after.InZone(zone).LocalDateTime;
        var day = local.Date;
        for (var tried = 0; tried < MaxDays; tried++, day = day.PlusDays(1))
        {
            if (!months.Holds(day.Month) || !days.Holds(day))
            {
                continue;
            }

            foreach (var time in Times())
            {
                // A time that the clocks skip is made up for right after; one they repeat counts the first time.
                var moment = zone.AtLeniently(day + time).ToInstant();
                if (moment > after)
                {
                    return moment;
                }
            }
        }

        return null;
    }

    private IEnumerable<LocalTime> Times() =>
        from hour in hours.Values
        from minute in minutes.Values
        from second in seconds.Values
        select new LocalTime(hour, minute, second);
}
