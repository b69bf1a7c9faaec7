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
        var chargebacks = await db.Chargebacks.Where(c => c.OrderId == orderId).ToListAsync(ct);
        return
        [
            .. chargebacks.SelectMany(ToEntries),
            .. attempts.SelectMany(ToEntries),
            .. ledger.Select(l => new TimelineEntry(
                l.At,
                "payment",
                "money." + Name(l.Kind),
                Partner(attempts, l.AttemptId),
                null,
                l.ValueCentimes == 0 ? null : Dirhams(l.ValueCentimes)
            )),
            .. refunds.SelectMany(ToEntries),
        ];
    }

    private static string? Partner(List<PaymentAttempt> attempts, Guid? attemptId) =>
        attempts.Find(a => a.Id == attemptId) is { } attempt ? PaymentMethod.PartnerOf(attempt.Method) : null;

    /// <summary>The kind as in text keys: <c>refund_reversed</c>.</summary>
    private static string Name(LedgerKind kind) =>
        string.Concat(
            kind.ToString()
                .Select(
                    (c, i) =>
                        char.IsUpper(c) && i > 0
                            ? "_" + char.ToLowerInvariant(c)
                            : char.ToLowerInvariant(c).ToString()
                )
        );

    private static IEnumerable<TimelineEntry> ToEntries(Refund refund)
    {
        yield return new TimelineEntry(
            refund.DecidedAt,
            "payment",
            refund.AmountCentimes == 0 ? "money.kept" : "money.refund_decided",
            refund.DecidedBy,
            refund.Reason,
            Dirhams(refund.AmountCentimes == 0 ? refund.KeptCentimes : refund.AmountCentimes)
        );
        if (refund.ApprovedAt is { } approved)
        {
            yield return new TimelineEntry(
                approved,
                "payment",
                "money.refund_approved",
                refund.ApprovedBy,
                null,
                Dirhams(refund.AmountCentimes)
            );
        }
    }

    private static IEnumerable<TimelineEntry> ToEntries(Chargeback chargeback)
    {
        var what = $"{chargeback.CaseNumber} · {Dirhams(chargeback.AmountCentimes)}";
        yield return new TimelineEntry(
            chargeback.EnteredAt,
            "payment",
            chargeback.Reason == ChargebackReasons.Unstated
                ? "money.chargeback_told"
                : "money.chargeback_noticed",
            chargeback.EnteredBy,
            "chargeback_" + chargeback.Reason,
            what
        );
        if (chargeback.DecidedAt is { } decided)
        {
            yield return new TimelineEntry(
                decided,
                "payment",
                chargeback.State == ChargebackState.Dismissed
                    ? "money.chargeback_dismissed"
                    : "money.chargeback_confirmed",
                chargeback.DecidedBy,
                null,
                what
            );
        }

        if (chargeback.EndedAt is { } ended)
        {
            yield return new TimelineEntry(
                ended,
                "payment",
                chargeback.State == ChargebackState.Won ? "money.chargeback_won" : "money.chargeback_lost",
                chargeback.EndedBy,
                null,
                what
            );
        }
    }

    private static IEnumerable<TimelineEntry> ToEntries(PaymentAttempt attempt)
    {
        yield return new TimelineEntry(
            attempt.CreatedAt,
            "payment",
            "money.attempt",
            PaymentMethod.PartnerOf(attempt.Method),
            null,
            attempt.Oid
        );
        if (attempt is { State: AttemptState.Declined, DecidedAt: { } at })
        {
            yield return new TimelineEntry(
                at,
                "payment",
                "money.declined",
                PaymentMethod.PartnerOf(attempt.Method),
                attempt.DeclineCode,
                attempt.Oid
            );
        }
    }

    private static string Dirhams(long centimes) =>
        string.Create(CultureInfo.InvariantCulture, $"{centimes / 100m:0.00} MAD");
}
