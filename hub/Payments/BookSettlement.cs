using Adapters.Payments;
using Hub.Orders;
using Hub.Processes;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

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
            Incident.Open(
                session,
                "refund_reversal_unmatched",
                $"{line.Oid}: the provider says that a refund came back, and we know of none of this amount.",
                PaymentMethod.PartnerOf(attempt.Method),
                order.Id
            );
            return;
        }

        LedgerMovements.RefundReversed(session, attempt, refund, line.Id);
        // The same way failed once: a person agrees before it is tried again, or settles it otherwise.
        RefundProcess.StartPart(
            definitions,
            order,
            attempt,
            refund.AmountCentimes,
            RefundReasons.Reversed,
            askedBy: null,
            session
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
        Incident.Open(
            session,
            "chargeback",
            $"{line.Oid}: the payer's bank took {-line.GrossCentimes} centimes back (settlement {line.SettleId}).",
            PaymentMethod.PartnerOf(attempt.Method),
            order.Id
        );
    }
}
