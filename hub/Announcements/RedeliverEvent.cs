using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Announcements;

/// <summary>A portal wants an event once more: it is posted, under its own id, to every endpoint that wants such events.</summary>
internal static class RedeliverEvent
{
    /// <summary>How many deliveries that makes; null when the client has no such event.</summary>
    public static async Task<int?> RunAsync(
        string clientId,
        string eventId,
        WriteSession session,
        CancellationToken ct
    )
    {
        var entry = await session
            .Db.PortalEvents.AsNoTracking()
            .FirstOrDefaultAsync(e => e.Id == eventId && e.ClientId == clientId, ct);
        if (entry is null)
        {
            return null;
        }

        var endpoints = await session
            .Db.WebhookEndpoints.AsNoTracking()
            .Where(e => e.ClientId == clientId && e.State != EndpointState.Disabled)
            .ToListAsync(ct);
        var wanting = endpoints.Where(e => e.Wants(entry.Type)).ToList();
        wanting.ForEach(e => session.Work.Intend(WebhookDelivery.Again(e, entry, session.NewId())));
        return wanting.Count;
    }
}
