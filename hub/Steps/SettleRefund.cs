using Hub.Payments;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Steps;

/// <summary>
/// A person has settled a refund that the gateway refuses: the money went back another way, or the hold ended by itself. The
/// books say so, and the gateway is not asked again.
/// </summary>
internal sealed class SettleRefund : IStep
{
    public string Type => "settle-refund";

    public async Task<StepAnswer> RunAsync(StepCall call, WriteSession session, CancellationToken ct)
    {
        var id = Guid.Parse(call.Text("refundId"));
        var refund = await session.Db.Refunds.FirstAsync(r => r.Id == id, ct);
        if (refund.State == RefundState.Done)
        {
            return StepAnswer.Done.Nothing;
        }

        var attempt = await session.Db.PaymentAttempts.FirstAsync(a => a.Id == refund.AttemptId, ct);
        LedgerMovements.Refunded(session, attempt, refund, LedgerAccount.Bank);
        return StepAnswer.Done.Nothing;
    }
}
