using Hub.Orders;
using Hub.Shipping;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Pages.Post;

/// <summary>Letters a claim was opened for, with what the post needs to look for them (domain.md §5.6).</summary>
internal static class ClaimSearch
{
    /// <summary>Letters of a page.</summary>
    public const int MaxRows = 500;

    /// <summary>The claims, newest first; only those that nobody has settled when <paramref name="openOnly"/>.</summary>
    public static async Task<IReadOnlyList<ClaimRow>> RunAsync(
        HubDb db,
        bool openOnly,
        int limit,
        CancellationToken ct
    )
    {
        var rows = await (
            from letter in db.Shipments
            where letter.ClaimOpenedAt != null
            join order in db.Orders on letter.OrderId equals order.Id
            where !openOnly || order.State == OrderState.ClaimOpen
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
                    events[r.Letter.Item].MaxBy(e => e.At)
                );
            }),
        ];
    }
}

/// <summary>One claim.</summary>
/// <param name="IsOpen">Is the letter still looked for?</param>
/// <param name="Manifest">The manifest it was handed over with: the proof of posting.</param>
/// <param name="Line">Its line there, with the post's answer.</param>
/// <param name="LastEvent">The last thing a scanner saw.</param>
internal sealed record ClaimRow(
    Shipment Letter,
    bool IsOpen,
    ShippingManifest? Manifest,
    ManifestLine? Line,
    TrackingEventRow? LastEvent
);
