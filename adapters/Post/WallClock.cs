using NodaTime;
using NodaTime.Text;
using NodaTime.TimeZones;

namespace Adapters.Post;

/// <summary>
/// Times as postal scanners write them: by the clock on the wall of the office, without saying which zone that is
/// (domain.md §5.2). Read leniently, because a doubtful time is better than a lost event, and flagged.
/// </summary>
public static class WallClock
{
    private static readonly LocalDateTimePattern[] Patterns =
    [
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'ss"),
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm"),
    ];

    private static readonly ILookup<string, string> ZoneIds = (
        TzdbDateTimeZoneSource.Default.ZoneLocations ?? []
    ).ToLookup(location => location.CountryCode, location => location.ZoneId, StringComparer.Ordinal);

    /// <summary>
    /// The moment of a time such as <c>2026-11-23T14:05:00</c> (a blank for the <c>T</c> and missing seconds are accepted), or
    /// of one with <c>Z</c> or an offset; null when it is no time.
    /// </summary>
    /// <param name="text">What stands in the file.</param>
    /// <param name="country">Where the office is; null or unknown counts as the home country.</param>
    /// <param name="home">The zone of the post that wrote the file.</param>
    public static WallClockTime? Read(string text, string? country, DateTimeZone home)
    {
        var tidy = text.Replace(' ', 'T');
        if (OffsetDateTimePattern.ExtendedIso.Parse(tidy) is { Success: true, Value: var exact })
        {
            return new WallClockTime(exact.ToDateTimeOffset().ToUniversalTime(), TimeDoubt.None);
        }

        foreach (var pattern in Patterns)
        {
            if (pattern.Parse(tidy) is { Success: true, Value: var local })
            {
                var (zone, assumed) = ZoneOf(country, home);
                return Resolve(local, zone, assumed ? TimeDoubt.ZoneAssumed : TimeDoubt.None);
            }
        }

        return null;
    }

    // A country with several zones has its most populous place first in the table; a scan from elsewhere in it is then off
    // by the hours between the two, which is why it is flagged.
    private static (DateTimeZone Zone, bool Assumed) ZoneOf(string? country, DateTimeZone home)
    {
        if (country is null or Countries.Morocco)
        {
            return (home, false);
        }

        var ids = ZoneIds[country].ToList();
        return ids.Count == 0 ? (home, true) : (DateTimeZoneProviders.Tzdb[ids[0]], ids.Count > 1);
    }

    private static WallClockTime Resolve(LocalDateTime local, DateTimeZone zone, TimeDoubt doubt)
    {
        doubt |= zone.MapLocal(local).Count switch
        {
            0 => TimeDoubt.SkippedHour,
            1 => TimeDoubt.None,
            _ => TimeDoubt.RepeatedHour,
        };
        return new WallClockTime(zone.AtLeniently(local).ToDateTimeOffset().ToUniversalTime(), doubt);
    }
}

/// <summary>A moment read from a wall clock.</summary>
/// <param name="At">UTC.</param>
/// <param name="Doubt">What had to be guessed.</param>
public readonly record struct WallClockTime(DateTimeOffset At, TimeDoubt Doubt);

/// <summary>Why a moment read from a wall clock may be off.</summary>
[Flags]
public enum TimeDoubt
{
    None = 0,

    /// <summary>The clocks went back: that time came twice, the first is taken.</summary>
    RepeatedHour = 1,

    /// <summary>The clocks went forward: that time never was, it is moved on by the gap.</summary>
    SkippedHour = 2,

    /// <summary>The country has several zones, or is unknown: one is assumed.</summary>
    ZoneAssumed = 4,
}
