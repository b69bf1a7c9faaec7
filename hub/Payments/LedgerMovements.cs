using Hub.Orders;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Payments;

/// <summary>What happens to money, as ledger entries. Each is written once: its key is unique.</summary>
internal static class LedgerMovements
{
    /// <summary>A hold: nothing moves yet.</summary>
    public static void Authorised(WriteSession session, PaymentAttempt attempt) =>
        LedgerEntry.Book(session, attempt, LedgerKind.Authorised, "authorised:" + attempt.Oid, []);

    /// <summary>
    /// The provider took the money: the order's components when it pays for the order, otherwise owed back. The provider's
    /// fee is known here only where it withholds it at once.
    /// </summary>
    public static void Captured(WriteSession session, PaymentAttempt attempt, Order order)
    {
        var parts =
            order.PaidAttemptId == attempt.Id
                ? MoneyParts.Of(order.Price)
                : MoneyParts.OwedBack(attempt.AmountCentimes);
        LedgerEntry.Book(
            session,
            attempt,
            LedgerKind.Captured,
            "captured:" + attempt.Oid,
            [
                Posting.Debit(LedgerAccount.Provider, attempt.AmountCentimes - attempt.FeeCentimes),
                Posting.Debit(LedgerAccount.ProviderFee, attempt.FeeCentimes),
                .. parts.ToPostings(Posting.Credit),
            ]
        );
    }

    /// <summary>A refund is done: a hold was let go, or money left <paramref name="from"/>.</summary>
    public static void Refunded(
        WriteSession session,
        PaymentAttempt attempt,
        Refund refund,
        LedgerAccount from
    )
    {
        var held = attempt.State == AttemptState.Held;
        LedgerEntry.Book(
            session,
            attempt,
            held ? LedgerKind.Released : LedgerKind.Refunded,
            $"refund:{refund.Id}",
            held
                ? []
                : [.. refund.Parts.ToPostings(Posting.Debit), Posting.Credit(from, refund.AmountCentimes)]
        );
        var voided = held || (from == LedgerAccount.Provider && refund.CreditedBeforeCentimes is null);
        refund.State = RefundState.Done;
        refund.DoneAt = session.Now;
        attempt.RefundedCentimes += refund.AmountCentimes;
        attempt.State = voided ? AttemptState.Voided : AttemptState.Refunded;
    }

    /// <summary>What an attempt owes to State, commune, post and payer, as the ledger has it.</summary>
    public static async Task<MoneyParts> OwedAsync(HubDb db, Guid attemptId, CancellationToken ct) =>
        MoneyParts.Owed(
            await db
                .Ledger.Where(e => e.AttemptId == attemptId)
                .SelectMany(e => e.Postings)
                .AsNoTracking()
                .ToListAsync(ct)
        );
}
