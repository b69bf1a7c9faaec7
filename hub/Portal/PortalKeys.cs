using System.Security.Cryptography;
using System.Text;
using Hub.Exchange;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hub.Portal;

/// <summary>Recognises portals by their secret keys. Test keys open the sandbox only, live keys production only.</summary>
internal sealed class PortalKeys(HubStore store, IOptions<ExchangeOptions> exchange)
{
    public const string TestPrefix = "hub_test_";
    public const string LivePrefix = "hub_live_";

    // A key is 9 characters of prefix and at least 16 of secret; nothing longer is worth hashing.
    private const int MaxLength = 200;

    /// <summary>Are we in production, where real partners act?</summary>
    public bool Production => exchange.Value.Environment == "P";

    /// <summary>Is this written as a key, of whichever environment?</summary>
    public static bool LooksLikeKey(string credential) =>
        credential.StartsWith(TestPrefix, StringComparison.Ordinal)
        || credential.StartsWith(LivePrefix, StringComparison.Ordinal);

    /// <summary>What the store keeps of a key.</summary>
    public static string HashOf(string key) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    /// <summary>The client of an access token, as it stands now; null when it has been shut out meanwhile.</summary>
    public Task<PortalClient?> FindActiveAsync(string clientId, CancellationToken ct) =>
        store.ReadAsync(db => db.PortalClients.FirstOrDefaultAsync(c => c.Id == clientId && c.Active, ct));

    /// <summary>Whose key it is.</summary>
    public async Task<KeyReading> ReadAsync(string key, CancellationToken ct)
    {
        var live = key.StartsWith(LivePrefix, StringComparison.Ordinal);
        if (key.Length > MaxLength || !LooksLikeKey(key))
        {
            return new KeyReading.Refused("key_unknown");
        }

        if (live != Production)
        {
            return new KeyReading.Refused("key_of_other_environment");
        }

        var hash = HashOf(key);
        var now = store.Now;
        var client = await store.ReadAsync(db =>
            db.PortalKeys.Where(k =>
                    k.Hash == hash
                    && (k.ExpiresAt == null || k.ExpiresAt > now)
                    && (k.ShutAt == null || k.ShutAt > now)
                )
                .Join(db.PortalClients.Where(c => c.Active), k => k.ClientId, c => c.Id, (_, c) => c)
                .FirstOrDefaultAsync(ct)
        );
        return client is null ? new KeyReading.Refused("key_unknown") : new KeyReading.Known(client);
    }
}

/// <summary>What came of reading a key.</summary>
internal abstract record KeyReading
{
    private KeyReading() { }

    public sealed record Known(PortalClient Client) : KeyReading;

    /// <summary><c>key_unknown</c> or <c>key_of_other_environment</c>.</summary>
    public sealed record Refused(string Code) : KeyReading;
}
