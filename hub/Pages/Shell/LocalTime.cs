using System.Globalization;
using NodaTime;
using NodaTime.Extensions;

namespace Hub.Pages.Shell;

/// <summary>
/// Moments as people in Casablanca read them. Formatted here and never in the browser, whose zone data is often wrong for
/// Morocco (domain.md §6.2).
/// </summary>
public sealed class LocalTime(TimeProvider clock)
{
    private static readonly DateTimeZone Casablanca = DateTimeZoneProviders.Tzdb["Africa/Casablanca"];

    /// <summary>The moment now, as text.</summary>
    public string NowText => Text(clock.GetUtcNow());

    /// <summary>The moment now.</summary>
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Zone and version of its data.</summary>
    public string ZoneDescription => $"{Casablanca.Id} · {DateTimeZoneProviders.Tzdb.VersionId}";

    /// <summary><c>2026-11-23 09:14</c>, on the clocks of Casablanca.</summary>
    public string Text(DateTimeOffset at) => TextOf(at);

    /// <summary>The same without a clock at hand.</summary>
    public static string TextOf(DateTimeOffset at) =>
        at.ToInstant().InZone(Casablanca).ToString("uuuu-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary><c>09:14:05</c>, on the clocks of Casablanca.</summary>
    public string Clock(DateTimeOffset at) =>
        at.ToInstant().InZone(Casablanca).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>The day, on the calendars of Casablanca.</summary>
    public DateOnly Day(DateTimeOffset at)
    {
        var day = at.ToInstant().InZone(Casablanca).Date;
        return new DateOnly(day.Year, day.Month, day.Day);
    }

    /// <summary>The moment at which a day of Casablanca is over.</summary>
    public static DateTimeOffset EndOf(DateOnly day) =>
        Casablanca
            .AtStartOfDay(new LocalDate(day.Year, day.Month, day.Day).PlusDays(1))
            .ToInstant()
            .ToDateTimeOffset();

    /// <summary>How long ago, in whole days, hours or minutes: <c>3 d</c>, <c>5 h</c>, <c>12 min</c>.</summary>
    public (int Count, string UnitKey) Age(DateTimeOffset since)
    {
        var age = clock.GetUtcNow() - since;
        return age.TotalDays >= 1 ? ((int)age.TotalDays, "unit.days")
            : age.TotalHours >= 1 ? ((int)age.TotalHours, "unit.hours")
            : ((int)Math.Max(0, age.TotalMinutes), "unit.minutes");
    }
}
