using Hub.Orders;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Shipping;

/// <summary>Letters a claim was opened for, with what the post needs to look for them (domain.md §5.6).</summary>
internal static class ClaimSearch
{
    /// <summary>Letters of a page.</summary>
    public const int MaxRows = 500;

    /// <summary>The claims, newest first.</summary>
    public static async Task<IReadOnlyList<ClaimRow>> RunAsync(
        HubDb db,
        ClaimFilter filter,
        int limit,
        CancellationToken ct
    )
    {
        var rows = await (
            from letter in db.Shipments
            where letter.ClaimOpenedAt != null
            join order in db.Orders on letter.OrderId equals order.Id
            where filter == ClaimFilter.All || order.State == OrderState.ClaimOpen
            where
                filter != ClaimFilter.NotHandedOver
                || !db.ClaimHandoverLines.Any(l =>
                    l.ShipmentId == letter.Id && l.ClaimOpenedAt == letter.ClaimOpenedAt
                )
            orderby letter.ClaimOpenedAt descending
            select new { Letter = letter, order.State }
        )
            .Take(limit)
            .ToListAsync(ct);
        var items = rows.ConvertAll(r => r.Letter.Item);
        var lines = (
            await (
                from line in db.ManifestLines
                where items.Contains(line.Item) && line.State != LineState.Voided
                join manifest in db.Manifests on line.ManifestId equals manifest.Id
                select new { Line = line, Manifest = manifest }
            ).ToListAsync(ct)
        ).ToLookup(l => l.Line.Item, StringComparer.Ordinal);
        var events = (await db.TrackingEvents.Where(e => items.Contains(e.Item)).ToListAsync(ct)).ToLookup(
            e => e.Item,
            StringComparer.Ordinal
        );
        var handed = await HandoversOfAsync(db, rows.ConvertAll(r => r.Letter), ct);
        return
        [
            .. rows.Select(r =>
            {
                // The last manifest that carried it: an earlier one was refused.
                var posted = lines[r.Letter.Item].MaxBy(l => l.Manifest.ClosedAt);
                return new ClaimRow(
                    r.Letter,
                    r.State == OrderState.ClaimOpen,
                    posted?.Manifest,
                    posted?.Line,
                    events[r.Letter.Item].MaxBy(e => e.At),
                    handed.GetValueOrDefault((r.Letter.Id, r.Letter.ClaimOpenedAt!.Value))
                );
            }),
        ];
    }

    private static async Task<
        Dictionary<(Guid Letter, DateTimeOffset OpenedAt), ClaimReceipt>
    > HandoversOfAsync(HubDb db, List<Shipment> letters, CancellationToken ct)
    {
        var ids = letters.ConvertAll(l => l.Id);
        var lines = await (
            from line in db.ClaimHandoverLines
            where ids.Contains(line.ShipmentId)
            join handover in db.ClaimHandovers on line.HandoverId equals handover.Id
            select new
            {
                line.ShipmentId,
                line.ClaimOpenedAt,
                Receipt = new ClaimReceipt(handover.Number, handover.HandedTo, handover.HandedOverAt),
            }
        ).ToListAsync(ct);
        return lines.ToDictionary(l => (l.ShipmentId, l.ClaimOpenedAt), l => l.Receipt);
    }
}

/// <summary>Which claims.</summary>
internal enum ClaimFilter
{
    All = 1,

    /// <summary>Those whose letter is still looked for.</summary>
    Open = 2,

    /// <summary>Open ones that the post does not have yet.</summary>
    NotHandedOver = 3,
}

/// <summary>The post has the claim: number of the file, to whom it was given, when.</summary>
internal sealed record ClaimReceipt(long Number, string HandedTo, DateTimeOffset At);

/// <summary>One claim.</summary>
/// <param name="IsOpen">Is the letter still looked for?</param>
/// <param name="Manifest">The manifest it was handed over with: the proof of posting.</param>
/// <param name="Line">Its line there, with the post's answer.</param>
/// <param name="LastEvent">The last thing a scanner saw.</param>
/// <param name="Receipt">The file it was handed to the post in; null when the post does not have it.</param>
internal sealed record ClaimRow(
    Shipment Letter,
    bool IsOpen,
    ShippingManifest? Manifest,
    ManifestLine? Line,
    TrackingEventRow? LastEvent,
    ClaimReceipt? Receipt
);
