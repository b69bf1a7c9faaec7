using Hub.Orders;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Announcements;

/// <summary>One batch of announcements: numbers, events, deliveries and messages in one transaction.</summary>
internal sealed class AnnounceOrders(CitizenMessages messages)
{
    // Nodes take turns: with two batches under way at once, a later change of an order could get the lower number.
    private const long Turn = 0x5348_4241_4E4E;

    /// <summary>What the counters of events are called before the client's id; their value is the last sequence.</summary>
    public const string Counter = "events:";

    /// <summary>Announces up to <paramref name="limit"/> waiting rows, oldest first; returns how many.</summary>
    public async Task<int> RunAsync(WriteSession session, int limit, CancellationToken ct)
    {
        await session.Dialect.LockKeysAsync(session.Transaction, [Turn]);
        var waiting = await session
            .Db.OrderAnnouncements.Where(a => a.AnnouncedAt == null)
            .OrderBy(a => a.Id)
            .Take(limit)
            .ToListAsync(ct);
        if (waiting.Count == 0)
        {
            return 0;
        }

        var orders = await OrdersOfAsync(waiting, session, ct);
        var events = await NumberAsync(waiting, orders, session, ct);
        var endpoints = await EndpointsOfAsync(waiting, session, ct);
        session.Db.PortalEvents.AddRange(events);
        foreach (var entry in events)
        {
            foreach (var endpoint in endpoints[entry.ClientId].Where(e => e.Wants(entry.Type)))
            {
                session.Work.Intend(WebhookDelivery.First(endpoint, entry));
            }
        }

        await messages.WriteAsync(waiting, orders, session, ct);
        return waiting.Count;
    }

    private static async Task<Dictionary<Guid, Order>> OrdersOfAsync(
        List<OrderAnnouncement> waiting,
        WriteSession session,
        CancellationToken ct
    )
    {
        var ids = waiting.Select(a => a.OrderId).Distinct().ToList();
        return await session
            .Db.Orders.AsNoTracking()
            .Where(o => ids.Contains(o.Id))
            .ToDictionaryAsync(o => o.Id, ct);
    }

    private static async Task<List<PortalEvent>> NumberAsync(
        List<OrderAnnouncement> waiting,
        Dictionary<Guid, Order> orders,
        WriteSession session,
        CancellationToken ct
    )
    {
        var events = new List<PortalEvent>(waiting.Count);
        foreach (var client in waiting.GroupBy(a => a.ClientId, StringComparer.Ordinal))
        {
            var announcements = client.ToList();
            // The counter's row is held until the commit and goes back with a rollback: no number is given twice or lost.
            var next = await session.NextNumberAsync(Counter + client.Key, announcements.Count, ct);
            foreach (var announcement in announcements)
            {
                announcement.AnnouncedAt = session.Now;
                events.Add(ToEvent(announcement, orders[announcement.OrderId], next++, session));
            }
        }

        return events;
    }

    private static PortalEvent ToEvent(
        OrderAnnouncement announcement,
        Order order,
        long sequence,
        WriteSession session
    ) =>
        new()
        {
            Id = $"evt_{session.NewId():N}",
            ClientId = announcement.ClientId,
            Sequence = sequence,
            Type = announcement.EventType,
            OrderId = announcement.OrderId,
            TrackingNumber = order.TrackingNumber,
            Reference = order.Reference,
            Phase = announcement.Phase,
            Reason = announcement.Reason,
            At = announcement.At,
        };

    private static async Task<ILookup<string, WebhookEndpoint>> EndpointsOfAsync(
        List<OrderAnnouncement> waiting,
        WriteSession session,
        CancellationToken ct
    )
    {
        var clients = waiting.Select(a => a.ClientId).Distinct().ToList();
        var endpoints = await session
            .Db.WebhookEndpoints.AsNoTracking()
            .Where(e => clients.Contains(e.ClientId) && e.State != EndpointState.Disabled)
            .ToListAsync(ct);
        return endpoints.ToLookup(e => e.ClientId, StringComparer.Ordinal);
    }
}
