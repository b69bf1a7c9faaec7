using Hub.Processes;
using Hub.Registries;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Exchange;

/// <summary>
/// A person has cleared up why a bureau refused a file (or a row of it), or why a request could not be written into one: the
/// requests that are still open go into the next file. The bureau knows the request ids, so nothing is issued twice.
/// </summary>
internal sealed class RequeueRequests(HubStore store)
{
    /// <summary>The requests of a file of ours that its bureau has not taken: what <see cref="RunAsync"/> would put back.</summary>
    public static IQueryable<BureauRequest> OpenOf(HubDb db, ExchangeFile file) =>
        file is { Direction: FileDirection.Out, State: FileState.Refused or FileState.Acknowledged }
            ? db.BureauRequests.Where(r =>
                r.FileName == file.Name
                && r.State == RequestState.Sent
                && (file.State == FileState.Refused || r.Problem != null)
            )
            : db.BureauRequests.Where(_ => false);

    /// <summary>Puts the requests of a file back; returns how many. 0 when the file was not refused, or nothing of it is open.</summary>
    public Task<int> RunAsync(Guid fileId, string actor, CancellationToken ct) =>
        store.WriteAsync(
            async session =>
            {
                if (
                    await session.Db.ExchangeFiles.FirstOrDefaultAsync(f => f.Id == fileId, ct)
                    is not { } file
                )
                {
                    return 0;
                }

                var requests = await OpenOf(session.Db, file).ToListAsync(ct);
                foreach (var request in requests)
                {
                    request.State = RequestState.Queued;
                    request.FileName = null;
                    request.Problem = null;
                }

                var open = await session
                    .Db.Incidents.Where(i =>
                        i.Partner == file.Partner
                        && i.Code == ReceiptFileReader.RefusedCode
                        && i.ResolvedAt == null
                    )
                    .ToListAsync(ct);
                open.FindAll(i => i.Message.Contains(file.Name, StringComparison.Ordinal))
                    .ForEach(i => Resolve(i, actor, session));
                return requests.Count;
            },
            ct
        );

    /// <summary>
    /// Tries again to write the request an incident is about. False when the incident is not of a request that could not be
    /// written, or is resolved.
    /// </summary>
    public Task<bool> WriteAgainAsync(Guid incidentId, string actor, CancellationToken ct) =>
        store.WriteAsync(
            async session =>
            {
                var incident = await session.Db.Incidents.FirstOrDefaultAsync(
                    i =>
                        i.Id == incidentId
                        && i.Code == ComposeRequestFiles.NotWritableCode
                        && i.ResolvedAt == null,
                    ct
                );
                if (incident is null)
                {
                    return false;
                }

                var requests = await session
                    .Db.BureauRequests.Where(r =>
                        r.OrderId == incident.OrderId && r.State == RequestState.Queued && r.Problem != null
                    )
                    .ToListAsync(ct);
                requests.ForEach(request => request.Problem = null);
                Resolve(incident, actor, session);
                return true;
            },
            ct
        );

    private static void Resolve(Incident incident, string actor, WriteSession session)
    {
        incident.ResolvedAt = session.Now;
        incident.ResolvedBy = actor;
        incident.Resolution = "requeued";
    }
}
