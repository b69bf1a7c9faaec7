using Hub.Orders;
using Hub.Storage;
using Workflows.Feel;

namespace Hub.Steps;

/// <summary>The time to correct the order is over; a correction that was made a moment before wins.</summary>
internal sealed class ExpireCorrection : IStep
{
    private const string Reason = "citizen_did_not_answer";

    public string Type => "expire-correction";

    public async Task<StepAnswer> RunAsync(StepCall call, WriteSession session, CancellationToken ct)
    {
        var order = await OrderLock.HoldAsync(session, call.RequiredOrderId, ct);
        if (order.Corrected)
        {
            return StepInput.Answer(("corrected", FeelValue.True));
        }

        order.MoveTo(OrderState.Rejected, "system", Reason, session);
        return StepInput.Answer(("corrected", FeelValue.False), ("reason", FeelValue.From(Reason)));
    }
}
