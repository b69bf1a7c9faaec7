using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Payments;

/// <summary>Our side of a reconciliation.</summary>
internal static class BookedAttempts
{
    private const int Chunk = 500;

    /// <summary>Each attempt with what the ledger and the refunds say of it.</summary>
    public static IReadOnlyList<BookedAttempt> Of(
        IEnumerable<PaymentAttempt> attempts,
        IEnumerable<LedgerEntry> captured,
        IEnumerable<Refund> refunds
    )
    {
        var days = captured.ToDictionary(e => e.AttemptId!.Value, e => e.BookedOn);
        var decided = refunds.ToLookup(r => r.AttemptId);
        return [.. attempts.Select(a => Of(a, days.GetValueOrDefault(a.Id), [.. decided[a.Id]]))];
    }

    /// <summary>Rows by many keys, without a statement that grows without bound.</summary>
    public static async Task<List<TRow>> ReadInChunksAsync<TKey, TRow>(
        this HubDb db,
        IEnumerable<TKey> keys,
        Func<TKey[], IQueryable<TRow>> query,
        CancellationToken ct
    )
    {
        var rows = new List<TRow>();
        foreach (var chunk in keys.Chunk(Chunk))
        {
            rows.AddRange(await query(chunk).ToListAsync(ct));
        }

        return rows;
    }

    private static BookedAttempt Of(PaymentAttempt attempt, string? capturedOn, List<Refund> refunds)
    {
        // A void leaves no trace in a settlement, and what a person gave back otherwise does not either.
        var credited = refunds.FindAll(r =>
            r is { State: RefundState.Done, CreditedBeforeCentimes: not null }
        );
        return new BookedAttempt(
            attempt.OrderId,
            attempt.Oid,
            PaymentMethod.PartnerOf(attempt.Method),
            attempt.AmountCentimes,
            capturedOn,
            attempt.State == AttemptState.Voided,
            capturedOn is not null
                && attempt.LeftCentimes > 0
                && !refunds.Exists(r => r.State == RefundState.Due),
            credited.Sum(r => r.AmountCentimes),
            credited.Max(r => r.DoneAt) is { } done
                ? NodaTime.Text.LocalDatePattern.Iso.Format(Orders.QuotePrice.DayOf(done))
                : null
        );
    }
}
