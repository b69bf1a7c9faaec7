using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Schedules;

/// <summary>Deletes what was kept for a limited time only: messages whose time to live is over, answers that are
/// not repeated any more.</summary>
internal sealed class PurgeExpired(HubStore store)
{
    /// <summary>Deletes everything expired; returns how many rows.</summary>
    public Task<int> RunAsync(CancellationToken ct) =>
        store.WriteAsync(
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
