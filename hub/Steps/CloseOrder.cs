using Hub.Orders;
using Hub.Storage;

namespace Hub.Steps;

/// <summary>The order is over: delivered, or returned and not asked for again.</summary>
internal sealed class CloseOrder : IStep
{
    public string Type => "close-order";

    public async Task<StepAnswer> RunAsync(StepCall call, WriteSession session, CancellationToken ct)
    {
        var order = await OrderLock.HoldAsync(session, call.RequiredOrderId, ct);
        if (!order.State.IsTerminal())
        {
            order.MoveTo(OrderState.Closed, "system", call.OptionalText("dispatchOutcome"), session);
        }

        return StepAnswer.Done.Nothing;
    }
}
