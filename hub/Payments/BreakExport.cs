using System.Globalization;
using Adapters.Exchange;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Payments;

/// <summary>The breaks as a table for a spreadsheet.</summary>
internal static class BreakExport
{
    private const int MaxRows = 50_000;

    private static readonly string[] Columns =
    [
        "type",
        "day",
        "oid",
        "tracking_number",
        "expected_mad",
        "found_mad",
        "first_seen",
        "last_seen",
        "state",
        "signed_off_by",
        "note",
    ];

    /// <summary>The bytes; newest days first.</summary>
    public static async Task<byte[]> WriteAsync(HubDb db, CancellationToken ct)
    {
        var rows = await (
            from found in db.ReconciliationBreaks
            join order in db.Orders on found.OrderId equals order.Id into orders
            from order in orders.DefaultIfEmpty()
            orderby found.Day descending, found.Oid
            select new { Break = found, Tracking = order == null ? "" : order.TrackingNumber }
        )
            .Take(MaxRows)
            .ToListAsync(ct);
        return SpreadsheetFile.Write(Columns, rows.Select(r => ToRow(r.Break, r.Tracking)));
    }

    private static string[] ToRow(ReconciliationBreak found, string tracking) =>
        [
            found.Type.ToWireName(),
            found.Day,
            found.Oid,
            tracking,
            Dirhams(found.ExpectedCentimes),
            Dirhams(found.FoundCentimes),
            Moment(found.FirstSeenAt),
            Moment(found.LastSeenAt),
            found.State,
            found.SignedOffBy ?? "",
            found.Note ?? "",
        ];

    private static string Dirhams(long centimes) =>
        (centimes / 100m).ToString("0.00", CultureInfo.InvariantCulture);

    private static string Moment(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
