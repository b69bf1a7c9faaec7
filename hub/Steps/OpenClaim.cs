using Hub.Orders;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Steps;

/// <summary>No news of the letter for too long: a claim with the post is open.</summary>
internal sealed class OpenClaim : IStep
{
    public string Type => "open-claim";

    public async Task<StepAnswer> RunAsync(StepCall call, WriteSession session, CancellationToken ct)
    {
        var order = await OrderLock.HoldAsync(session, call.RequiredOrderId, ct);
        if (call.OptionalText("shipmentRef") is { } shipmentRef)
        {
            var shipment = await session.Db.Shipments.FirstAsync(s => s.Ref == shipmentRef, ct);
            shipment.ClaimOpenedAt ??= session.Now;
        }

        // News that came in the same moment as the deadline wins: a delivered letter is not looked for.
        if (order.State is OrderState.HandedToPost or OrderState.InTransit or OrderState.HeldForPickup)
        {
            order.MoveTo(OrderState.ClaimOpen, "system", "no_news", session);
        }

        return StepAnswer.Done.Nothing;
    }
}
