using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Sealing;

/// <summary>
/// Before anything is sealed or opened: reads the master keys, opens the data keys with them, makes those that are missing,
/// and wraps anew what an older master key wraps. A store that is sealed does not start without its master key.
/// </summary>
internal sealed class SealPreparation(HubStore store, MasterKeyFile file, Seals seals) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken) =>
        seals.Load(
            await store.WriteAsync(session => PrepareAsync(session, cancellationToken), cancellationToken)
        );

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<Dictionary<string, byte[]>> PrepareAsync(WriteSession session, CancellationToken ct)
    {
        await session.TakeTurnAsync();
        var known = await session.Db.DataKeys.ToDictionaryAsync(k => k.Purpose, StringComparer.Ordinal, ct);
        var masters =
            file.Read()
            ?? (
                known.Count == 0
                    ? file.Create()
                    : throw new SealingException(
                        $"This store is sealed, and the master key file '{file}' is not there. Put it back; without it nothing sealed can be read."
                    )
            );
        var opened = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var purpose in SealPurpose.All)
        {
            opened[purpose] = known.TryGetValue(purpose, out var wrapped)
                ? Unwrap(wrapped, masters)
                : Make(purpose, masters[0], session);
        }

        return opened;
    }

    private byte[] Unwrap(DataKey wrapped, IReadOnlyList<MasterKey> masters)
    {
        var master =
            masters.FirstOrDefault(m => m.Name == wrapped.MasterKey)
            ?? throw new SealingException(
                $"The key of '{wrapped.Purpose}' is sealed by the master key '{wrapped.MasterKey}', which is not in '{file}'."
            );
        var key = SealedBox.Open(master.Key, wrapped.Purpose, wrapped.Wrapped);
        if (master != masters[0])
        {
            wrapped.MasterKey = masters[0].Name;
            wrapped.Wrapped = SealedBox.Seal(masters[0].Key, wrapped.Purpose, key);
        }

        return key;
    }

    private static byte[] Make(string purpose, MasterKey master, WriteSession session)
    {
        var key = MasterKey.New(purpose).Key;
        session.Db.DataKeys.Add(
            new DataKey
            {
                Purpose = purpose,
                MasterKey = master.Name,
                Wrapped = SealedBox.Seal(master.Key, purpose, key),
                CreatedAt = session.Now,
            }
        );
        return key;
    }
}
