using Hub.Orders;
using Microsoft.EntityFrameworkCore;

namespace Hub.Operations.Invariants;

/// <summary>I8: every state an order was ever in stands in its audit rows, chained, and nothing else does.</summary>
internal sealed class AuditChain : IInvariant
{
    public string Id => "I8";
    public string Rule => "Every state change has one audit row, the chain is intact, the state is its fold";

    public async Task<Verdict> CheckAsync(Evidence evidence, CancellationToken ct)
    {
        var orders = await evidence
            .Db.Orders.Select(o => new Head(o.Id, o.TrackingNumber, o.State, o.EventCount, o.LastEventHash))
            .ToDictionaryAsync(o => o.Id, ct);
        var violations = new List<string>();
        var unseen = orders.Keys.ToHashSet();
        OrderEvent? last = null;
        await foreach (
            var entry in evidence
                .Db.OrderEvents.OrderBy(e => e.OrderId)
                .ThenBy(e => e.Number)
                .AsAsyncEnumerable()
                .WithCancellation(ct)
        )
        {
            if (last is not null && last.OrderId != entry.OrderId)
            {
                Close(last, orders, unseen, violations);
                last = null;
            }

            Follow(entry, last, violations);
            last = entry;
        }

        if (last is not null)
        {
            Close(last, orders, unseen, violations);
        }

        violations.AddRange(unseen.Select(id => $"{orders[id].TrackingNumber} has no audit row"));
        return new Verdict.Counted(violations);
    }

    private static void Follow(OrderEvent entry, OrderEvent? before, List<string> violations)
    {
        var where = $"order {entry.OrderId}, row {entry.Number}";
        if (!entry.IsIntact())
        {
            violations.Add($"{where}: its content is not that of its hash");
        }

        if (entry.Number != (before?.Number ?? 0) + 1)
        {
            violations.Add($"{where}: the row before it is missing");
        }
        else if (entry.PreviousHash != (before?.Hash ?? ""))
        {
            violations.Add($"{where}: does not chain to the row before it");
        }

        if (entry.From != before?.To)
        {
            violations.Add($"{where}: begins at {entry.From}, the row before ended at {before?.To}");
        }
    }

    private static void Close(
        OrderEvent last,
        Dictionary<Guid, Head> orders,
        HashSet<Guid> unseen,
        List<string> violations
    )
    {
        unseen.Remove(last.OrderId);
        if (!orders.TryGetValue(last.OrderId, out var order))
        {
            violations.Add($"order {last.OrderId} has audit rows and does not exist");
            return;
        }

        if (order.State != last.To)
        {
            violations.Add(
                $"{order.TrackingNumber} is {order.State.ToWireName()}, its audit rows say {last.To.ToWireName()}"
            );
        }

        if (order.EventCount != last.Number || order.LastEventHash != last.Hash)
        {
            violations.Add($"{order.TrackingNumber} does not end with its last audit row");
        }
    }

    private sealed record Head(
        Guid Id,
        string TrackingNumber,
        OrderState State,
        int EventCount,
        string LastEventHash
    );
}
