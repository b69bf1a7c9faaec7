using Adapters.Exchange;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Exchange;

/// <summary>A person decides that the files missing before a held one will not come: the sequence goes on at that file.</summary>
internal sealed class PassGap(HubStore store)
{
    /// <summary>
    /// Passes the gap before the first held file of the sequence that <paramref name="fileId"/> is in; the next poll takes it.
    /// False when that file is not held (any more).
    /// </summary>
    public Task<bool> RunAsync(Guid fileId, string actor, CancellationToken ct) =>
        store.WriteAsync(
            async session =>
            {
                var file = await session.Db.ExchangeFiles.FirstOrDefaultAsync(
                    f => f.Id == fileId && f.State == FileState.Held,
                    ct
                );
                if (file is null || ExchangeFileName.Parse(file.Name) is not { } name)
                {
                    return false;
                }

                var held = await session
                    .Db.ExchangeFiles.Where(f => f.Partner == file.Partner && f.State == FileState.Held)
                    .Select(f => f.Name)
                    .ToListAsync(ct);
                var first = held.Select(ExchangeFileName.Parse)
                    .Where(other => other is not null && FileSequences.IsSameStream(other, name))
                    .Min(other => other!.Sequence);
                await FileSequences.SetAsync(file.Partner, name, first - 1, session, ct);
                await ResolveAsync(file.Partner, actor, session, ct);
                return true;
            },
            ct
        );

    private static async Task ResolveAsync(
        string partner,
        string actor,
        WriteSession session,
        CancellationToken ct
    )
    {
        var open = await session
            .Db.Incidents.Where(i => i.Partner == partner && i.Code == "sequence_gap" && i.ResolvedAt == null)
            .ToListAsync(ct);
        foreach (var incident in open)
        {
            incident.ResolvedAt = session.Now;
            incident.ResolvedBy = actor;
            incident.Resolution = "gap_passed";
        }
    }
}
