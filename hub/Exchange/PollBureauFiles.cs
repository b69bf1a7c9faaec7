using Hub.Registries;
using Hub.Storage;
using Hub.Work;
using Microsoft.EntityFrameworkCore;

namespace Hub.Exchange;

/// <summary>Looks into the folders of the bureaus: in every round of those that owe us something, now and then of the others.</summary>
internal sealed class PollBureauFiles(
    HubStore store,
    PartnerAreas areas,
    PollIncomingFiles poll,
    PartnerRounds rounds
)
{
    /// <summary>One round; returns how many bureaus were visited with success.</summary>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var bureaus = areas.FileBureaus.Select(b => b.Code);
        var owing = await store.ReadAsync(db =>
            db.BureauRequests.Where(r =>
                    r.Channel == "sftp" && (r.State == RequestState.Sent || r.State == RequestState.Received)
                )
                .Select(r => r.BureauCode)
                .Distinct()
                .ToHashSetAsync(StringComparer.Ordinal, ct)
        );
        return await rounds.RunAsync("files", bureaus.Union(owing), owing, poll.RunAsync, ct);
    }
}
