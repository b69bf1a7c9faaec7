using Hub.Orders;
using Hub.Storage;

namespace Hub.Steps;

/// <summary>The money is back: when all of it is, the order is over.</summary>
internal sealed class RecordRefund : IStep
{
    public string Type => "record-refund";

    public async Task<StepAnswer> RunAsync(StepCall call, WriteSession session, CancellationToken ct)
    {
        if (call.Text("what") == "all")
        {
            var order = await OrderLock.HoldAsync(session, call.RequiredOrderId, ct);
            order.MoveTo(OrderState.Refunded, "system", call.OptionalText("reason"), session);
        }

        return StepAnswer.Done.Nothing;
    }
}
