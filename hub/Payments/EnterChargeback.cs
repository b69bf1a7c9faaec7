using Hub.Orders;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hub.Payments;

/// <summary>
/// A person enters the bank's letter. Up to the limit it is booked; above it somebody else has to agree first, as for
/// refunds.
/// </summary>
internal sealed class EnterChargeback(HubStore store, IOptions<PaymentOptions> options)
{
    /// <summary>Enters; null when it is booked or waits, otherwise why not.</summary>
    /// <returns>
    /// <c>chargeback_reason_wrong</c>, <c>chargeback_case_wrong</c>, <c>chargeback_date_wrong</c>, <c>order_not_paid</c>,
    /// <c>chargeback_known</c> or <c>chargeback_amount_wrong</c>.
    /// </returns>
    public Task<string?> RunAsync(
        Guid orderId,
        ChargebackNotice notice,
        string actor,
        CancellationToken ct
    ) => store.WriteAsync(session => DecideAsync(orderId, notice, actor, session, ct), ct);

    private async Task<string?> DecideAsync(
        Guid orderId,
        ChargebackNotice notice,
        string actor,
        WriteSession session,
        CancellationToken ct
    )
    {
        if (notice.FindFault(session.Now) is { } fault)
        {
            return fault;
        }

        if (!await session.Db.Orders.AnyAsync(o => o.Id == orderId, ct))
        {
            return "order_unknown";
        }

        await OrderLock.HoldAsync(session, orderId, ct);
        var attempt = await session.Db.PaymentAttempts.FirstOrDefaultAsync(
            a => a.Id == notice.AttemptId && a.OrderId == orderId,
            ct
        );
        if (attempt is not { State: AttemptState.Captured or AttemptState.Refunded })
        {
            return "order_not_paid";
        }

        var known = await session.Db.Chargebacks.Where(c => c.AttemptId == attempt.Id).ToListAsync(ct);
        if (known.Exists(c => c.CaseNumber == notice.CaseNumber))
        {
            return "chargeback_known";
        }

        var waiting = known.FindAll(c => c.State == ChargebackState.Waiting).Sum(c => c.AmountCentimes);
        if (
            notice.AmountCentimes <= 0
            || notice.AmountCentimes > attempt.AmountCentimes - attempt.ChargedBackCentimes - waiting
        )
        {
            return "chargeback_amount_wrong";
        }

        await KeepAsync(notice, attempt, actor, session, ct);
        return null;
    }

    private async Task KeepAsync(
        ChargebackNotice notice,
        PaymentAttempt attempt,
        string actor,
        WriteSession session,
        CancellationToken ct
    )
    {
        var chargeback = new Chargeback
        {
            Id = session.NewId(),
            OrderId = attempt.OrderId,
            AttemptId = attempt.Id,
            CaseNumber = notice.CaseNumber,
            Reason = notice.Reason,
            NoticedOn = notice.NoticedOn,
            AmountCentimes = notice.AmountCentimes,
            EnteredBy = actor,
            EnteredAt = session.Now,
            State = ChargebackState.Waiting,
        };
        session.Db.Chargebacks.Add(chargeback);
        if (chargeback.AmountCentimes > options.Value.ApprovalAboveCentimes)
        {
            BookChargeback.Open(BookChargeback.Unconfirmed, chargeback, attempt, session);
            return;
        }

        await BookChargeback.TakeAsync(chargeback, attempt, session, ct);
    }
}
