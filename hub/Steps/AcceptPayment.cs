using Hub.Orders;
using Hub.Storage;

namespace Hub.Steps;

/// <summary>The order is paid for.</summary>
internal sealed class AcceptPayment : IStep
{
    public string Type => "accept-payment";

    public async Task<StepAnswer> RunAsync(StepCall call, WriteSession session, CancellationToken ct)
    {
        var order = await OrderLock.HoldAsync(session, call.RequiredOrderId, ct);
        order.MoveTo(OrderState.Paid, await PaidAttempt.ActorAsync(order, session, ct), null, session);
        return await PaidAttempt.AnswerAsync(order, session, ct);
    }
}
