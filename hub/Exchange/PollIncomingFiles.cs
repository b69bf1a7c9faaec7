using System.Collections.Concurrent;
using Adapters.Exchange;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hub.Exchange;

/// <summary>
/// Takes what partners have left in their folders. A file counts when its <c>.ok</c> agrees (or, for partners without one,
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
    private readonly ConcurrentDictionary<string, (long Bytes, DateTimeOffset At)> sightings = new(
        StringComparer.Ordinal
    );

    /// <summary>Looks into one partner's <c>in/</c>; returns how many files were decided.</summary>
    public async Task<int> RunAsync(string partner, CancellationToken ct)
    {
        var area = areas.Open(partner);
        var decided = 0;
        foreach (var drop in await area.ListAsync("in", ct))
        {
            if (IsComplete(partner, drop) && await TakeAsync(partner, area, drop, ct))
            {
                decided++;
            }
        }

        return decided;
    }

    /// <summary>Looks into several partners' folders; one that fails does not hold up the others.</summary>
    public async Task RunAllAsync(IEnumerable<string> partners, CancellationToken ct)
    {
        foreach (var partner in partners)
        {
            try
            {
                await RunAsync(partner, ct);
            }
#pragma warning disable CA1031 // A partner's server may fail in any way; the next poll tries again, the log and the light tell.
            catch (Exception exception) when (!ct.IsCancellationRequested)
#pragma warning restore CA1031
            {
                LogPollFailed(exception, partner);
            }
        }
    }

    private bool IsComplete(string partner, Drop drop)
    {
        if (drop.Seal is not null || areas.ProfileOf(partner).Trigger)
        {
            return drop.Seal is not null;
        }

        var key = partner + "/" + drop.Name;
        var now = (drop.Bytes, drop.LastWriteAt);
        var stood = sightings.TryGetValue(key, out var before) && before == now;
        sightings[key] = now;
        return stood;
    }

    private async Task<bool> TakeAsync(string partner, IDropArea area, Drop drop, CancellationToken ct)
    {
        var content = await area.ReadAsync(drop, options.Value.MaxFileBytes, ct);
        var decision = await store.WriteAsync(
            session => decide.RunAsync(partner, drop, content, session, ct),
            ct
        );
        if (decision.MoveTo is not { } folder)
        {
            return false;
        }

        await area.MoveAsync(drop, folder, ct);
        await store.WriteAsync(session => MarkMovedAsync(decision.FileId, session, ct), ct);
        sightings.TryRemove(partner + "/" + drop.Name, out _);
        return true;
    }

    private static async Task MarkMovedAsync(Guid? fileId, WriteSession session, CancellationToken ct)
    {
        if (
            fileId is { } id
            && await session.Db.ExchangeFiles.FirstOrDefaultAsync(f => f.Id == id, ct) is { } file
        )
        {
            file.MovedAt = session.Now;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The files of {Partner} could not be looked at")]
    private partial void LogPollFailed(Exception exception, string partner);
}
