using Hub.Catalogue;
using Microsoft.Extensions.Options;
using NodaTime;
using Workflows.Feel;

namespace Hub.Shipping;

/// <summary>How long the post may be silent about a letter before we ask (domain.md §5.6).</summary>
internal sealed class ClaimClock(ReferenceCatalogue catalogue, IOptions<ShippingOptions> options)
{
    /// <summary>
    /// When a claim is due if nothing more is heard: so many working days of the post inside Morocco, so many days abroad or
    /// while customs hold the letter. A moment for the process's timer.
    /// </summary>
    public FeelValue After(Shipment shipment, bool paused, DateTimeOffset lastNews)
    {
        if (!catalogue.Calendars.TryGet("post", out var post))
        {
            throw new InvalidOperationException("The reference data has no calendar 'post'.");
        }

        var heard = Instant.FromDateTimeOffset(lastNews);
        var due =
            paused || shipment.IsAbroad
                ? heard + Duration.FromDays(options.Value.ClaimAfterDaysAbroad)
                : post.AddWorkingDays(heard, options.Value.ClaimAfterWorkingDays);
        return FeelValue.From(due, post.Zone);
    }
}
