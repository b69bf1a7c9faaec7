using System.Text.Json;
using Adapters.Payments;
using Hub.Orders;
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
    private static readonly TimeSpan Turn = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Closing = TimeSpan.FromHours(2);

    public string Type => "refund-payment";

    public NewWorkItem Plan(StepCall call)
    {
        var refundId = Guid.Parse(call.Text("refundId"));
        var input = JsonSerializer.Serialize(new RefundInput(refundId));
        var partner = call.OptionalText("provider") ?? PaymentMethod.PartnerOf(PaymentMethod.Card);
        return new NewWorkItem(Type, partner, $"refund:{refundId}", input, call.OrderId);
    }

    public async Task<WorkOutcome> RunAsync(WorkItem item, CancellationToken ct)
    {
        var (refund, attempt) = await ReadAsync(item, ct);
        var gateway = gateways.First(g => g.Method == attempt.Method);
        var status = await gateway.QueryAsync(attempt.Oid, ct);
        if (refund.AmountCentimes == 0 || await IsDoneAsync(refund, status, attempt.Oid, gateway, ct))
        {
            return Done("already");
        }

        if (refund.AmountCentimes > attempt.LeftCentimes)
        {
            return Refused("charged_back", "The payer's bank has taken the money back itself.");
        }

        return status switch
        {
            GatewayStatus.Known { State: GatewayState.Held or GatewayState.Captured }
                when refund.AmountCentimes == attempt.AmountCentimes => Outcome(
                await gateway.VoidAsync(attempt.Oid, ct)
            ),
            // Our answer that ordered the capture was lost; it is confirmed before a part of the money can go back.
            GatewayStatus.Known { State: GatewayState.Held } => new WorkOutcome.Later(
                store.Now + Turn,
                "the capture is not confirmed yet"
            ),
            GatewayStatus.Known
            {
                State: GatewayState.Captured or GatewayState.Settled or GatewayState.Credited
            } => await CreditAsync(refund, attempt, gateway, ct),
            GatewayStatus.Known { State: GatewayState.Pending } => new WorkOutcome.Later(
                store.Now + Turn,
                "the payment is still pending at the gateway"
            ),
            GatewayStatus.Known known => Refused(
                "gateway_state",
                $"The payment is {known.State} at the gateway."
            ),
            _ => Refused("gateway_unknown", "The gateway does not know the payment."),
        };
    }

    public async Task<WorkOutcome?> CheckAsync(WorkItem item, CancellationToken ct)
    {
        var (refund, attempt) = await ReadAsync(item, ct);
        var gateway = gateways.First(g => g.Method == attempt.Method);
        var status = await gateway.QueryAsync(attempt.Oid, ct);
        return await IsDoneAsync(refund, status, attempt.Oid, gateway, ct) ? Done("found_done") : null;
    }

    public async Task BookAsync(
        WorkItem item,
        WorkOutcome outcome,
        WriteSession session,
        CancellationToken ct
    )
    {
        // A settlement or a chargeback may be booked on the same payment at this moment.
        await OrderLock.HoldAsync(session, item.OrderId!.Value, ct);
        var id = JsonSerializer.Deserialize<RefundInput>(item.Input)!.RefundId;
        var refund = await session.Db.Refunds.FirstAsync(r => r.Id == id, ct);
        if (outcome is not WorkOutcome.Done)
        {
            refund.State = RefundState.Failed;
            return;
        }

        var attempt = await session.Db.PaymentAttempts.FirstAsync(a => a.Id == refund.AttemptId, ct);
        LedgerMovements.Refunded(session, attempt, refund, LedgerAccount.Provider);
    }

    /// <summary>
    /// Credits once: what the gateway has given back so far is noted before the credit is sent, so that afterwards, whatever
    /// was lost on the way, more than that is known to be this refund.
    /// </summary>
    private async Task<WorkOutcome> CreditAsync(
        Refund refund,
        PaymentAttempt attempt,
        IPaymentGateway gateway,
        CancellationToken ct
    )
    {
        if (!await TakeTurnAsync(refund.Id, ct))
        {
            return new WorkOutcome.Later(store.Now + Turn, "another refund of this payment is under way");
        }

        if (refund.CreditedBeforeCentimes is null)
        {
            var before = await gateway.QueryCreditsAsync(attempt.Oid, ct);
            await ChangeAsync(refund.Id, r => r.CreditedBeforeCentimes ??= before, ct);
        }

        var reply = await gateway.CreditAsync(attempt.Oid, refund.AmountCentimes, ct);
        return reply is MoneyReply.Refused { Code: MoneyReply.NotSettledYet }
            ? new WorkOutcome.Later(store.Now + Closing, "the gateway has not closed the day of the payment")
            : Outcome(reply);
    }

    /// <summary>False while another refund of the same attempt is between being sent and being booked.</summary>
    private Task<bool> TakeTurnAsync(Guid refundId, CancellationToken ct) =>
        store.WriteAsync(
            async session =>
            {
                var refund = await session.Db.Refunds.FirstAsync(r => r.Id == refundId, ct);
                await OrderLock.HoldAsync(session, refund.OrderId, ct);
                var busy = await session.Db.Refunds.AnyAsync(
                    r =>
                        r.AttemptId == refund.AttemptId
                        && r.Id != refundId
                        && r.State == RefundState.Due
                        && r.SentAt != null,
                    ct
                );
                refund.SentAt ??= busy ? null : session.Now;
                return refund.SentAt is not null;
            },
            ct
        );

    private Task ChangeAsync(Guid refundId, Action<Refund> change, CancellationToken ct) =>
        store.WriteAsync(
            async session => change(await session.Db.Refunds.FirstAsync(r => r.Id == refundId, ct)),
            ct
        );

    private static WorkOutcome Outcome(MoneyReply reply) =>
        reply switch
        {
            MoneyReply.Done done => Done(done.TransactionId),
            MoneyReply.Refused refused => Refused(refused.Code, refused.Message),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static WorkOutcome.Refused Refused(string code, string message) =>
        new WorkOutcome.Refused("refund_refused", $"{code}: {message}", FeelContext.Empty);

    private static WorkOutcome.Done Done(string? detail) =>
        new(FeelContext.Empty, TransmissionLevel.Accepted, detail);

    private static async Task<bool> IsDoneAsync(
        Refund refund,
        GatewayStatus status,
        string oid,
        IPaymentGateway gateway,
        CancellationToken ct
    ) =>
        status switch
        {
            GatewayStatus.Known { State: GatewayState.Voided } => true,
            GatewayStatus.Known { State: GatewayState.Credited }
                when refund.CreditedBeforeCentimes is { } before => await gateway.QueryCreditsAsync(oid, ct)
                >= before + refund.AmountCentimes,
            _ => false,
        };

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
