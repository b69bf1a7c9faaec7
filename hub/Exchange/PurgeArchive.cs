using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hub.Exchange;

/// <summary>
/// Files are kept, here and in the partner's <c>archive/</c> and <c>quarantine/</c>, for the time that was agreed on; then
/// their bytes go, which hold personal data, and name, hash, counts and dates stay.
/// </summary>
internal sealed partial class PurgeArchive(
    HubStore store,
    PartnerAreas areas,
    IOptions<ExchangeOptions> options,
    ILogger<PurgeArchive> logger
)
{
    private const int BatchSize = 100;

    private static readonly FileState[] Ended =
    [
        FileState.Acknowledged,
        FileState.Refused,
        FileState.Processed,
        FileState.Quarantined,
        // Receipts and verdicts: nobody answers them.
        FileState.Sent,
    ];

    /// <summary>Purges what is older; returns how many files.</summary>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var before = store.Now - options.Value.KeepFilesFor;
        var old = await store.ReadAsync(db =>
            db.ExchangeFiles.Where(f =>
                    f.PurgedAt == null
                    && f.NextResendAt == null
                    && Ended.Contains(f.State)
                    && f.CreatedAt < before
                )
                .OrderBy(f => f.CreatedAt)
                .Take(BatchSize)
                .Select(f => new OldFile(f.Id, f.Partner, f.Direction, f.State, f.Name, f.Sha256))
                .ToListAsync(ct)
        );
        var purged = 0;
        foreach (var file in old)
        {
            if (await TryRemoveAsync(file, ct))
            {
                await store.WriteAsync(session => PurgeAsync(file, session, ct), ct);
                purged++;
            }
        }

        return purged;
    }

    /// <summary>Removes the file from the partner's tree, where it is ours to remove; false when that must wait.</summary>
    private async Task<bool> TryRemoveAsync(OldFile file, CancellationToken ct)
    {
        if (file.Direction == FileDirection.Out)
        {
            return true;
        }

        var isNameOfAnother = await store.ReadAsync(db =>
            db.ExchangeFiles.AnyAsync(
                f =>
                    f.Partner == file.Partner
                    && f.Direction == FileDirection.In
                    && f.Name == file.Name
                    && f.Id != file.Id
                    && f.PurgedAt == null,
                ct
            )
        );
        if (isNameOfAnother)
        {
            // What lies there now came later.
            return true;
        }

        try
        {
            var folder = file.State == FileState.Processed ? "archive" : "quarantine";
            await areas.Open(file.Partner).DeleteAsync(folder, file.Name, ct);
            return true;
        }
#pragma warning disable CA1031 // A partner that is away is tried again at the next round; the others' files are purged meanwhile.
        catch (Exception exception) when (!ct.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogNotRemoved(exception, file.Partner, file.Name);
            return false;
        }
    }

    private static async Task PurgeAsync(OldFile file, WriteSession session, CancellationToken ct)
    {
        await session.Db.ExchangeFileParts.Where(p => p.FileId == file.Id).ExecuteDeleteAsync(ct);
        await session
            .Db.ExchangeFiles.Where(f => f.Id == file.Id)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(f => f.Content, Array.Empty<byte>())
                        .SetProperty(f => f.PurgedAt, session.Now),
                ct
            );
        await session
            .Db.ReceivedPayloads.Where(p =>
                p.Channel == ArrivedFile.Channel
                && p.Partner == file.Partner
                && p.Key == file.Name
                && p.Sha256 == file.Sha256
            )
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(p => p.Content, Array.Empty<byte>())
                        .SetProperty(p => p.PurgedAt, session.Now),
                ct
            );
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "File {Name} of {Partner} could not be removed from the partner's tree"
    )]
    private partial void LogNotRemoved(Exception exception, string partner, string name);

    private sealed record OldFile(
        Guid Id,
        string Partner,
        FileDirection Direction,
        FileState State,
        string Name,
        string Sha256
    );
}
