using Hub.Orders;
using Hub.Shipping;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Workflows.Feel;

namespace Hub.Steps;

/// <summary>No news of the letter for too long: a claim with the post is open.</summary>
internal sealed class OpenClaim(ClaimClock claims) : IStep
{
    public string Type => "open-claim";

    public async Task<StepAnswer> RunAsync(StepCall call, WriteSession session, CancellationToken ct)
    {
        var order = await OrderLock.HoldAsync(session, call.RequiredOrderId, ct);
        var shipmentRef = call.Text("shipmentRef");
        var shipment = await session.Db.Shipments.FirstAsync(s => s.Ref == shipmentRef, ct);
        var events = await session.Db.TrackingEvents.Where(e => e.Item == shipment.Item).ToListAsync(ct);
        var due = claims.After(shipment, events);
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
}
