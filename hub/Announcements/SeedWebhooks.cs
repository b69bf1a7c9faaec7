using Hub.Portal;
using Hub.Sealing;
using Hub.Storage;
using Microsoft.Extensions.Options;

namespace Hub.Announcements;

/// <summary>The sandbox's portals know their endpoints before they can ask for them: <c>Portal:Clients:*:Webhook</c>.</summary>
internal sealed class SeedWebhooks(HubStore store, Seals seals, IOptions<PortalOptions> portal)
    : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var seeds = portal.Value.Clients.Where(client => client.Webhook is not null).ToList();
        return seeds.Count == 0
            ? Task.CompletedTask
            : store.WriteAsync(session => SeedAsync(seeds, session, cancellationToken), cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task SeedAsync(List<SeedClient> seeds, WriteSession session, CancellationToken ct)
    {
        await session.TakeTurnAsync();
        foreach (var seed in seeds)
        {
            var id = "whe_" + seed.Id;
            var endpoint = await session.Db.WebhookEndpoints.FindAsync([id], ct);
            if (endpoint is null)
            {
                endpoint = new WebhookEndpoint
                {
                    Id = id,
                    ClientId = seed.Id,
                    Url = "",
                    CreatedAt = session.Now,
                    StateSince = session.Now,
                };
                session.Db.WebhookEndpoints.Add(endpoint);
            }

            endpoint.Url = seed.Webhook!.Url.AbsoluteUri;
            endpoint.SignWith(seed.Webhook.Secret, seals);
        }
    }
}
