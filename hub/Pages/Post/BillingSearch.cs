using Hub.Shipping;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Pages.Post;

/// <summary>What the billing page shows.</summary>
internal static class BillingSearch
{
    /// <summary>Lines of a page.</summary>
    public const int MaxRows = 500;

    /// <summary>A letter the post has not billed after so long is asked about.</summary>
    private static readonly TimeSpan BilledWithin = TimeSpan.FromDays(45);

    /// <summary>The invoices, newest first.</summary>
    public static async Task<IReadOnlyList<InvoiceRow>> InvoicesAsync(HubDb db, CancellationToken ct) =>
        await db
            .BillingLines.GroupBy(l => l.Invoice)
            .OrderByDescending(g => g.Min(l => l.ReceivedAt))
            .Take(MaxRows)
            .Select(g => new InvoiceRow(
                g.Key,
                g.Min(l => l.ReceivedAt),
                g.Count(),
                g.Sum(l => l.AnnouncedCentimes ?? 0),
                g.Sum(l => l.BilledCentimes),
                g.Count(l => l.Difference != null),
                g.Count(l => l.Difference != null && l.SettledAt == null)
            ))
            .ToListAsync(ct);

    /// <summary>The lines of an invoice, or of all invoices those that differ and are not settled.</summary>
    public static async Task<IReadOnlyList<BillingLine>> LinesAsync(
        HubDb db,
        string? invoice,
        int limit,
        CancellationToken ct
    )
    {
        var lines = string.IsNullOrEmpty(invoice)
            ? db.BillingLines.Where(l => l.Difference != null && l.SettledAt == null)
            : db.BillingLines.Where(l => l.Invoice == invoice);
        return await lines
            .AsNoTracking()
            .OrderBy(l => l.Invoice)
            .ThenBy(l => l.Line)
            .Take(limit)
            .ToListAsync(ct);
    }

    /// <summary>How many letters the post accepted long ago and has never billed.</summary>
    public static Task<int> UnbilledAsync(HubDb db, DateTimeOffset now, CancellationToken ct)
    {
        var before = now - BilledWithin;
        return db.ManifestLines.CountAsync(
            l =>
                l.State == LineState.Accepted
                && l.AnsweredAt < before
                && !db.BillingLines.Any(b => b.Item == l.Item),
            ct
        );
    }
}

/// <summary>One invoice of the post.</summary>
internal sealed record InvoiceRow(
    string Invoice,
    DateTimeOffset ReceivedAt,
    int Lines,
    long AnnouncedCentimes,
    long BilledCentimes,
    int Differences,
    int Open
);
