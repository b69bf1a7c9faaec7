using Hub.Orders;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Payments;

/// <summary>What people decide on a chargeback: a second one agrees to its booking, and in the end it is won or lost.</summary>
internal sealed class DecideChargeback(HubStore store, BookChargeback book)
{
    private const string Over = "chargeback_over";

    /// <summary>A second person agrees, or dismisses it; null when it is done, otherwise why not.</summary>
    /// <returns><c>chargeback_over</c> or <c>second_person_needed</c>.</returns>
    public Task<string?> ConfirmAsync(Guid id, bool agreed, string actor, CancellationToken ct) =>
        DecideAsync(
            id,
            async (chargeback, attempt, _, session) =>
            {
                if (chargeback.State != ChargebackState.Waiting)
                {
                    return Over;
                }

                if (chargeback.EnteredBy == actor)
                {
                    return "second_person_needed";
                }

                (chargeback.DecidedBy, chargeback.DecidedAt) = (actor, session.Now);
                if (agreed)
                {
                    await BookChargeback.TakeAsync(chargeback, attempt, session, ct);
                }
                else
                {
                    chargeback.State = ChargebackState.Dismissed;
                }

                await BookChargeback.ResolveAsync(
                    BookChargeback.Unconfirmed,
                    chargeback,
                    attempt,
                    actor,
                    session,
                    ct
                );
                return null;
            },
            ct
        );

    /// <summary>The case is over: won, and the loss is made good; or lost, and it stays. Null when it is done.</summary>
    /// <returns><c>chargeback_over</c>.</returns>
    public Task<string?> EndAsync(Guid id, bool won, string actor, CancellationToken ct) =>
        DecideAsync(
            id,
            async (chargeback, attempt, order, session) =>
            {
                if (chargeback.State != ChargebackState.Open)
                {
                    return Over;
                }

                if (won)
                {
                    book.Win(chargeback, attempt, order, chargeback.AmountCentimes, actor, session);
                }
                else
                {
                    BookChargeback.End(chargeback, ChargebackState.Lost, actor, session);
                }

                await BookChargeback.ResolveAsync(
                    BookChargeback.Incident,
                    chargeback,
                    attempt,
                    actor,
                    session,
                    ct
                );
                return null;
            },
            ct
        );

    private Task<string?> DecideAsync(
        Guid id,
        Func<Chargeback, PaymentAttempt, Order, WriteSession, Task<string?>> decide,
        CancellationToken ct
    ) =>
        store.WriteAsync(
            async session =>
            {
                var orderId = await session
                    .Db.Chargebacks.Where(c => c.Id == id)
                    .Select(c => (Guid?)c.OrderId)
                    .FirstOrDefaultAsync(ct);
                if (orderId is not { } known)
                {
                    return Over;
                }

                var order = await OrderLock.HoldAsync(session, known, ct);
                var chargeback = await session.Db.Chargebacks.FirstAsync(c => c.Id == id, ct);
                var attempt = await session.Db.PaymentAttempts.FirstAsync(
                    a => a.Id == chargeback.AttemptId,
                    ct
                );
                return await decide(chargeback, attempt, order, session);
            },
            ct
        );
}
