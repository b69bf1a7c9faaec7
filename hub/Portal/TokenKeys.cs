using System.Security.Cryptography;
using Hub.Sealing;
using Hub.Storage;

namespace Hub.Portal;

/// <summary>
/// The keys of access tokens: made by the first node that starts, kept sealed, read by every other. Whoever deletes the rows
/// gets new ones at the next start; tokens live for minutes only.
/// </summary>
internal sealed class TokenKeys(HubStore store, Seals seals) : IHostedService
{
    private ECDsa? signing;
    private byte[]? encryption;

    /// <summary>Signs tokens: ECDSA on P-256.</summary>
    public ECDsa Signing => signing ?? throw NotReady();

    /// <summary>Encrypts tokens: 32 bytes.</summary>
    public byte[] Encryption => encryption ?? throw NotReady();

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var (privateKey, secret) = await store.WriteAsync(
            async session =>
            {
                await session.TakeTurnAsync();
                return (
                    await FindOrMakeAsync(TokenKey.Signing, NewSigningKey, session, cancellationToken),
                    await FindOrMakeAsync(TokenKey.Encryption, NewSecret, session, cancellationToken)
                );
            },
            cancellationToken
        );
        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(privateKey, out _);
        (signing, encryption) = (key, secret);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<byte[]> FindOrMakeAsync(
        string id,
        Func<byte[]> make,
        WriteSession session,
        CancellationToken ct
    )
    {
        if (await session.Db.TokenKeys.FindAsync([id], ct) is { } known)
        {
            return seals.Open(SealPurpose.TokenKeys, id, known.Content);
        }

        var made = make();
        session.Db.TokenKeys.Add(
            new TokenKey
            {
                Id = id,
                Content = seals.Seal(SealPurpose.TokenKeys, id, made),
                CreatedAt = session.Now,
            }
        );
        return made;
    }

    private static byte[] NewSigningKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKey();
    }

    private static byte[] NewSecret() => RandomNumberGenerator.GetBytes(32);

    private static InvalidOperationException NotReady() => new("The hub has not started yet.");
}
