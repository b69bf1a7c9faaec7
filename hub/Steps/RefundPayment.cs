using System.Text.Json;
using Adapters.Payments;
using Hub.Payments;
using Hub.Storage;
using Hub.Work;
using Microsoft.EntityFrameworkCore;
using Workflows.Feel;

namespace Hub.Steps;

/// <summary>
/// Gives money back: lets a hold go, voids what is not settled, credits what is. The gateway is asked first, every time, so
/// nothing is ever given back twice (protocols.md §2).
/// </summary>
internal sealed class RefundPayment(HubStore store, IEnumerable<IPaymentGateway> gateways) : IProcessWork
{
    public string Type => "refund-payment";

    public NewWorkItem Plan(StepCall call)
    {
        var refundId = Guid.Parse(call.Text("refundId"));
        var input = JsonSerializer.Serialize(new RefundInput(refundId));
        return new NewWorkItem(Type, "cmi", $"refund:{refundId}", input, call.OrderId);
    }

    public async Task<WorkOutcome> RunAsync(WorkItem item, CancellationToken ct)
    {
        var (refund, attempt) = await ReadAsync(item, ct);
        if (refund.AmountCentimes == 0 || await IsDoneAsync(refund, attempt, ct))
        {
            return Done("already");
        }

        var gateway = gateways.First(g => g.Method == attempt.Method);
        var whole = refund.AmountCentimes == attempt.AmountCentimes;
        var reply = await gateway.QueryAsync(attempt.Oid, ct) switch
        {
            GatewayStatus.Known { State: GatewayState.Held } => await gateway.VoidAsync(attempt.Oid, ct),
            GatewayStatus.Known { State: GatewayState.Captured } when whole => await gateway.VoidAsync(
                attempt.Oid,
                ct
            ),
            GatewayStatus.Known
            {
                State: GatewayState.Captured or GatewayState.Settled or GatewayState.Credited
            } => await gateway.CreditAsync(attempt.Oid, refund.AmountCentimes, ct),
            GatewayStatus.Known known => new MoneyReply.Refused(
                "gateway_state",
                $"The payment is {known.State} at the gateway."
            ),
            _ => new MoneyReply.Refused("gateway_unknown", "The gateway does not know the payment."),
        };
        return reply switch
        {
            MoneyReply.Done done => Done(done.TransactionId),
            MoneyReply.Refused refused => new WorkOutcome.Refused(
                "refund_refused",
                $"{refused.Code}: {refused.Message}",
                FeelContext.Empty
            ),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    public async Task<WorkOutcome?> CheckAsync(WorkItem item, CancellationToken ct)
    {
        var (refund, attempt) = await ReadAsync(item, ct);
        return await IsDoneAsync(refund, attempt, ct) ? Done("found_done") : null;
    }

    public async Task BookAsync(
        WorkItem item,
        WorkOutcome outcome,
        WriteSession session,
        CancellationToken ct
    )
    {
        var id = JsonSerializer.Deserialize<RefundInput>(item.Input)!.RefundId;
        var refund = await session.Db.Refunds.FirstAsync(r => r.Id == id, ct);
        if (outcome is not WorkOutcome.Done)
        {
            refund.State = RefundState.Failed;
            return;
        }

        var attempt = await session.Db.PaymentAttempts.FirstAsync(a => a.Id == refund.AttemptId, ct);
        var held = attempt.State == AttemptState.Held;
        refund.State = RefundState.Done;
        refund.DoneAt = session.Now;
        attempt.RefundedCentimes += refund.AmountCentimes;
        attempt.State =
            held || attempt.RefundedCentimes == attempt.AmountCentimes
                ? AttemptState.Voided
                : AttemptState.Refunded;
        LedgerEntry.Write(
            session,
            attempt,
            held ? LedgerKind.Released : LedgerKind.Refunded,
            held ? 0 : -refund.AmountCentimes,
            $"refund:{refund.Id}"
        );
    }

    private static WorkOutcome.Done Done(string? detail) =>
        new(FeelContext.Empty, TransmissionLevel.Accepted, detail);

    /// <summary>Has the gateway given back what our books say, and this refund on top of it?</summary>
    private async Task<bool> IsDoneAsync(Refund refund, PaymentAttempt attempt, CancellationToken ct)
    {
        var gateway = gateways.First(g => g.Method == attempt.Method);
        return await gateway.QueryAsync(attempt.Oid, ct) switch
        {
            GatewayStatus.Known { State: GatewayState.Voided } => true,
            GatewayStatus.Known { State: GatewayState.Credited } => await gateway.QueryCreditsAsync(
                attempt.Oid,
                ct
            )
                >= attempt.RefundedCentimes + refund.AmountCentimes,
            _ => false,
        };
    }

    private Task<(Refund Refund, PaymentAttempt Attempt)> ReadAsync(WorkItem item, CancellationToken ct)
    {
        var id = JsonSerializer.Deserialize<RefundInput>(item.Input)!.RefundId;
        return store.ReadAsync(async db =>
        {
            var refund = await db.Refunds.FirstAsync(r => r.Id == id, ct);
            return (refund, await db.PaymentAttempts.FirstAsync(a => a.Id == refund.AttemptId, ct));
        });
    }

    private sealed record RefundInput(Guid RefundId);
}
