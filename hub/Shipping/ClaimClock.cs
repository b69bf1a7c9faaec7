using Adapters.Post;
using Hub.Catalogue;
using Microsoft.Extensions.Options;
using NodaTime;
using Workflows.Feel;

namespace Hub.Shipping;

/// <summary>How long the post may be silent about a letter before we ask (domain.md §5.6).</summary>
internal sealed class ClaimClock(
    ReferenceCatalogue catalogue,
    TrackingVocabulary vocabulary,
    IOptions<ShippingOptions> options
)
{
    /// <summary>
    /// When a claim is due by the last thing heard of a letter: a scan that says nothing new of its status is news all the same.
    /// </summary>
    public FeelValue After(Shipment shipment, IReadOnlyCollection<TrackingEventRow> events)
    {
        var heard = events.Select(e => e.ReceivedAt).Append(shipment.HandedOverAt ?? shipment.PackedAt).Max();
        var summary = TrackingSummary.Of(events.Select(e => e.ToEvent()), vocabulary);
        return After(shipment, summary.ClockPaused, heard);
    }

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
