using Hub.Announcements;
using Hub.Portal;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Pages.Portals;

/// <summary>A portal with its keys, what it has been told, and where its events go.</summary>
/// <param name="LastEvent">The number of its last event; 0 when there is none.</param>
/// <param name="Changes">The last changes of its access, newest first.</param>
internal sealed record PortalEntry(
    PortalClient Client,
    IReadOnlyList<PortalKey> Keys,
    long LastEvent,
    IReadOnlyList<(WebhookEndpoint Endpoint, EndpointHealth Health)> Endpoints,
    IReadOnlyList<PortalAccessChange> Changes
)
{
    private const int ShownChanges = 20;

    /// <summary>All portals, by name.</summary>
    public static async Task<IReadOnlyList<PortalEntry>> ReadAsync(HubDb db, CancellationToken ct)
    {
        var clients = await db.PortalClients.OrderBy(c => c.Name).ToListAsync(ct);
        var keys = await db.PortalKeys.OrderBy(k => k.CreatedAt).ToListAsync(ct);
        var endpoints = await db.WebhookEndpoints.OrderBy(e => e.CreatedAt).ToListAsync(ct);
        var events = await db
            .Counters.Where(c => c.Name.StartsWith(AnnounceOrders.Counter))
            .ToDictionaryAsync(c => c.Name[AnnounceOrders.Counter.Length..], StringComparer.Ordinal, ct);
        var entries = new List<PortalEntry>(clients.Count);
        foreach (var client in clients)
        {
            var health = await EndpointHealth.ReadAsync(db, client.Id, ct);
            entries.Add(
                new PortalEntry(
                    client,
                    [.. keys.Where(k => k.ClientId == client.Id)],
                    events.GetValueOrDefault(client.Id)?.Value ?? 0,
                    [
                        .. endpoints
                            .Where(e => e.ClientId == client.Id)
                            .Select(e => (e, health.GetValueOrDefault(e.Id) ?? EndpointHealth.Idle)),
                    ],
                    await db
                        .PortalAccessChanges.Where(c => c.ClientId == client.Id)
                        .OrderByDescending(c => c.At)
                        .ThenByDescending(c => c.Id)
                        .Take(ShownChanges)
                        .ToListAsync(ct)
                )
            );
        }

        return entries;
    }
}
