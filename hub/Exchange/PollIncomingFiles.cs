using System.Collections.Concurrent;
using Adapters.Exchange;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hub.Exchange;

/// <summary>
/// Takes what one partner has left in its folder. A file counts when its <c>.ok</c> agrees (or, for partners without one,
/// when it stood still over two polls). It is decided in one transaction and moved away afterwards; a crash in between only
/// means that it is moved at the next poll.
/// </summary>
internal sealed partial class PollIncomingFiles(
    HubStore store,
    PartnerAreas areas,
    DecideFile decide,
    IOptions<ExchangeOptions> options,
    ILogger<PollIncomingFiles> logger
)
{
    private const string Inbox = "in";

    /// <summary>Reads after which a file that breaks us is set apart.</summary>
    private const int MaxFailures = 3;

    private readonly ConcurrentDictionary<(string Partner, string Name), Sighting> sightings = new();

    /// <summary>Looks into the partner's <c>in/</c>; returns how many files were decided.</summary>
    public async Task<int> RunAsync(string partner, CancellationToken ct)
    {
        var area = areas.Open(partner);
        var drops = await area.ListAsync(Inbox, ct);
        var decided = 0;
        foreach (var drop in drops)
        {
            if (IsComplete(partner, drop) && await TakeAsync(partner, area, drop, ct))
            {
                decided++;
            }
        }

        return decided + await FinishAsync(partner, drops, ct);
    }

    private bool IsComplete(string partner, Drop drop)
    {
        if (drop.Seal is not null || areas.ProfileOf(partner).Trigger)
        {
            return drop.Seal is not null;
        }

        var key = (partner, drop.Name);
        var before = sightings.GetValueOrDefault(key);
        sightings[key] = new Sighting(drop.Bytes, drop.LastWriteAt, before?.Failures ?? 0);
        return before is not null && before.Bytes == drop.Bytes && before.At == drop.LastWriteAt;
    }

    private async Task<bool> TakeAsync(string partner, IDropArea area, Drop drop, CancellationToken ct)
    {
        byte[]? content = null;
        if (drop.Bytes <= options.Value.MaxFileBytes)
        {
            content = await area.ReadAsync(drop, options.Value.MaxFileBytes, ct);
            if (content is null)
            {
                // Gone, or still growing, since it was listed: the next poll sees what it has become.
                return false;
            }
        }

        if (await DecideAsync(partner, drop, content, ct) is not { MoveTo: { } folder } decision)
        {
            return false;
        }

        await area.MoveAsync(drop, folder, ct);
        await store.WriteAsync(session => MarkMovedAsync(decision.FileId!.Value, session, ct), ct);
        sightings.TryRemove((partner, drop.Name), out _);
        return true;
    }

    /// <summary>The decision; null when reading the file broke us and it is left for another try.</summary>
    private async Task<FileDecision?> DecideAsync(
        string partner,
        Drop drop,
        byte[]? content,
        CancellationToken ct
    )
    {
        try
        {
            return await store.WriteAsync(
                session => decide.RunAsync(partner, drop, content, session, ct),
                ct
            );
        }
#pragma warning disable CA1031 // One poisoned file must not hold up the partner's others; after a few tries a person gets it.
        catch (Exception exception) when (IsFileToBlame(exception, ct))
#pragma warning restore CA1031
        {
            LogDecisionFailed(exception, partner, drop.Name);
            var key = (partner, drop.Name);
            var failures = (sightings.GetValueOrDefault(key)?.Failures ?? 0) + 1;
            sightings[key] = new Sighting(drop.Bytes, drop.LastWriteAt, failures);
            if (failures < MaxFailures)
            {
                return null;
            }

            var error = $"{exception.GetType().Name}: {exception.Message}";
            return await store.WriteAsync(
                session => decide.GiveUpAsync(partner, drop, content, error, session, ct),
                ct
            );
        }
    }

    private bool IsFileToBlame(Exception exception, CancellationToken ct) =>
        !ct.IsCancellationRequested
        && exception is not CommitInDoubtException
        && !store.Dialect.IsTransient(exception);

    private static async Task MarkMovedAsync(Guid id, WriteSession session, CancellationToken ct)
    {
        if (await session.Db.ExchangeFiles.FirstOrDefaultAsync(f => f.Id == id, ct) is { } file)
        {
            file.MovedAt = session.Now;
        }
    }

    /// <summary>
    /// Looks after files that are no longer in the folder: those that were moved when we stopped, and those that waited for
    /// their turn and were taken away meanwhile. Their content is ours since it was first read.
    /// </summary>
    private async Task<int> FinishAsync(string partner, IReadOnlyList<Drop> drops, CancellationToken ct)
    {
        var there = drops.Select(d => d.Name).ToHashSet(StringComparer.Ordinal);
        var unfinished = await store.ReadAsync(db =>
            db.ExchangeFiles.Where(f =>
                    f.Partner == partner && f.Direction == FileDirection.In && f.MovedAt == null
                )
                .OrderBy(f => f.Kind)
                .ThenBy(f => f.Sequence)
                .Select(f => new
                {
                    f.Id,
                    f.Name,
                    f.State,
                    f.CreatedAt,
                })
                .ToListAsync(ct)
        );
        var decided = 0;
        foreach (var file in unfinished.Where(f => !there.Contains(f.Name)))
        {
            if (file.State == FileState.Held)
            {
                var content = await store.ReadAsync(db =>
                    db.ExchangeFiles.Where(f => f.Id == file.Id).Select(f => f.Content).FirstAsync(ct)
                );
                var drop = new Drop(Inbox, file.Name, content.Length, file.CreatedAt, null);
                if (await DecideAsync(partner, drop, content, ct) is not { MoveTo: not null })
                {
                    continue;
                }

                decided++;
            }

            await store.WriteAsync(session => MarkMovedAsync(file.Id, session, ct), ct);
        }

        return decided;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "File {Name} of {Partner} could not be decided")]
    private partial void LogDecisionFailed(Exception exception, string partner, string name);

    /// <summary>How a file looked at the last poll, and how often reading it failed.</summary>
    private sealed record Sighting(long Bytes, DateTimeOffset At, int Failures);
}
