using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Schedules;

/// <summary>Deletes what was kept for a limited time only: messages whose time to live is over.</summary>
internal sealed class PurgeExpired(HubStore store)
{
    /// <summary>Deletes everything expired; returns how many rows.</summary>
    public Task<int> RunAsync(CancellationToken ct) =>
        store.WriteAsync(
            session =>
                session.Db.BufferedMessages.Where(m => m.ExpiresAt <= session.Now).ExecuteDeleteAsync(ct),
            ct
        );
}
