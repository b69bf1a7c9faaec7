using Hub.Attachments;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Schedules;

/// <summary>Deletes what was kept for a limited time only: messages whose time to live is over, answers that are
/// not repeated any more, citizens' files nobody needs.</summary>
internal sealed class PurgeExpired(HubStore store, PurgeAttachments attachments)
{
    /// <summary>Deletes everything expired; returns how many rows.</summary>
    public async Task<int> RunAsync(CancellationToken ct) =>
        await attachments.RunAsync(ct)
        + await store.WriteAsync(
            async session =>
                await session
                    .Db.BufferedMessages.Where(m => m.ExpiresAt <= session.Now)
                    .ExecuteDeleteAsync(ct)
                + await session
                    .Db.StoredAnswers.Where(a => a.ExpiresAt <= session.Now)
                    .ExecuteDeleteAsync(ct),
            ct
        );
}
