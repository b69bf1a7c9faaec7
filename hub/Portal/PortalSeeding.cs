using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hub.Portal;

/// <summary>Creates or renews the clients of <see cref="PortalOptions"/>; their other keys are left as they are.</summary>
internal sealed class PortalSeeding(HubStore store, PortalKeys keys, IOptions<PortalOptions> options)
    : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        Check(options.Value.Clients);
        foreach (var seed in options.Value.Clients)
        {
            await store.WriteAsync(session => SeedAsync(seed, session, cancellationToken), cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Check(IReadOnlyList<SeedClient> clients)
    {
        if (keys.Production && clients.Any(client => client.Keys.Count > 0))
        {
            throw new InvalidOperationException(
                "Portal:Clients holds keys in clear text, which production never does: give their KeyHashes."
            );
        }

        var unknown = clients.SelectMany(client => client.Scopes).Except(PortalScopes.All).ToList();
        if (unknown.Count > 0)
        {
            throw new InvalidOperationException(
                $"Portal:Clients names scopes that do not exist: {string.Join(", ", unknown)}."
            );
        }

        if (
            clients
                .SelectMany(client => client.Keys)
                .Any(key => !key.StartsWith(PortalKeys.TestPrefix, StringComparison.Ordinal))
        )
        {
            throw new InvalidOperationException(
                $"Every key of the sandbox begins with '{PortalKeys.TestPrefix}'."
            );
        }
    }

    private async Task SeedAsync(SeedClient seed, WriteSession session, CancellationToken ct)
    {
        await session.TakeTurnAsync();
        var scopes = seed.Scopes.Count > 0 ? seed.Scopes : PortalScopes.All;
        var client = await session.Db.PortalClients.FirstOrDefaultAsync(c => c.Id == seed.Id, ct);
        if (client is null)
        {
            client = new PortalClient
            {
                Id = seed.Id,
                Name = seed.Name,
                Scopes = [.. scopes],
                CreatedAt = session.Now,
            };
            session.Db.PortalClients.Add(client);
        }

        client.Name = seed.Name;
        client.Scopes = [.. scopes];
        foreach (var hash in seed.Keys.Select(PortalKeys.HashOf).Concat(seed.KeyHashes))
        {
            if (!await session.Db.PortalKeys.AnyAsync(k => k.Hash == hash, ct))
            {
                session.Db.PortalKeys.Add(
                    new PortalKey
                    {
                        Id = session.NewId(),
                        ClientId = seed.Id,
                        Hash = hash,
                        Live = keys.Production,
                        CreatedAt = session.Now,
                    }
                );
            }
        }
    }
}
