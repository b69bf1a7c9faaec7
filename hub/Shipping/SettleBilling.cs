using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Shipping;

/// <summary>Somebody decides what is done about a billing line that differs: it is paid all the same, or contested.</summary>
internal sealed class SettleBilling(HubStore store)
{
    /// <summary>Settles a line once; false when it does not differ, is settled already, or does not exist.</summary>
    public Task<bool> RunAsync(Guid id, BillingSettlement settlement, string actor, CancellationToken ct) =>
        store.WriteAsync(
            async session =>
                await session
                    .Db.BillingLines.Where(l => l.Id == id && l.Difference != null && l.SettledAt == null)
                    .ExecuteUpdateAsync(
                        set =>
                            set.SetProperty(l => l.Settlement, settlement)
                                .SetProperty(l => l.SettledBy, actor)
                                .SetProperty(l => l.SettledAt, session.Now),
                        ct
                    ) == 1,
            ct
        );
}
