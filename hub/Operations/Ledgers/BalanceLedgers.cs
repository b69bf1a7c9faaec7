using System.Globalization;
using Hub.Processes;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Operations.Ledgers;

/// <summary>
/// Holds the three ledgers against each other, keeps the result, and asks for a person when they do not balance
/// (issue "The four borders": shown and alarmed).
/// </summary>
internal sealed class BalanceLedgers(HubStore store)
{
    /// <summary>Orders that ended longer ago were compared while they were younger.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromDays(30);

    private const string Unbalanced = "ledgers_unbalanced";
    private const int Named = 5;

    /// <summary>One comparison; what was kept of it.</summary>
    public async Task<LedgerBalance> RunAsync(CancellationToken ct)
    {
        var orders = await ReadAsync(ct);
        return await store.WriteAsync(
            async session =>
            {
                var balance = LedgerBalance.Of(session.NewId(), session.Now, orders);
                session.Db.LedgerBalances.Add(balance);
                await TellAsync(orders, session, ct);
                return balance;
            },
            ct
        );
    }

    /// <summary>
    /// The orders as all ledgers know them. One that seems not to fit is read once more: it may have moved between the
    /// questions to two ledgers.
    /// </summary>
    public async Task<IReadOnlyList<IssuedOrder>> ReadAsync(CancellationToken ct)
    {
        var since = store.Now - Window;
        var orders = await store.ReadAsync(db => LedgerReading.RunAsync(db, since, null, ct));
        var doubtful = orders.Where(o => o.Fault is not null).Select(o => o.OrderId).ToHashSet();
        if (doubtful.Count == 0)
        {
            return orders;
        }

        var again = await store.ReadAsync(db => LedgerReading.RunAsync(db, since, doubtful, ct));
        return [.. orders.Where(o => !doubtful.Contains(o.OrderId)), .. again];
    }

    private static async Task TellAsync(
        IReadOnlyList<IssuedOrder> orders,
        WriteSession session,
        CancellationToken ct
    )
    {
        var faults = orders.Where(o => o.Fault is not null).ToList();
        if (
            faults.Count > 0
            && !await session.Db.Incidents.AnyAsync(i => i.Code == Unbalanced && i.ResolvedAt == null, ct)
        )
        {
            var named = string.Join(", ", faults.Take(Named).Select(o => $"{o.TrackingNumber} {o.Fault}"));
            Incident.Open(
                session,
                Unbalanced,
                string.Create(CultureInfo.InvariantCulture, $"{faults.Count} orders do not fit: {named}."),
                partner: null
            );
        }
    }
}
