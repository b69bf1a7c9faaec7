using Hub.Orders;
using Hub.Payments;
using Hub.Processes;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Operations.Invariants;

/// <summary>One order's money as our books have it.</summary>
/// <param name="IsRefunding">A refund process of the order still runs: what has to go back is on its way, or with a person.</param>
internal sealed record OrderMoney(
    Guid OrderId,
    string TrackingNumber,
    OrderState State,
    long PriceCentimes,
    Guid? PaidAttemptId,
    bool IsRefunding,
    IReadOnlyList<AttemptMoney> Attempts
)
{
    private const string RefundProcess = "refund";

    /// <summary>What we hold of the order.</summary>
    public long KeptCentimes => Attempts.Sum(a => a.KeptCentimes);

    /// <summary>Reads the books of every order that has an attempt.</summary>
    public static async Task<IReadOnlyList<OrderMoney>> ReadAsync(HubDb db, CancellationToken ct)
    {
        var attempts = await db.PaymentAttempts.ToListAsync(ct);
        var ledger = (await db.Ledger.ToListAsync(ct)).ToLookup(e => e.AttemptId);
        var refunds = (await db.Refunds.ToListAsync(ct)).ToLookup(r => r.AttemptId);
        var refunding = await db
            .ProcessInstances.Where(i =>
                i.ProcessId == RefundProcess && i.Status == InstanceStatus.Active && i.OrderId != null
            )
            .Select(i => i.OrderId!.Value)
            .ToHashSetAsync(ct);
        var orders = await db
            .Orders.Select(o => new
            {
                o.Id,
                o.TrackingNumber,
                o.State,
                o.Price,
                o.PaidAttemptId,
            })
            .ToDictionaryAsync(o => o.Id, ct);
        return
        [
            .. attempts
                .GroupBy(a => a.OrderId)
                .Where(g => orders.ContainsKey(g.Key))
                .Select(g => new OrderMoney(
                    g.Key,
                    orders[g.Key].TrackingNumber,
                    orders[g.Key].State,
                    orders[g.Key].Price.TotalCentimes,
                    orders[g.Key].PaidAttemptId,
                    refunding.Contains(g.Key),
                    [.. g.OrderBy(a => a.Number).Select(a => AttemptMoney.Of(a, ledger[a.Id], refunds[a.Id]))]
                )),
        ];
    }
}

/// <summary>One attempt's money.</summary>
internal sealed record AttemptMoney(
    PaymentAttempt Attempt,
    long CapturedCentimes,
    long RefundedCentimes,
    IReadOnlyList<Refund> Refunds,
    IReadOnlyList<LedgerEntry> Movements
)
{
    public long KeptCentimes => CapturedCentimes - RefundedCentimes;

    /// <summary>Decided, and not yet given back.</summary>
    public bool IsGoingBack => Refunds.Any(r => r.State == RefundState.Due);

    public static AttemptMoney Of(
        PaymentAttempt attempt,
        IEnumerable<LedgerEntry> ledger,
        IEnumerable<Refund> refunds
    )
    {
        var movements = ledger.ToList();
        return new AttemptMoney(
            attempt,
            movements.Where(e => e.Kind == LedgerKind.Captured).Sum(e => e.AmountCentimes),
            -movements.Where(e => e.Kind == LedgerKind.Refunded).Sum(e => e.AmountCentimes),
            [.. refunds],
            movements
        );
    }
}
