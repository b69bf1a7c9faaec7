using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Portal;

/// <summary>
/// An administrator gives a key an end, shuts a portal out or lets it in again. It holds at the next call, on every node,
/// and after every start, whatever the configuration says.
/// </summary>
internal sealed class ChangePortalAccess(HubStore store)
{
    /// <summary>Ends a key then; null: at once. Says by a code why not, or null when it is done.</summary>
    public Task<string?> EndKeyAsync(Guid keyId, DateTimeOffset? until, string actor, CancellationToken ct) =>
        store.WriteAsync(
            async session =>
            {
                if (await session.Db.PortalKeys.FirstOrDefaultAsync(k => k.Id == keyId, ct) is not { } key)
                {
                    return "portal_key_unknown";
                }

                if (key.EndsAt <= session.Now)
                {
                    return "portal_key_ended";
                }

                if (until < session.Now)
                {
                    return "portal_key_end_past";
                }

                key.Shut(until ?? session.Now, actor);
                PortalAccessChange.Note(
                    session,
                    key.ClientId,
                    PortalAccess.KeyEnds,
                    actor,
                    key,
                    until ?? session.Now
                );
                return null;
            },
            ct
        );

    /// <summary>Shuts a portal out, or lets it in again. Says by a code why not, or null when it is so.</summary>
    public Task<string?> SetActiveAsync(string clientId, bool active, string actor, CancellationToken ct) =>
        store.WriteAsync(
            async session =>
            {
                var client = await session.Db.PortalClients.FirstOrDefaultAsync(c => c.Id == clientId, ct);
                if (client is null)
                {
                    return "portal_unknown";
                }

                if (client.ShutBy == PortalAccessChange.Configuration && active)
                {
                    return "portal_not_configured";
                }

                if (client.Active == active)
                {
                    return null;
                }

                if (active)
                {
                    client.Open();
                }
                else
                {
                    client.Shut(actor);
                }

                PortalAccessChange.Note(
                    session,
                    client.Id,
                    active ? PortalAccess.ClientLetIn : PortalAccess.ClientShutOut,
                    actor
                );
                return null;
            },
            ct
        );
}
