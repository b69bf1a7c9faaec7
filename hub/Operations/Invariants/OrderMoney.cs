using Hub.Orders;
using Hub.Payments;
using Hub.Processes;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Operations.Invariants;

/// <summary>One order's money as our books have it.</summary>
/// <param name="IsRefunding">A refund process of the order still runs: what has to go back is on its way, or with a person.</param>
/// <param name="DocumentedCentimes">
/// What may be kept: the price of issued copies, of the letter they went with, and what a decision says is kept.
/// </param>
internal sealed record OrderMoney(
    Guid OrderId,
    string TrackingNumber,
    OrderState State,
    PriceSnapshot Price,
    Guid? PaidAttemptId,
    bool IsRefunding,
    long DocumentedCentimes,
    IReadOnlyList<AttemptMoney> Attempts
)
{
    public long PriceCentimes => Price.TotalCentimes;

    /// <summary>What we hold of the order.</summary>
    public long KeptCentimes => Attempts.Sum(a => a.KeptCentimes);

    /// <summary>Reads the books of every order that has an attempt.</summary>
    public static async Task<IReadOnlyList<OrderMoney>> ReadAsync(HubDb db, CancellationToken ct)
    {
        var attempts = await db.PaymentAttempts.ToListAsync(ct);
        var ledger = (await db.Ledger.Where(e => e.AttemptId != null).ToListAsync(ct)).ToLookup(e =>
            e.AttemptId!.Value
        );
        var refunds = (await db.Refunds.ToListAsync(ct)).ToLookup(r => r.AttemptId);
        var refunding = await db
            .ProcessInstances.Where(i =>
                i.ProcessId == RefundProcess.Id && i.Status == InstanceStatus.Active && i.OrderId != null
            )
            .Select(i => i.OrderId!.Value)
            .ToHashSetAsync(ct);
        var orders = (await db.Orders.Include(o => o.Lines).ToListAsync(ct)).ToDictionary(o => o.Id);
        var issues = (await db.DocumentIssues.Where(i => i.VoidedAt == null).ToListAsync(ct)).ToLookup(i =>
            i.OrderId
        );
        var sent = await db.Shipments.Select(s => s.OrderId).ToHashSetAsync(ct);
        return
        [
            .. attempts
                .GroupBy(a => a.OrderId)
                .Where(g => orders.ContainsKey(g.Key))
                .Select(g => new OrderMoney(
                    g.Key,
                    orders[g.Key].TrackingNumber,
                    orders[g.Key].State,
                    orders[g.Key].Price,
                    orders[g.Key].PaidAttemptId,
                    refunding.Contains(g.Key),
                    Documented(orders[g.Key], issues[g.Key], sent.Contains(g.Key))
                        + g.SelectMany(a => refunds[a.Id]).Sum(r => r.KeptCentimes),
                    [
                        .. g.OrderBy(a => a.Number)
                            .Select(a => new AttemptMoney(a, [.. refunds[a.Id]], [.. ledger[a.Id]])),
                    ]
                )),
        ];
    }

    private static long Documented(Order order, IEnumerable<DocumentIssue> issues, bool sent) =>
        issues
            .Join(
                order.Lines,
                issue => issue.LineNumber,
                line => line.Number,
                (issue, line) => issue.Copies * line.UnitPriceCentimes
            )
            .Sum() + (sent ? order.Price.PostageCentimes : 0);
}
