using Hub.Orders;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hub.Attachments;

/// <summary>
/// Deletes citizens' files that nobody needs any more (law 09-08): those no order names, and those of orders that are long
/// over. What they were, and their hash, stays.
/// </summary>
internal sealed class PurgeAttachments(HubStore store, IOptions<AttachmentOptions> options)
{
    private static readonly OrderState[] Over = [.. Enum.GetValues<OrderState>().Where(s => s.IsTerminal())];

    /// <summary>Deletes the contents that are due; returns how many.</summary>
    public Task<int> RunAsync(CancellationToken ct) =>
        store.WriteAsync(
            session =>
            {
                var unnamed = session.Now - options.Value.KeepUnnamed;
                var ended = session.Now - options.Value.KeepAfterEnd;
                var db = session.Db;
                return db
                    .Attachments.Where(a => a.Content != null && a.CreatedAt <= unnamed)
                    .Where(a =>
                        !db
                            .OrderAttachments.Where(n => n.AttachmentId == a.Id)
                            .Join(db.Orders, n => n.OrderId, o => o.Id, (_, o) => o)
                            .Any(o => !Over.Contains(o.State) || o.StateSince > ended)
                    )
                    .ExecuteUpdateAsync(
                        set =>
                            set.SetProperty(a => a.Content, (byte[]?)null)
                                .SetProperty(a => a.PurgedAt, session.Now),
                        ct
                    );
            },
            ct
        );
}
