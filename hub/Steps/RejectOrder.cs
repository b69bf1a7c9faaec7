using Hub.Orders;
using Hub.Storage;

namespace Hub.Steps;

/// <summary>The order cannot be served; its money will go back.</summary>
internal sealed class RejectOrder : IStep
{
    public string Type => "reject-order";

    public async Task<StepAnswer> RunAsync(StepCall call, WriteSession session, CancellationToken ct)
    {
        var order = await OrderLock.HoldAsync(session, call.RequiredOrderId, ct);
        order.MoveTo(OrderState.Rejected, "bureau:" + order.BureauCode, call.OptionalText("reason"), session);
        return StepAnswer.Done.Nothing;
    }
}
