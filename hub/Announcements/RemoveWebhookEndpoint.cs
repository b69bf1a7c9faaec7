using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Announcements;

/// <summary>A portal wants an address left alone: nothing more is posted there, and nobody is asked to look after it.</summary>
internal static class RemoveWebhookEndpoint
{
    /// <summary>False when the client has no such endpoint.</summary>
    public static async Task<bool> RunAsync(
        string clientId,
        string endpointId,
        WriteSession session,
        CancellationToken ct
    )
    {
        var endpoint = await session.Db.WebhookEndpoints.FirstOrDefaultAsync(
            e => e.Id == endpointId && e.ClientId == clientId,
            ct
        );
        if (endpoint is null)
        {
            return false;
        }

        await endpoint.ResolveIncidentAsync("endpoint_removed", session, ct);
        session.Db.WebhookEndpoints.Remove(endpoint);
        return true;
    }
}
