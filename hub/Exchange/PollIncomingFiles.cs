using System.Collections.Concurrent;
using Adapters.Exchange;
using Hub.Processes;
using Hub.Registries;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hub.Exchange;

/// <summary>
/// Takes what one partner has left in its folder. A file counts when its <c>.ok</c> agrees (or, for partners without one,
/// when it stood still over two polls). It is decided in one transaction and moved away afterwards; a crash in between only
/// means that it is moved at the next poll. A file that cannot be taken does not hold up the others.
/// </summary>
internal sealed partial class PollIncomingFiles(
    HubStore store,
    PartnerAreas areas,
    DecideFile decide,
    FileContents contents,
    TellAnswers tell,
    NeglectedFiles neglected,
    IOptions<ExchangeOptions> options,
    ILogger<PollIncomingFiles> logger
)
{
    private const string Inbox = "in";

    /// <summary>Tries after which a person is told about a file that cannot be taken.</summary>
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
            if (
                IsTakeable(partner, drop)
                && IsComplete(partner, drop)
                && await TryTakeAsync(partner, area, drop, ct)
            )
            {
                decided++;
            }
        }

        await neglected.LookAsync(partner, [.. drops.Where(drop => !IsTakeable(partner, drop))], ct);
        decided += await FinishAsync(partner, area, drops, ct);
        await tell.RunAsync(ct);
        return decided;
    }

    /// <summary>Is it a file of the exchange, that counts now or will when it stands still?</summary>
    private bool IsTakeable(string partner, Drop drop) =>
        drop.HasSafeName && (drop.Seal is not null || !areas.ProfileOf(partner).Trigger);

    private bool IsComplete(string partner, Drop drop)
    {
        if (drop.Seal is not null)
        {
            return true;
        }

        var key = (partner, drop.Name);
        var before = sightings.GetValueOrDefault(key);
        sightings[key] = new Sighting(drop.Bytes, drop.LastWriteAt, before?.Failures ?? 0);
        return before is not null && before.Bytes == drop.Bytes && before.At == drop.LastWriteAt;
    }

    /// <summary>Takes a file; false when it is not there any more, waits for its turn, or the server does not give it.</summary>
    private async Task<bool> TryTakeAsync(string partner, IDropArea area, Drop drop, CancellationToken ct)
    {
        try
        {
            return await TakeAsync(partner, area, drop, ct);
        }
        catch (DropRefusedException exception)
        {
            LogRefused(exception, partner, drop.Name);
            if (Failed(partner, drop) == MaxFailures)
            {
                await store.WriteAsync(session => TellAsync(partner, drop, exception, session, ct), ct);
            }

            return false;
        }
    }

    private async Task<bool> TakeAsync(string partner, IDropArea area, Drop drop, CancellationToken ct)
    {
        FileBody? body = null;
        if (drop.Bytes <= options.Value.MaxFileBytes)
        {
            body = await area.FetchAsync(drop, options.Value.MaxFileBytes, ct);
            if (body is null)
            {
                // Gone, or still growing, since it was listed: the next poll sees what it has become.
                return false;
            }
        }

        using (body)
        {
            if (await DecideAsync(partner, drop, body, ct) is not { MoveTo: { } folder } decision)
            {
                return false;
            }

            await area.MoveAsync(drop, folder, ct);
            await store.WriteAsync(session => MarkMovedAsync(decision.FileId!.Value, session, ct), ct);
        }

        sightings.TryRemove((partner, drop.Name), out _);
        return true;
    }

    /// <summary>The decision; null when reading the file broke us and it is left for another try.</summary>
    private async Task<FileDecision?> DecideAsync(
        string partner,
        Drop drop,
        FileBody? body,
        CancellationToken ct
    )
    {
        try
        {
            return await store.WriteAsync(session => decide.RunAsync(partner, drop, body, session, ct), ct);
        }
#pragma warning disable CA1031 // One poisoned file must not hold up the partner's others; after a few tries a person gets it.
        catch (Exception exception) when (IsFileToBlame(exception, ct))
#pragma warning restore CA1031
        {
            LogDecisionFailed(exception, partner, drop.Name);
            if (Failed(partner, drop) < MaxFailures)
            {
                return null;
            }

            var error = $"{exception.GetType().Name}: {exception.Message}";
            return await store.WriteAsync(
                session => decide.GiveUpAsync(partner, drop, body, error, session, ct),
                ct
            );
        }
    }

    /// <summary>Notes that a file could not be taken; returns how often by now.</summary>
    private int Failed(string partner, Drop drop)
    {
        var key = (partner, drop.Name);
        var failures = (sightings.GetValueOrDefault(key)?.Failures ?? 0) + 1;
        sightings[key] = new Sighting(drop.Bytes, drop.LastWriteAt, failures);
        return failures;
    }

    private bool IsFileToBlame(Exception exception, CancellationToken ct) =>
        !ct.IsCancellationRequested
        && exception is not CommitInDoubtException
        && !store.Dialect.IsTransient(exception);

    /// <summary>A person is told once about a file that the server does not let us read or move.</summary>
    private static async Task TellAsync(
        string partner,
        Drop drop,
        DropRefusedException exception,
        WriteSession session,
        CancellationToken ct
    )
    {
        var told = await session.Db.Incidents.AnyAsync(
            i =>
                i.Partner == partner
                && i.Code == "file_withheld"
                && i.ResolvedAt == null
                && i.Message.Contains(drop.Name),
            ct
        );
        if (!told)
        {
            Incident.Open(session, "file_withheld", exception.Message, partner);
        }
    }

    private static async Task MarkMovedAsync(Guid id, WriteSession session, CancellationToken ct)
    {
        if (await session.Db.ExchangeFiles.FirstOrDefaultAsync(f => f.Id == id, ct) is { } file)
        {
            file.MovedAt = session.Now;
        }
    }

    /// <summary>
    /// Looks after files that were being moved when we stopped, and those that waited for their turn and were taken away
    /// meanwhile. Their content is ours since it was first read.
    /// </summary>
    private async Task<int> FinishAsync(
        string partner,
        IDropArea area,
        IReadOnlyList<Drop> drops,
        CancellationToken ct
    )
    {
        var there = drops.ToDictionary(d => d.Name, StringComparer.Ordinal);
        var unfinished = await store.ReadAsync(db =>
            db.ExchangeFiles.Where(f =>
                    f.Partner == partner && f.Direction == FileDirection.In && f.MovedAt == null
                )
                .OrderBy(f => f.Kind)
                .ThenBy(f => f.Sequence)
                .Select(f => new Unfinished(f.Id, f.Name, f.State, f.Sha256, f.Bytes, f.CreatedAt))
                .ToListAsync(ct)
        );
        var decided = 0;
        foreach (var file in unfinished)
        {
            if (there.TryGetValue(file.Name, out var drop))
            {
                if (!IsTakeable(partner, drop) && file.State != FileState.Held)
                {
                    await MoveRestAsync(area, file, drop, ct);
                }

                continue;
            }

            if (file.State == FileState.Held)
            {
                using var body = await contents.OpenAsync(file.Id, ct);
                var kept = new Drop(Inbox, file.Name, body.Length, file.CreatedAt, null);
                if (await DecideAsync(partner, kept, body, ct) is not { MoveTo: not null })
                {
                    continue;
                }

                decided++;
            }

            await store.WriteAsync(session => MarkMovedAsync(file.Id, session, ct), ct);
        }

        return decided;
    }

    /// <summary>Its <c>.ok</c> was moved, and then we stopped: the file follows it, if it is still the one that was decided.</summary>
    private async Task MoveRestAsync(IDropArea area, Unfinished file, Drop drop, CancellationToken ct)
    {
        if (drop.Bytes != file.Bytes)
        {
            return;
        }

        using var body = await area.FetchAsync(drop, options.Value.MaxFileBytes, ct);
        if (body?.Sha256 == file.Sha256)
        {
            await area.MoveAsync(drop, FileDecision.FolderOf(file.State), ct);
            await store.WriteAsync(session => MarkMovedAsync(file.Id, session, ct), ct);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "File {Name} of {Partner} could not be decided")]
    private partial void LogDecisionFailed(Exception exception, string partner, string name);

    [LoggerMessage(Level = LogLevel.Warning, Message = "File {Name} of {Partner} is withheld by its server")]
    private partial void LogRefused(Exception exception, string partner, string name);

    /// <summary>A file that is decided and not moved, or waits for its turn.</summary>
    private sealed record Unfinished(
        Guid Id,
        string Name,
        FileState State,
        string Sha256,
        long Bytes,
        DateTimeOffset CreatedAt
    );

    /// <summary>How a file looked at the last poll, and how often taking it failed.</summary>
    private sealed record Sighting(long Bytes, DateTimeOffset At, int Failures);
}
