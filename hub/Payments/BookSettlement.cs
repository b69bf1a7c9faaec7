using Adapters.Payments;
using Hub.Orders;
using Hub.Processes;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Payments;

/// <summary>
/// Books one settled line: the payout, and what a provider tells us here, a refund that came back and a chargeback, unless
/// we have heard of it otherwise before.
/// </summary>
internal sealed class BookSettlement(ReverseRefund reverse, BookChargeback book)
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
                await reverse.RunAsync(attempt, order, line.GrossCentimes, line.Id, session, ct);
                break;
            case SettlementType.Chargeback:
                await ChargeBackAsync(line, attempt, session, ct);
                break;
            case SettlementType.ChargebackReversed:
                await WinAsync(line, attempt, order, session, ct);
                break;
        }
    }

    /// <summary>A case that a letter told before is confirmed by it, even where the second person had not agreed yet.</summary>
    private static async Task ChargeBackAsync(
        SettlementLine line,
        PaymentAttempt attempt,
        WriteSession session,
        CancellationToken ct
    )
    {
        var cases = await CasesAsync(attempt, session, ct);
        var known = cases.Find(c =>
            c is { LineId: null, State: not ChargebackState.Dismissed }
            && c.AmountCentimes == -line.GrossCentimes
        );
        if (known is { State: not ChargebackState.Waiting })
        {
            known.LineId = line.Id;
            return;
        }

        var chargeback = known ?? New(line, attempt, session);
        chargeback.LineId = line.Id;
        await BookChargeback.TakeAsync(chargeback, attempt, session, ct);
        if (known is not null)
        {
            await BookChargeback.ResolveAsync(
                BookChargeback.Unconfirmed,
                known,
                attempt,
                ActorOf(attempt),
                session,
                ct
            );
        }
    }

    private async Task WinAsync(
        SettlementLine line,
        PaymentAttempt attempt,
        Order order,
        WriteSession session,
        CancellationToken ct
    )
    {
        var cases = (await CasesAsync(attempt, session, ct)).FindAll(c =>
            c.IsBooked && c.ReversalLineId is null
        );
        var mine =
            cases.Find(c => c.AmountCentimes == line.GrossCentimes)
            ?? cases.Find(c => c.State != ChargebackState.Won && c.AmountCentimes > line.GrossCentimes);
        if (mine is null)
        {
            Incident.Open(
                session,
                "chargeback_reversal_unmatched",
                $"{line.Oid}: {line.GrossCentimes} centimes of a won chargeback, and we know of no such case.",
                PaymentMethod.PartnerOf(attempt.Method),
                order.Id
            );
            return;
        }

        mine.ReversalLineId = line.Id;
        if (mine.State != ChargebackState.Won)
        {
            book.Win(mine, attempt, order, line.GrossCentimes, ActorOf(attempt), session);
            await BookChargeback.ResolveAsync(
                BookChargeback.Incident,
                mine,
                attempt,
                ActorOf(attempt),
                session,
                ct
            );
        }
    }

    /// <summary>The cases of an attempt, those of this very transaction too, oldest first.</summary>
    private static async Task<List<Chargeback>> CasesAsync(
        PaymentAttempt attempt,
        WriteSession session,
        CancellationToken ct
    )
    {
        var stored = await session.Db.Chargebacks.Where(c => c.AttemptId == attempt.Id).ToListAsync(ct);
        return
        [
            .. stored
                .Union(session.Db.Chargebacks.Local.Where(c => c.AttemptId == attempt.Id))
                .OrderBy(c => c.EnteredAt)
                .ThenBy(c => c.Id),
        ];
    }

    private static Chargeback New(SettlementLine line, PaymentAttempt attempt, WriteSession session)
    {
        var chargeback = new Chargeback
        {
            Id = session.NewId(),
            OrderId = attempt.OrderId,
            AttemptId = attempt.Id,
            CaseNumber = $"{line.SettleId}/{line.Date}/{line.Line}",
            Reason = ChargebackReasons.Unstated,
            NoticedOn = line.Date,
            AmountCentimes = -line.GrossCentimes,
            EnteredBy = ActorOf(attempt),
            EnteredAt = session.Now,
        };
        session.Db.Chargebacks.Add(chargeback);
        return chargeback;
    }

    private static string ActorOf(PaymentAttempt attempt) =>
        "partner:" + PaymentMethod.PartnerOf(attempt.Method);
}
