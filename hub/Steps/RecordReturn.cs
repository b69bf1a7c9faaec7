using Hub.Orders;
using Hub.Storage;

namespace Hub.Steps;

/// <summary>The letter came back; the citizen may correct the address.</summary>
internal sealed class RecordReturn : IStep
{
    public string Type => "record-return";

    public async Task<StepAnswer> RunAsync(StepCall call, WriteSession session, CancellationToken ct)
    {
        var order = await OrderLock.HoldAsync(session, call.RequiredOrderId, ct);
        order.MoveTo(OrderState.Returned, "partner:post", "returned_to_sender", session);
        return StepAnswer.Done.Nothing;
    }
}
