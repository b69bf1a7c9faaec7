using Adapters.Post;
using Hub.Storage;
using Hub.Work;
using Microsoft.EntityFrameworkCore;

namespace Hub.Exchange;

/// <summary>Looks into the post's folder: in every round while letters are on their way, now and then otherwise.</summary>
internal sealed class PollPostFiles(HubStore store, PollIncomingFiles poll, PartnerRounds rounds)
{
    private static readonly string[] Post = [ExchangeOptions.Post];

    /// <summary>One round; returns 1 when the folder was looked into with success.</summary>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var waiting = await store.ReadAsync(db =>
            db.Shipments.AnyAsync(
                s => s.Status != TrackingStatus.Delivered && s.Status != TrackingStatus.Returned,
                ct
            )
        );
        var expected = waiting ? Post.ToHashSet(StringComparer.Ordinal) : [];
        return await rounds.RunAsync("files", Post, expected, poll.RunAsync, ct);
    }
}
