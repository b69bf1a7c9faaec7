using Hub.Orders;
using Hub.Payments;
using Hub.Processes;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Operations.Invariants;

/// <summary>One order's money as our books have it.</summary>
/// <param name="IsRefunding">A refund process of the order still runs: what has to go back is on its way, or with a person.</param>
/// <param name="IssuedCentimes">The price of issued copies, and of the letter they went with.</param>
/// <param name="DecidedCentimes">What coded decisions keep although nothing was issued for it (domain.md §1.6).</param>
internal sealed record OrderMoney(
    Guid OrderId,
    string TrackingNumber,
    OrderState State,
    PriceSnapshot Price,
    Guid? PaidAttemptId,
    bool IsRefunding,
    long IssuedCentimes,
    long DecidedCentimes,
    IReadOnlyList<AttemptMoney> Attempts
)
{
    public long PriceCentimes => Price.TotalCentimes;

    /// <summary>What may be kept (decision 0010): for documents, or by a coded decision.</summary>
    public long DocumentedCentimes => IssuedCentimes + DecidedCentimes;

    /// <summary>What is kept by nothing but a decision.</summary>
    public long KeptByDecisionCentimes => Math.Clamp(KeptCentimes - IssuedCentimes, 0, DecidedCentimes);

    /// <summary>The coded reasons of those decisions.</summary>
    public IEnumerable<string> KeepingReasons =>
        Attempts
            .SelectMany(a => a.Refunds)
            .Where(r => r.KeptCentimes > 0 && IsInForce(r))
            .Select(r => r.Reason)
            .Distinct(StringComparer.Ordinal);

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
                    Issued(orders[g.Key], issues[g.Key], sent.Contains(g.Key)),
                    g.SelectMany(a => refunds[a.Id]).Where(IsInForce).Sum(r => r.KeptCentimes),
                    [
                        .. g.OrderBy(a => a.Number)
                            .Select(a => new AttemptMoney(a, [.. refunds[a.Id]], [.. ledger[a.Id]])),
                    ]
                )),
        ];
    }

    /// <summary>A decision that another took the place of, or that was not carried out, keeps nothing.</summary>
    private static bool IsInForce(Refund refund) => refund.State != RefundState.Failed;

    private static long Issued(Order order, IEnumerable<DocumentIssue> issues, bool sent) =>
        issues
            .Join(
                order.Lines,
                issue => issue.LineNumber,
                line => line.Number,
                (issue, line) => issue.Copies * line.UnitPriceCentimes
            )
            .Sum() + (sent ? order.Price.PostageCentimes : 0);
}
