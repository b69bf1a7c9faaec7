using Hub.Orders;
using Hub.Shipping;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Steps;

/// <summary>The post says that it has found the letter: the claim is over, and its silence is counted anew.</summary>
internal sealed class RecordFound(ClaimClock claims) : IStep
{
    public string Type => "record-found";

    public async Task<StepAnswer> RunAsync(StepCall call, WriteSession session, CancellationToken ct)
    {
        var order = await OrderLock.HoldAsync(session, call.RequiredOrderId, ct);
        var shipmentRef = call.Text("shipmentRef");
        var shipment = await session.Db.Shipments.FirstAsync(s => s.Ref == shipmentRef, ct);
        shipment.ClaimOpenedAt = null;
        // Events may have said more, and said it first.
        if (order.State == OrderState.ClaimOpen)
        {
            order.MoveTo(OrderState.InTransit, "partner:post", "found", session);
        }

        return StepInput.Answer(("claimAfter", claims.After(shipment, paused: false, session.Now)));
    }
}
