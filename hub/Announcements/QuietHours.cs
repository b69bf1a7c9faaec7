using Microsoft.Extensions.Options;
using NodaTime;

namespace Hub.Announcements;

/// <summary>Nobody's phone rings at night: when a short message may go out, by the clocks of Casablanca.</summary>
internal sealed class QuietHours(IOptions<AnnouncementOptions> options)
{
    private static readonly DateTimeZone Casablanca = DateTimeZoneProviders.Tzdb["Africa/Casablanca"];

    /// <summary><paramref name="at"/> itself, or the end of the quiet hours it falls into.</summary>
    public DateTimeOffset NextAllowed(DateTimeOffset at)
    {
        var from = LocalTime.FromTimeOnly(options.Value.QuietFrom);
        var until = LocalTime.FromTimeOnly(options.Value.QuietUntil);
        var local = Instant.FromDateTimeOffset(at).InZone(Casablanca);
        var quiet =
            from <= until
                ? local.TimeOfDay >= from && local.TimeOfDay < until
                : local.TimeOfDay >= from || local.TimeOfDay < until;
        if (!quiet)
        {
            return at;
        }

        var day = local.TimeOfDay < until ? local.Date : local.Date.PlusDays(1);
        return (day + until).InZoneLeniently(Casablanca).ToDateTimeOffset().ToUniversalTime();
    }
}
