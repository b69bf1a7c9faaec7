using Adapters.Post;
using Hub.Orders;
using Hub.Shipping;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Workflows.Feel;

namespace Hub.Steps;

/// <summary>No news of the letter for too long: a claim with the post is open.</summary>
internal sealed class OpenClaim(ClaimClock claims, TrackingVocabulary vocabulary) : IStep
{
    public string Type => "open-claim";

    public async Task<StepAnswer> RunAsync(StepCall call, WriteSession session, CancellationToken ct)
    {
        var order = await OrderLock.HoldAsync(session, call.RequiredOrderId, ct);
        var shipmentRef = call.Text("shipmentRef");
        var shipment = await session.Db.Shipments.FirstAsync(s => s.Ref == shipmentRef, ct);
        var due = await DueAsync(shipment, session, ct);
        // News that came in the same moment as the deadline wins: a delivered letter is not looked for.
        var silent =
            order.State
                is OrderState.Packed
                    or OrderState.HandedToPost
                    or OrderState.InTransit
                    or OrderState.HeldForPickup
            && due.TryGetInstant(NodaTime.DateTimeZone.Utc, out var instant)
            && instant.ToDateTimeOffset() <= session.Now;
        if (silent)
        {
            shipment.ClaimOpenedAt ??= session.Now;
            order.MoveTo(OrderState.ClaimOpen, "system", "no_news", session);
        }

        return StepInput.Answer(("claimOpen", FeelValue.From(silent)), ("claimAfter", due));
    }

    /// <summary>
    /// When the claim is due by the last thing heard: a scan that says nothing new of the status is news all the same.
    /// </summary>
    private async Task<FeelValue> DueAsync(Shipment shipment, WriteSession session, CancellationToken ct)
    {
        var events = await session.Db.TrackingEvents.Where(e => e.Item == shipment.Item).ToListAsync(ct);
        var heard = events.Select(e => e.ReceivedAt).Append(shipment.HandedOverAt ?? shipment.PackedAt).Max();
        var summary = TrackingSummary.Of(events.Select(e => e.ToEvent()), vocabulary);
        return claims.After(shipment, summary.ClockPaused, heard);
    }
}
