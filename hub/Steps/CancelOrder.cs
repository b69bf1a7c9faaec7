using Hub.Orders;
using Hub.Storage;

namespace Hub.Steps;

/// <summary>The citizen cancelled before paying; an approval that was booked a moment before wins.</summary>
internal sealed class CancelOrder : IStep
{
    public string Type => "cancel-order";

    public async Task<StepAnswer> RunAsync(StepCall call, WriteSession session, CancellationToken ct)
    {
        var order = await OrderLock.HoldAsync(session, call.RequiredOrderId, ct);
        var paid = order.PaidAttemptId is not null;
        order.MoveTo(
            paid ? OrderState.Paid : OrderState.Cancelled,
            paid ? await PaidAttempt.ActorAsync(order, session, ct) : "citizen",
            null,
            session
        );
        return await PaidAttempt.AnswerAsync(order, session, ct);
    }
}
