using System.Security.Cryptography;
using System.Text;
using Adapters.Exchange;
using Adapters.Registries;
using Hub.Processes;
using Hub.Registries;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Exchange;

/// <summary>Puts the waiting requests of each file bureau into one <c>REQ</c> file.</summary>
internal sealed class ComposeRequestFiles(HubStore store, PartnerAreas areas, OutgoingFiles files)
{
    /// <summary>The alarm for a request no file of its bureau can hold.</summary>
    public const string NotWritableCode = "request_not_writable";

    private const int MaxRequestsPerFile = 500;

    // The header line and the H row come before the first request.
    private const int LinesBeforeRows = 2;

    /// <summary>One file per bureau with waiting requests, each in its own transaction.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        var bureaus = await store.ReadAsync(db =>
            Waiting(db).Select(r => r.BureauCode).Distinct().ToListAsync(ct)
        );
        foreach (var bureau in bureaus.Order(StringComparer.Ordinal))
        {
            await store.WriteAsync(session => ComposeAsync(bureau, session, ct), ct);
        }
    }

    private static IQueryable<BureauRequest> Waiting(HubDb db) =>
        db.BureauRequests.Where(r =>
            r.Channel == "sftp" && r.State == RequestState.Queued && r.Problem == null
        );

    private async Task ComposeAsync(string bureau, WriteSession session, CancellationToken ct)
    {
        // One composer per bureau at a time: another node finds nothing left to do.
        await session.Dialect.LockKeysAsync(session.Transaction, [KeyOf(bureau)]);
        var requests = await Waiting(session.Db)
            .Where(r => r.BureauCode == bureau)
            .OrderBy(r => r.OpenedAt)
            .ThenBy(r => r.RequestId)
            .Take(MaxRequestsPerFile)
            .ToListAsync(ct);
        var ids = requests.Select(r => r.OrderId).ToList();
        var orders = await session
            .Db.Orders.Include(o => o.Lines)
            .Where(o => ids.Contains(o.Id))
            .ToDictionaryAsync(o => o.Id, ct);
        var profile = areas.ProfileOf(bureau).Csv;
        while (requests.Count > 0)
        {
            var messages = requests.ConvertAll(r =>
                ExtractRequests.Of(orders[r.OrderId], r, possibleDuplicate: false)
            );
            var outgoing = await files.ComposeAsync(
                bureau,
                bureau,
                FileKind.REQ,
                "out",
                name => RequestFile.Compose(name, messages, profile),
                session,
                ct
            );
            if (outgoing is OutgoingFile.Unwritable unwritable)
            {
                SetApart(requests, messages, unwritable.Problem, session);
                continue;
            }

            foreach (var request in requests)
            {
                request.State = RequestState.Sent;
                request.FileName = outgoing.Required.Name;
            }

            return;
        }
    }

    /// <summary>One request the bureau's charset cannot hold must not hold up the others.</summary>
    private static void SetApart(
        List<BureauRequest> requests,
        List<ExtractRequest> messages,
        RowProblem problem,
        WriteSession session
    )
    {
        var row = problem.Line - LinesBeforeRows;
        var at = messages.FindIndex(message => (row -= message.Lines.Count) <= 0);
        var request = requests[at];
        request.Problem = problem.Code;
        requests.RemoveAt(at);
        Incident.Open(
            session,
            NotWritableCode,
            $"'{request.RequestId}': {problem.Column}: {problem.Message}",
            request.BureauCode,
            request.OrderId
        );
    }

    private static long KeyOf(string bureau) =>
        BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes("req-file:" + bureau)), 0);
}
