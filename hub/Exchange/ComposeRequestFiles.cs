using Adapters.Exchange;
using Adapters.Registries;
using Hub.Registries;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Exchange;

/// <summary>Puts the waiting requests of each file bureau into one <c>REQ</c> file.</summary>
internal sealed class ComposeRequestFiles(HubStore store, PartnerAreas areas, OutgoingFiles files)
{
    private const int MaxRequestsPerFile = 500;

    /// <summary>One file per bureau with waiting requests, each in its own transaction.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        var bureaus = await store.ReadAsync(db =>
            db.BureauRequests.Where(r => r.Channel == "sftp" && r.State == RequestState.Queued)
                .Select(r => r.BureauCode)
                .Distinct()
                .ToListAsync(ct)
        );
        foreach (var bureau in bureaus)
        {
            await store.WriteAsync(session => ComposeAsync(bureau, session, ct), ct);
        }
    }

    private async Task ComposeAsync(string bureau, WriteSession session, CancellationToken ct)
    {
        // One composer per bureau at a time: another node finds nothing left to do.
        await session.Dialect.LockKeysAsync(session.Transaction, [KeyOf(bureau)]);
        var requests = await session
            .Db.BureauRequests.Where(r =>
                r.BureauCode == bureau && r.Channel == "sftp" && r.State == RequestState.Queued
            )
            .OrderBy(r => r.OpenedAt)
            .ThenBy(r => r.RequestId)
            .Take(MaxRequestsPerFile)
            .ToListAsync(ct);
        if (requests.Count == 0)
        {
            return;
        }

        var ids = requests.Select(r => r.OrderId).ToList();
        var orders = await session
            .Db.Orders.Include(o => o.Lines)
            .Where(o => ids.Contains(o.Id))
            .ToDictionaryAsync(o => o.Id, ct);
        var profile = new CsvProfile(areas.ProfileOf(bureau).Charset);
        var file = await files.ComposeAsync(
            bureau,
            bureau,
            FileKind.REQ,
            "out",
            name =>
                RequestFile.Compose(
                    name,
                    requests.Select(r => ExtractRequests.Of(orders[r.OrderId], r, possibleDuplicate: false)),
                    profile
                ),
            session,
            ct
        );
        foreach (var request in requests.Where(_ => file is not null))
        {
            request.State = RequestState.Sent;
            request.FileName = file!.Name;
        }
    }

    private static long KeyOf(string bureau) =>
        BitConverter.ToInt64(
            System.Security.Cryptography.SHA256.HashData(
                System.Text.Encoding.UTF8.GetBytes("req-file:" + bureau)
            ),
            0
        );
}
