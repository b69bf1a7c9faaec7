using System.Text;
using System.Text.RegularExpressions;
using Hub.Orders;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Pages.Orders;

/// <summary>Every key by which somebody may ask for an order: its own numbers, the partners', and files it stands in.</summary>
internal static partial class OrderKeys
{
    private const int MaxFiles = 5;

    /// <summary>
    /// The orders that <paramref name="key"/> names: tracking number or its beginning (also as part of a request, shipment or
    /// payment number), portal reference, act number, registered item, transaction of the gateway, file name.
    /// </summary>
    public static async Task<IQueryable<Order>> MatchAsync(
        HubDb db,
        IQueryable<Order> orders,
        string key,
        CancellationToken ct
    )
    {
        if (key.EndsWith(".csv", StringComparison.OrdinalIgnoreCase))
        {
            var (numbers, items) = await ReadFilesAsync(db, key, ct);
            return orders.Where(o =>
                numbers.Contains(o.TrackingNumber)
                || db.Shipments.Any(s => s.OrderId == o.Id && items.Contains(s.Item))
            );
        }

        var upper = key.ToUpperInvariant();
        var item = upper.Replace(" ", "", StringComparison.Ordinal);
        var tracking = TrackingNumber().Match(upper) is { Success: true } match ? match.Value : upper;
        return orders.Where(o =>
            o.TrackingNumber.StartsWith(tracking)
            || o.Reference == key
            || o.ActNumber == key
            || db.Shipments.Any(s => s.OrderId == o.Id && s.Item == item)
            || db.ManifestLines.Any(l =>
                l.Item == item && db.Shipments.Any(s => s.OrderId == o.Id && s.Id == l.ShipmentId)
            )
            || db.PaymentAttempts.Any(a => a.OrderId == o.Id && (a.Oid == key || a.TransactionId == key))
        );
    }

    /// <summary>The orders and letters that files of this name are about.</summary>
    private static async Task<(HashSet<string> Numbers, HashSet<string> Items)> ReadFilesAsync(
        HubDb db,
        string name,
        CancellationToken ct
    )
    {
        var contents = await db
            .ExchangeFiles.Where(f => f.Name == name)
            .Take(MaxFiles)
            .Select(f => f.Content)
            .ToListAsync(ct);
        var text = string.Join('\n', contents.Select(Encoding.Latin1.GetString));
        return (
            TrackingNumber().Matches(text).Select(m => m.Value).ToHashSet(StringComparer.Ordinal),
            Item().Matches(text).Select(m => m.Value).ToHashSet(StringComparer.Ordinal)
        );
    }

    [GeneratedRegex("CASA-[0-9]{4}-[0-9]{6}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex TrackingNumber();

    [GeneratedRegex(@"\bR[A-Z][0-9]{9}MA\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Item();
}
