using Adapters.Payments;
using Hub.Orders;
using Hub.Processes;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Workflows.Feel;

namespace Hub.Payments;

/// <summary>
/// Books one settled line: the payout, and what a provider tells us only here, a refund that came back and a chargeback.
/// </summary>
internal sealed class BookSettlement(DefinitionCatalogue definitions)
{
    /// <summary>Books the line of a known attempt, or into suspense.</summary>
    public async Task RunAsync(
        SettlementLine line,
        PaymentAttempt? attempt,
        WriteSession session,
        CancellationToken ct
    )
    {
        LedgerMovements.Settled(session, attempt, line);
        if (attempt is null || line.Type is SettlementType.Sale or SettlementType.Refund)
        {
            return;
        }

        var order = await OrderLock.HoldAsync(session, attempt.OrderId, ct);
        await session.Db.Entry(attempt).ReloadAsync(ct);
        switch (line.Type)
        {
            case SettlementType.RefundReversed:
                await ReverseRefundAsync(line, attempt, order, session, ct);
                break;
            case SettlementType.Chargeback:
                await ChargeBackAsync(line, attempt, order, session, ct);
                break;
            case SettlementType.ChargebackReversed:
                LedgerMovements.ChargebackReversed(session, attempt, line.GrossCentimes, line.Id);
                break;
        }
    }

    private async Task ReverseRefundAsync(
        SettlementLine line,
        PaymentAttempt attempt,
        Order order,
        WriteSession session,
        CancellationToken ct
    )
    {
        var refund = await session
            .Db.Refunds.Where(r =>
                r.AttemptId == attempt.Id
                && r.State == RefundState.Done
                && r.AmountCentimes == line.GrossCentimes
            )
            .OrderByDescending(r => r.DoneAt)
            .FirstOrDefaultAsync(ct);
        if (refund is null)
        {
            OpenIncident(
                session,
                "refund_reversal_unmatched",
                $"{line.Oid}: the provider says that a refund came back, and we know of none of this amount.",
                order
            );
            return;
        }

        LedgerMovements.RefundReversed(session, attempt, refund, line.Id);
        // The same way failed once: a person agrees before it is tried again, or settles it otherwise.
        var process =
            definitions.Latest("refund")
            ?? throw new InvalidOperationException("The process 'refund' is not deployed.");
        session.Processes.Start(
            process.Id,
            process.Key,
            order.Id,
            FeelContext.Of(
                KeyValuePair.Create("what", FeelValue.From("part")),
                KeyValuePair.Create("reason", FeelValue.From(RefundReasons.Reversed)),
                KeyValuePair.Create("amountCentimes", FeelValue.From(refund.AmountCentimes)),
                KeyValuePair.Create("attemptId", FeelValue.From(attempt.Id.ToString())),
                KeyValuePair.Create("orderId", FeelValue.From(order.Id.ToString())),
                KeyValuePair.Create("trackingNumber", FeelValue.From(order.TrackingNumber))
            )
        );
    }

    private static async Task ChargeBackAsync(
        SettlementLine line,
        PaymentAttempt attempt,
        Order order,
        WriteSession session,
        CancellationToken ct
    )
    {
        var owed = await LedgerMovements.OwedAsync(session.Db, attempt.Id, ct);
        LedgerMovements.ChargedBack(session, attempt, owed, -line.GrossCentimes, line.Id);
        OpenIncident(
            session,
            "chargeback",
            $"{line.Oid}: the payer's bank took {-line.GrossCentimes} centimes back (settlement {line.SettleId}).",
            order
        );
    }

    private static void OpenIncident(WriteSession session, string code, string message, Order order) =>
        session.Db.Incidents.Add(
            new Incident
            {
                Id = session.NewId(),
                Code = code,
                Message = message,
                OrderId = order.Id,
                Partner = "cmi",
                OpenedAt = session.Now,
            }
        );
}
