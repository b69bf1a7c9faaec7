using System.Globalization;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Pages.Orders;

/// <summary>An order's letters on its timeline: packed, handed over, and where the post says they are.</summary>
internal static class LetterEntries
{
    /// <summary>The entries, in no order.</summary>
    public static async Task<IEnumerable<TimelineEntry>> ReadAsync(
        HubDb db,
        Guid orderId,
        CancellationToken ct
    )
    {
        var letters = await db.Shipments.Where(s => s.OrderId == orderId).ToListAsync(ct);
        var ids = letters.ConvertAll(s => s.Id);
        var lines = await db
            .ManifestLines.Where(l => ids.Contains(l.ShipmentId) && l.AnsweredAt != null)
            .ToListAsync(ct);
        var items = letters.ConvertAll(s => s.Item);
        var events = await db.TrackingEvents.Where(e => items.Contains(e.Item)).ToListAsync(ct);
        var sheets = await db.PrintedSheets.Where(p => p.OrderId == orderId).ToListAsync(ct);
        return
        [
            .. letters.Select(s => new TimelineEntry(
                s.PackedAt,
                "post",
                "letter.packed",
                s.BureauCode,
                null,
                s.Item,
                $"/shipments/{s.Ref}/label"
            )),
            .. lines.Select(l => new TimelineEntry(
                l.AnsweredAt!.Value,
                "post",
                "line." + l.State.ToString().ToLowerInvariant(),
                "post",
                l.Reason,
                l.Item,
                "/manifests/" + l.ManifestId
            )),
            .. sheets.Select(p => new TimelineEntry(
                p.PrintedAt,
                "person",
                "printed." + p.Kind,
                p.PrintedBy,
                null,
                string.Create(CultureInfo.InvariantCulture, $"{p.Subject} · {p.Copy}")
            )),
            .. events.Select(e => new TimelineEntry(
                e.At,
                "post",
                $"tracking.{e.Code}/{e.Reason}/{e.Action}",
                "post",
                null,
                string.Join(" · ", new[] { e.Item, e.Office }.Where(t => t.Length > 0))
            )),
        ];
    }
}
