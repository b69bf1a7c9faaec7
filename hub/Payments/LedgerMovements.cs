using Adapters.Payments;
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

    /// <summary>A refund that was done came back: it is owed to the payer again.</summary>
    public static void RefundReversed(WriteSession session, PaymentAttempt attempt, Refund refund)
    {
        LedgerEntry.Book(
            session,
            attempt,
            LedgerKind.RefundReversed,
            $"refund_reversed:{refund.Id}",
            [
                Posting.Debit(LedgerAccount.Provider, refund.AmountCentimes),
                Posting.Credit(LedgerAccount.Payer, refund.AmountCentimes),
            ]
        );
        refund.State = RefundState.Reversed;
        refund.ReversedAt = session.Now;
        attempt.RefundedCentimes -= refund.AmountCentimes;
        attempt.State = attempt.RefundedCentimes == 0 ? AttemptState.Captured : AttemptState.Refunded;
    }

    /// <summary>The payer's bank took money back: first what we owed the payer anyway, the rest is our loss.</summary>
    public static void ChargedBack(
        WriteSession session,
        PaymentAttempt attempt,
        MoneyParts owed,
        Chargeback chargeback
    )
    {
        var centimes = chargeback.AmountCentimes;
        chargeback.OwedCentimes = Math.Clamp(owed.Payer, 0, centimes);
        LedgerEntry.Book(
            session,
            attempt,
            LedgerKind.ChargedBack,
            $"charged_back:{chargeback.Id}",
            [
                Posting.Debit(LedgerAccount.Payer, chargeback.OwedCentimes),
                Posting.Debit(LedgerAccount.ChargebackLoss, centimes - chargeback.OwedCentimes),
                Posting.Credit(LedgerAccount.Provider, centimes),
            ]
        );
        attempt.ChargedBackCentimes += centimes;
    }

    /// <summary>
    /// A chargeback was won: the loss is made good, and what the payer was owed before, <paramref name="owed"/>, is owed again.
    /// </summary>
    public static void ChargebackReversed(
        WriteSession session,
        PaymentAttempt attempt,
        Chargeback chargeback,
        long centimes,
        long owed
    )
    {
        LedgerEntry.Book(
            session,
            attempt,
            LedgerKind.ChargebackReversed,
            $"chargeback_reversed:{chargeback.Id}",
            [
                Posting.Debit(LedgerAccount.Provider, centimes),
                Posting.Credit(LedgerAccount.Payer, owed),
                Posting.Credit(LedgerAccount.ChargebackLoss, centimes - owed),
            ]
        );
        attempt.ChargedBackCentimes = Math.Max(0, attempt.ChargedBackCentimes - centimes);
    }

    /// <summary>
    /// The provider paid out, or took back: what is at the bank is less the commission. A fee that was known when the payment
    /// was taken is booked already; money for a payment we do not know waits in suspense.
    /// </summary>
    public static void Settled(WriteSession session, PaymentAttempt? attempt, SettlementLine line)
    {
        var fee = line.Type == SettlementType.Sale ? attempt?.FeeCentimes ?? 0 : 0;
        LedgerEntry.Book(
            session,
            attempt,
            LedgerKind.Settled,
            $"settled:{line.Id}",
            [
                Posting.Debit(LedgerAccount.Bank, line.NetCentimes),
                Posting.Debit(LedgerAccount.ProviderFee, line.CommissionCentimes - fee),
                Posting.Credit(
                    attempt is null ? LedgerAccount.Suspense : LedgerAccount.Provider,
                    line.GrossCentimes - fee
                ),
            ]
        );
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
