using Microsoft.EntityFrameworkCore;

namespace Hub.Operations.Invariants;

/// <summary>I2: a request sent twice is one order.</summary>
internal sealed class OneOrderPerKey : IInvariant
{
    public string Id => "I2";
    public string Rule => "Every portal request key is exactly one order";

    public async Task<Verdict> CheckAsync(Evidence evidence, CancellationToken ct)
    {
        var twice = await evidence
            .Db.Orders.GroupBy(o => new { o.ClientId, o.Reference })
            .Where(g => g.Count() > 1)
            .Select(g => new
            {
                g.Key.ClientId,
                g.Key.Reference,
                Count = g.Count(),
            })
            .ToListAsync(ct);
        var violations = twice
            .Select(g => $"reference {g.Reference} of client {g.ClientId} is {g.Count} orders")
            .ToList();
        if (evidence.Journals is { } journals)
        {
            var told = PortalOrders.Of(journals).Where(o => o.OrderId is not null).ToList();
            violations.AddRange(
                told.GroupBy(o => o.Key, StringComparer.Ordinal)
                    .Where(g => g.Select(o => o.OrderId).Distinct().Skip(1).Any())
                    .Select(g => $"key {g.Key} was answered with several orders")
            );
            violations.AddRange(
                told.GroupBy(o => o.OrderId)
                    .Where(g => g.Select(o => o.Key).Distinct(StringComparer.Ordinal).Skip(1).Any())
                    .Select(g => $"order {g.Key} is the answer to several keys")
            );
            violations.AddRange(await MisreferredAsync(evidence, told, ct));
        }

        return new Verdict.Counted(violations, evidence.LeftWithoutJournals);
    }

    private static async Task<IEnumerable<string>> MisreferredAsync(
        Evidence evidence,
        List<PortalOrder> told,
        CancellationToken ct
    )
    {
        var references = await evidence.Db.Orders.ToDictionaryAsync(o => o.Id, o => o.Reference, ct);
        return told.Where(o =>
                o.Reference is not null
                && references.TryGetValue(o.OrderId!.Value, out var ours)
                && ours != o.Reference
            )
            .Select(o => $"reference {o.Reference} was answered with an order of another reference");
    }
}
