using Hub.Orders;
using Hub.Payments;
using Hub.Shipping;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Operations.Ledgers;

/// <summary>Reads the orders that the three ledgers are compared for.</summary>
internal static class LedgerReading
{
    private static readonly OrderState[] over =
    [
        .. Enum.GetValues<OrderState>().Where(state => state.IsTerminal()),
    ];

    /// <summary>
    /// Every order with valid documents that is under way or ended after <paramref name="since"/>; or only those of
    /// <paramref name="only"/>.
    /// </summary>
    public static async Task<IReadOnlyList<IssuedOrder>> RunAsync(
        HubDb db,
        DateTimeOffset since,
        IReadOnlyCollection<Guid>? only,
        CancellationToken ct
    )
    {
        var orders = db.Orders.AsNoTracking().Where(o => !over.Contains(o.State) || o.StateSince >= since);
        if (only is not null)
        {
            orders = orders.Where(o => only.Contains(o.Id));
        }

        var (counted, refused) = await LinesAsync(db, orders.Select(o => o.Id), ct);
        return
        [
            .. (await DocumentsAsync(db, orders, ct)).Select(o => new IssuedOrder(
                o.Id,
                o.TrackingNumber,
                o.BureauCode,
                o.State,
                o.Price.TotalCentimes - o.GivenBackCentimes,
                o.Copies,
                o.HeldCentimes,
                o.LetterId is not null,
                o.LetterId is { } letter ? counted.GetValueOrDefault(letter) : 0,
                o.LetterId is { } last && refused.Contains(last)
            )),
        ];
    }

    /// <summary>Documents and money (what is credited to stamp, commune and postage) of each order, and the last letter that was packed after they were issued.</summary>
    private static Task<List<Documents>> DocumentsAsync(
        HubDb db,
        IQueryable<Order> orders,
        CancellationToken ct
    )
    {
        var issues = db.DocumentIssues.Where(i => i.VoidedAt == null);
        return orders
            .Where(o => issues.Any(i => i.OrderId == o.Id))
            .Select(o => new Documents(
                o.Id,
                o.TrackingNumber,
                o.BureauCode,
                o.State,
                o.Price,
                issues.Where(i => i.OrderId == o.Id).Sum(i => i.Copies),
                -(
                    db.Ledger.Where(e => e.OrderId == o.Id)
                        .SelectMany(e => e.Postings)
                        .Where(p =>
                            p.Account == LedgerAccount.Stamp
                            || p.Account == LedgerAccount.Commune
                            || p.Account == LedgerAccount.Postage
                        )
                        .Sum(p => (long?)p.AmountCentimes)
                    ?? 0
                ),
                db.Refunds.Where(r =>
                        r.AttemptId == o.PaidAttemptId
                        && (r.State == RefundState.Done || r.State == RefundState.Reversed)
                    )
                    .Sum(r => (long?)r.AmountCentimes)
                    ?? 0,
                db.Shipments.Where(s =>
                        s.OrderId == o.Id
                        && s.PackedAt >= issues.Where(i => i.OrderId == o.Id).Min(i => i.RecordedAt)
                    )
                    .OrderByDescending(s => s.Number)
                    .Select(s => (Guid?)s.Id)
                    .FirstOrDefault()
            ))
            .ToListAsync(ct);
    }

    /// <summary>Of each letter: its lines that count; and the letters that the post has refused a line of.</summary>
    private static async Task<(Dictionary<Guid, int> Counted, HashSet<Guid> Refused)> LinesAsync(
        HubDb db,
        IQueryable<Guid> orders,
        CancellationToken ct
    )
    {
        var letters = db.Shipments.Where(s => orders.Contains(s.OrderId)).Select(s => s.Id);
        var lines = db.ManifestLines.Where(l => letters.Contains(l.ShipmentId));
        var counted = await lines
            .Where(l => l.State == LineState.Listed || l.State == LineState.Accepted)
            .GroupBy(l => l.ShipmentId)
            .Select(g => new { Letter = g.Key, Lines = g.Count() })
            .ToDictionaryAsync(g => g.Letter, g => g.Lines, ct);
        var refused = await lines
            .Where(l => l.State == LineState.Refused)
            .Select(l => l.ShipmentId)
            .ToHashSetAsync(ct);
        return (counted, refused);
    }

    private sealed record Documents(
        Guid Id,
        string TrackingNumber,
        string BureauCode,
        OrderState State,
        PriceSnapshot Price,
        int Copies,
        long HeldCentimes,
        long GivenBackCentimes,
        Guid? LetterId
    );
}
