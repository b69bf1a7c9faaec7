using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hub.Portal;

/// <summary>
/// Makes the portals and their keys what <see cref="PortalOptions"/> says: new ones are let in, those no longer named are
/// shut out, retiring keys get their end. What a person shut out stays so.
/// </summary>
internal sealed class PortalSeeding(HubStore store, PortalKeys keys, IOptions<PortalOptions> options)
    : IHostedService
{
    private const string Configuration = PortalAccessChange.Configuration;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        PortalSeedChecks.Check(options.Value.Clients, keys.Production);
        return store.WriteAsync(session => SeedAsync(session, cancellationToken), cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task SeedAsync(WriteSession session, CancellationToken ct)
    {
        // Nodes that start together take turns.
        await session.TakeTurnAsync();
        var clients = await session.Db.PortalClients.ToDictionaryAsync(c => c.Id, StringComparer.Ordinal, ct);
        var known = await session.Db.PortalKeys.ToDictionaryAsync(k => k.Hash, StringComparer.Ordinal, ct);
        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (var seed in options.Value.Clients)
        {
            LetIn(seed, clients.GetValueOrDefault(seed.Id), session);
            foreach (var (hash, until) in KeysOf(seed))
            {
                named.Add(hash);
                LetIn(seed.Id, hash, until, known.GetValueOrDefault(hash), session);
            }
        }

        ShutOut(known.Values.Where(k => !named.Contains(k.Hash)), session);
        ShutOut(clients.Values.ExceptBy(options.Value.Clients.Select(seed => seed.Id), c => c.Id), session);
    }

    /// <summary>The hashes of a client's keys, with their ends.</summary>
    private static IEnumerable<(string Hash, DateTimeOffset? Until)> KeysOf(SeedClient seed) =>
        seed
            .Keys.Select(PortalKeys.HashOf)
            .Concat(seed.KeyHashes)
            .Select(hash => (hash, (DateTimeOffset?)null))
            .Concat(
                seed.RetiringKeys.Select(key => (key.Hash, (DateTimeOffset?)key.Until.ToStoredPrecision()))
            );

    private static void LetIn(SeedClient seed, PortalClient? client, WriteSession session)
    {
        var scopes = seed.Scopes.Count > 0 ? seed.Scopes : PortalScopes.All;
        if (client is null)
        {
            session.Db.PortalClients.Add(
                new PortalClient
                {
                    Id = seed.Id,
                    Name = seed.Name,
                    Scopes = [.. scopes],
                    CreatedAt = session.Now,
                }
            );
            return;
        }

        client.Name = seed.Name;
        client.Scopes = [.. scopes];
        if (client.ShutBy == Configuration)
        {
            client.Open();
            PortalAccessChange.Note(session, client.Id, PortalAccess.ClientLetIn, Configuration);
        }
    }

    private void LetIn(
        string clientId,
        string hash,
        DateTimeOffset? until,
        PortalKey? key,
        WriteSession session
    )
    {
        if (key is null)
        {
            key = new PortalKey
            {
                Id = session.NewId(),
                ClientId = clientId,
                Hash = hash,
                Live = keys.Production,
                CreatedAt = session.Now,
            };
            session.Db.PortalKeys.Add(key);
            PortalAccessChange.Note(session, clientId, PortalAccess.KeyAdded, Configuration, key);
        }
        else if (key.ClientId != clientId)
        {
            throw new InvalidOperationException(
                $"Portal:Clients gives '{clientId}' the key with the hash {hash}, which is that of '{key.ClientId}': give it one of its own."
            );
        }
        else if (key.ShutBy == Configuration)
        {
            key.Open();
            PortalAccessChange.Note(session, clientId, PortalAccess.KeyGoesOn, Configuration, key);
        }

        if (key.ExpiresAt != until)
        {
            key.ExpiresAt = until;
            PortalAccessChange.Note(
                session,
                clientId,
                until is null ? PortalAccess.KeyGoesOn : PortalAccess.KeyEnds,
                Configuration,
                key,
                until
            );
        }
    }

    private static void ShutOut(IEnumerable<PortalKey> gone, WriteSession session)
    {
        foreach (var key in gone.Where(k => k.EndsAt is not { } end || end > session.Now))
        {
            key.Shut(session.Now, Configuration);
            PortalAccessChange.Note(
                session,
                key.ClientId,
                PortalAccess.KeyEnds,
                Configuration,
                key,
                session.Now
            );
        }
    }

    private static void ShutOut(IEnumerable<PortalClient> gone, WriteSession session)
    {
        foreach (var client in gone.Where(c => c.Active))
        {
            client.Shut(Configuration);
            PortalAccessChange.Note(session, client.Id, PortalAccess.ClientShutOut, Configuration);
        }
    }
}
