using Hub.Storage;

namespace Hub.Announcements;

/// <summary>The sandbox's portals know their endpoints before they can ask for them: <c>Portal:Clients:*:Webhook</c>.</summary>
internal sealed class SeedWebhooks(HubStore store, IConfiguration configuration) : IHostedService
{
    private const string Section = "Portal:Clients";

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var seeds = (configuration.GetSection(Section).Get<ClientSeed[]>() ?? [])
            .Where(client => client is { Id.Length: > 0, Webhook: { Url: not null, Secret: not null } })
            .ToList();
        return seeds.Count == 0
            ? Task.CompletedTask
            : store.WriteAsync(session => SeedAsync(seeds, session, cancellationToken), cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static async Task SeedAsync(List<ClientSeed> seeds, WriteSession session, CancellationToken ct)
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
                    ClientId = seed.Id!,
                    Url = "",
                    Secret = "",
                    CreatedAt = session.Now,
                    StateSince = session.Now,
                };
                session.Db.WebhookEndpoints.Add(endpoint);
            }

            endpoint.Url = seed.Webhook!.Url!;
            endpoint.Secret = seed.Webhook.Secret!;
        }
    }

    private sealed record ClientSeed(string? Id, WebhookSeed? Webhook);

    private sealed record WebhookSeed(string? Url, string? Secret);
}
