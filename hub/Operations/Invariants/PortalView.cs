using Hub.Orders;
using Hub.Storage;
using Hub.Work;
using Microsoft.EntityFrameworkCore;

namespace Hub.Operations.Invariants;

/// <summary>I14: what the portal was last told of an order is what the order is.</summary>
internal sealed class PortalView : IInvariant
{
    public string Id => "I14";
    public string Rule => "What the portal was last told of an order is the order's public phase";

    public async Task<Verdict> CheckAsync(Evidence evidence, CancellationToken ct)
    {
        var told = Told(evidence.Journals);
        if (told.Count == 0)
        {
            return new Verdict.Skipped(
                evidence.Journals is null ? Evidence.NoJournals : "no webhooks journalled"
            );
        }

        var pending = await PendingAsync(evidence.Db, ct);
        var orders = await evidence
            .Db.Orders.Select(o => new
            {
                o.Id,
                o.TrackingNumber,
                o.State,
            })
            .ToListAsync(ct);
        return new Verdict.Counted([
            .. orders
                // Some states are the house's own: entering them tells the portal nothing.
                .Where(o => o.State.ToEventType() is not null && !pending.Contains(o.Id))
                .Where(o => told.GetValueOrDefault(o.Id) != o.State.ToPhase().ToWireName())
                .Select(o =>
                    $"{o.TrackingNumber} is {o.State.ToPhase().ToWireName()}, the portal believes {told.GetValueOrDefault(o.Id) ?? "nothing"}"
                ),
        ]);
    }

    /// <summary>The last phase told of each order: webhooks come in any order, their numbers tell which is last.</summary>
    private static Dictionary<Guid, string> Told(Journals? journals) =>
        (journals?.Of("webhook") ?? [])
            .Select(line => (Line: line, Order: line.Text("order") ?? line.Text("orderId")))
            .Where(pair => Guid.TryParse(pair.Order, out _) && pair.Line.Text("phase") is not null)
            .GroupBy(pair => Guid.Parse(pair.Order!))
            .ToDictionary(
                g => g.Key,
                g => g.MaxBy(pair => pair.Line.Whole("sequence") ?? 0).Line.Text("phase")!
            );

    /// <summary>Orders with something the portal is still to be told.</summary>
    private static async Task<HashSet<Guid>> PendingAsync(HubDb db, CancellationToken ct)
    {
        var unannounced = await db
            .OrderAnnouncements.Where(a => a.AnnouncedAt == null)
            .Select(a => a.OrderId)
            .ToListAsync(ct);
        var undelivered = await db
            .Effects.Where(e =>
                e.OrderId != null && (e.State == EffectState.Intended || e.State == EffectState.InDoubt)
            )
            .Select(e => e.OrderId!.Value)
            .ToListAsync(ct);
        return [.. unannounced, .. undelivered];
    }
}
