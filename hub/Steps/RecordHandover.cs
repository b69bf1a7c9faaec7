using Hub.Orders;
using Hub.Shipping;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Steps;

/// <summary>The post has taken the letter into its hands; from now on its silence is counted.</summary>
internal sealed class RecordHandover(ClaimClock claims) : IStep
{
    public string Type => "record-handover";

    public async Task<StepAnswer> RunAsync(StepCall call, WriteSession session, CancellationToken ct)
    {
        var order = await OrderLock.HoldAsync(session, call.RequiredOrderId, ct);
        var shipmentRef = call.Text("shipmentRef");
        var shipment = await session.Db.Shipments.FirstAsync(s => s.Ref == shipmentRef, ct);
        shipment.HandedOverAt ??= session.Now;
        // Tracking events may have been faster than the answer to the manifest.
        if (order.State == OrderState.Packed)
        {
            order.MoveTo(OrderState.HandedToPost, "partner:post", null, session);
        }

        return StepInput.Answer(("claimAfter", claims.After(shipment, paused: false, session.Now)));
    }
}
