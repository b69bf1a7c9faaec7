using Hub.Orders;
using Hub.Storage;

namespace Hub.Steps;

/// <summary>The time to pay is over; an approval that was booked a moment before wins.</summary>
internal sealed class ExpireOrder : IStep
{
    public string Type => "expire-order";

    public async Task<StepAnswer> RunAsync(StepCall call, WriteSession session, CancellationToken ct)
    {
        var order = await OrderLock.HoldAsync(session, call.RequiredOrderId, ct);
        var paid = order.PaidAttemptId is not null;
        order.MoveTo(
            paid ? OrderState.Paid : OrderState.Expired,
            paid ? await PaidAttempt.ActorAsync(order, session, ct) : "system",
            null,
            session
        );
        return await PaidAttempt.AnswerAsync(order, session, ct);
    }
}
