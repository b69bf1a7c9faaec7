using Hub.Announcements;
using Hub.Orders;
using Hub.Storage;
using Hub.Work;
using Microsoft.EntityFrameworkCore;

namespace Hub.Operations.Invariants;

/// <summary>
/// I14: who replays everything a portal was told, from the event log or from the webhooks it received, sees every order as it
/// is.
/// </summary>
internal sealed class PortalView : IInvariant
{
    private const string NoWebhooks = "no webhooks journalled";

    public string Id => "I14";
    public string Rule => "What the portal was told of an order, replayed, is the order's public phase";

    public async Task<Verdict> CheckAsync(Evidence evidence, CancellationToken ct)
    {
        var events = await evidence
            .Db.PortalEvents.Select(e => new Told(e.ClientId, e.Sequence, e.OrderId, e.Phase))
            .ToListAsync(ct);
        var pending = await PendingAsync(evidence.Db, ct);
        var orders = await evidence
            .Db.Orders.Where(o => !pending.Contains(o.Id))
            .Select(o => new Shown(o.Id, o.TrackingNumber, o.State))
            .ToListAsync(ct);
        // Some states are the house's own: entering them tells the portal nothing.
        orders.RemoveAll(o => o.State.ToEventType() is null);
        var violations = Misled(orders, Last(events), "by the event log").Concat(Gaps(events)).ToList();
        var received = Last(Received(evidence.Journals));
        if (received.Count > 0)
        {
            violations.AddRange(Misled(orders, received, "by its webhooks"));
        }

        return new Verdict.Counted(
            violations,
            evidence.LeftWithoutJournals ?? (received.Count == 0 ? NoWebhooks : null)
        );
    }

    private static IEnumerable<string> Misled(
        List<Shown> orders,
        Dictionary<Guid, PublicPhase> told,
        string how
    ) =>
        orders
            .Where(o => !told.TryGetValue(o.Id, out var phase) || phase != o.State.ToPhase())
            .Select(o =>
                $"{o.TrackingNumber} is {o.State.ToPhase().ToWireName()}, {how} the portal believes "
                + (told.TryGetValue(o.Id, out var phase) ? phase.ToWireName() : "nothing")
            );

    /// <summary>The last phase told of each order: events may come in any order, their numbers tell which is last.</summary>
    private static Dictionary<Guid, PublicPhase> Last(IEnumerable<Told> told) =>
        told.GroupBy(t => t.OrderId).ToDictionary(g => g.Key, g => g.MaxBy(t => t.Sequence)!.Phase);

    private static IEnumerable<Told> Received(Journals? journals)
    {
        var phases = Enum.GetValues<PublicPhase>().ToDictionary(p => p.ToWireName(), StringComparer.Ordinal);
        foreach (var line in journals?.Of("webhook") ?? [])
        {
            if (
                Guid.TryParse(line.Text("orderId") ?? line.Text("order"), out var order)
                && line.Whole("sequence") is { } sequence
                && phases.TryGetValue(line.Text("phase") ?? "", out var phase)
            )
            {
                yield return new Told(line.Partner, sequence, order, phase);
            }
        }
    }

    private static IEnumerable<string> Gaps(List<Told> events) =>
        events
            .GroupBy(e => e.ClientId, StringComparer.Ordinal)
            .Where(g => g.Max(e => e.Sequence) != g.Count() || g.Min(e => e.Sequence) != 1)
            .Select(g => $"the event numbers of client {g.Key} have gaps");

    /// <summary>Orders with something the portal is still to be told.</summary>
    private static async Task<HashSet<Guid>> PendingAsync(HubDb db, CancellationToken ct)
    {
        var unannounced = await db
            .OrderAnnouncements.Where(a => a.AnnouncedAt == null)
            .Select(a => a.OrderId)
            .ToListAsync(ct);
        var undelivered = await db
            .Effects.Where(e =>
                e.Type == WebhookDelivery.WorkType
                && e.OrderId != null
                && e.State != EffectState.Done
                && e.State != EffectState.Refused
            )
            .Select(e => e.OrderId!.Value)
            .ToListAsync(ct);
        return [.. unannounced, .. undelivered];
    }

    private sealed record Told(string ClientId, long Sequence, Guid OrderId, PublicPhase Phase);

    private sealed record Shown(Guid Id, string TrackingNumber, OrderState State);
}
