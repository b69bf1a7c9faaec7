using System.Globalization;
using Hub.Payments;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Pages.Orders;

/// <summary>An order's payments on its timeline: attempts, movements of money, decisions to give back.</summary>
internal static class MoneyEntries
{
    /// <summary>The entries, in no order.</summary>
    public static async Task<IEnumerable<TimelineEntry>> ReadAsync(
        HubDb db,
        Guid orderId,
        CancellationToken ct
    )
    {
        var attempts = await db.PaymentAttempts.Where(a => a.OrderId == orderId).ToListAsync(ct);
        var ledger = await db.Ledger.Where(l => l.OrderId == orderId).ToListAsync(ct);
        var refunds = await db.Refunds.Where(r => r.OrderId == orderId).ToListAsync(ct);
        return
        [
            .. attempts.SelectMany(ToEntries),
            .. ledger.Select(l => new TimelineEntry(
                l.At,
                "payment",
                "money." + l.Kind.ToString().ToLowerInvariant(),
                "cmi",
                null,
                Dirhams(Math.Abs(l.AmountCentimes))
            )),
            .. refunds.Select(r => new TimelineEntry(
                r.DecidedAt,
                "payment",
                "money.refund_decided",
                r.ApprovedBy ?? r.DecidedBy,
                r.Reason,
                Dirhams(r.AmountCentimes)
            )),
        ];
    }

    private static IEnumerable<TimelineEntry> ToEntries(PaymentAttempt attempt)
    {
        yield return new TimelineEntry(
            attempt.CreatedAt,
            "payment",
            "money.attempt",
            "cmi",
            null,
            attempt.Oid
        );
        if (attempt is { State: AttemptState.Declined, DecidedAt: { } at })
        {
            yield return new TimelineEntry(
                at,
                "payment",
                "money.declined",
                "cmi",
                attempt.DeclineCode,
                attempt.Oid
            );
        }
    }

    private static string Dirhams(long centimes) =>
        string.Create(CultureInfo.InvariantCulture, $"{centimes / 100m:0.00} MAD");
}
