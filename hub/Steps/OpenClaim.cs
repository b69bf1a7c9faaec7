using Hub.Orders;
using Hub.Storage;

namespace Hub.Steps;

/// <summary>No news of the letter for too long: a claim with the post is open.</summary>
internal sealed class OpenClaim : IStep
{
    public string Type => "open-claim";

    public async Task<StepAnswer> RunAsync(StepCall call, WriteSession session, CancellationToken ct)
    {
        var order = await OrderLock.HoldAsync(session, call.RequiredOrderId, ct);
        order.MoveTo(OrderState.ClaimOpen, "system", "no_news", session);
        return StepAnswer.Done.Nothing;
    }
}
