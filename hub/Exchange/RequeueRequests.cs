using Hub.Registries;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Exchange;

/// <summary>
/// A person has cleared up why a bureau refused a file (or a row of it): its requests that are still open go into the next
/// one. The bureau knows the request ids, so nothing is issued twice.
/// </summary>
internal sealed class RequeueRequests(HubStore store)
{
    /// <summary>Puts the requests back; returns how many. 0 when the file was not refused, or nothing of it is open.</summary>
    public Task<int> RunAsync(Guid fileId, string actor, CancellationToken ct) =>
        store.WriteAsync(
            async session =>
            {
                var file = await session.Db.ExchangeFiles.FirstOrDefaultAsync(f => f.Id == fileId, ct);
                if (
                    file
                    is not {
                        Direction: FileDirection.Out,
                        State: FileState.Refused or FileState.Acknowledged
                    }
                )
                {
                    return 0;
                }

                var wholeFile = file.State == FileState.Refused;
                var requests = await session
                    .Db.BureauRequests.Where(r =>
                        r.FileName == file.Name
                        && r.State == RequestState.Sent
                        && (wholeFile || r.Problem != null)
                    )
                    .ToListAsync(ct);
                foreach (var request in requests)
                {
                    request.State = RequestState.Queued;
                    request.FileName = null;
                    request.Problem = null;
                }

                await ResolveAsync(file, actor, session, ct);
                return requests.Count;
            },
            ct
        );

    private static async Task ResolveAsync(
        ExchangeFile file,
        string actor,
        WriteSession session,
        CancellationToken ct
    )
    {
        var open = await session
            .Db.Incidents.Where(i =>
                i.Partner == file.Partner && i.Code == "file_refused_by_partner" && i.ResolvedAt == null
            )
            .ToListAsync(ct);
        foreach (var incident in open.Where(i => i.Message.Contains(file.Name, StringComparison.Ordinal)))
        {
            incident.ResolvedAt = session.Now;
            incident.ResolvedBy = actor;
            incident.Resolution = "requeued";
        }
    }
}
