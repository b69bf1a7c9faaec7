using Hub.Catalogue;
using Microsoft.Extensions.Options;
using NodaTime;
using NodaTime.Text;

namespace Hub.Shipping;

/// <summary>On which day a letter packed now is handed in, and when that day's manifest closes: local time, the post's own working days.</summary>
internal sealed class DepositCalendar(ReferenceCatalogue catalogue, IOptions<ShippingOptions> options)
{
    private const int Horizon = 60;

    /// <summary>The deposit for something packed at a moment; after the cut-off it is the next working day's.</summary>
    public (DateOnly Date, DateTimeOffset ClosesAt) For(DateTimeOffset packedAt)
    {
        if (!catalogue.Calendars.TryGet("post", out var post))
        {
            throw new InvalidOperationException("The reference data has no calendar 'post'.");
        }

        var cutOff = LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(options.Value.CutOff).Value;
        var packed = Instant.FromDateTimeOffset(packedAt);
        var date = packed.InZone(post.Zone).Date;
        for (var day = 0; day < Horizon; day++, date = date.PlusDays(1))
        {
            var closes = post.Zone.AtLeniently(date.At(cutOff)).ToInstant();
            if (post.IsWorkingDay(date) && packed < closes)
            {
                return (date.ToDateOnly(), closes.ToDateTimeOffset());
            }
        }

        throw new InvalidOperationException($"The post has no working day within {Horizon} days.");
    }
}
