using Hub.Orders;
using Hub.Storage;

namespace Hub.Steps;

/// <summary>The post has taken the letter into its hands.</summary>
internal sealed class RecordHandover : IStep
{
    public string Type => "record-handover";

    public async Task<StepAnswer> RunAsync(StepCall call, WriteSession session, CancellationToken ct)
    {
        var order = await OrderLock.HoldAsync(session, call.RequiredOrderId, ct);
        // Tracking events may have been faster than the answer to the manifest.
        if (order.State == OrderState.Packed)
        {
            order.MoveTo(OrderState.HandedToPost, "partner:post", null, session);
        }

        return StepAnswer.Done.Nothing;
    }
}
