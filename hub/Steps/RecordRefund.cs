using Hub.Orders;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Steps;

/// <summary>
/// The money is back: when all of it is, the order is over. It also is when its reason says that nothing goes back.
/// </summary>
internal sealed class RecordRefund : IStep
{
    public string Type => "record-refund";

    public async Task<StepAnswer> RunAsync(StepCall call, WriteSession session, CancellationToken ct)
    {
        if (call.Text("what") != "all")
        {
            return StepAnswer.Done.Nothing;
        }

        var order = await OrderLock.HoldAsync(session, call.RequiredOrderId, ct);
        var id = Guid.Parse(call.Text("refundId"));
        var refund = await session.Db.Refunds.FirstAsync(r => r.Id == id, ct);
        var end = refund is { AmountCentimes: 0, KeptCentimes: > 0 }
            ? OrderState.Closed
            : OrderState.Refunded;
        order.MoveTo(end, "system", refund.Reason, session);
        return StepAnswer.Done.Nothing;
    }
}
