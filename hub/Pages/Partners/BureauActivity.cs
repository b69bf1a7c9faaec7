using Hub.Exchange;
using Hub.Orders;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Pages.Partners;

/// <summary>What a bureau has to do for us, and when it was last heard of.</summary>
internal sealed record BureauActivity(
    int OpenOrders,
    DateTimeOffset? LastContactAt,
    DateTimeOffset? FailingSince
)
{
    /// <summary>A bureau that has had nothing to do yet.</summary>
    public static readonly BureauActivity None = new(0, null, null);

    private static readonly OrderState[] AtBureau =
    [
        OrderState.Routed,
        OrderState.AtBureau,
        OrderState.Searching,
        OrderState.Rerouted,
        OrderState.NeedsInformation,
    ];

    /// <summary>All bureaus that have, or had, anything to do.</summary>
    public static async Task<IReadOnlyDictionary<string, BureauActivity>> ReadAsync(
        HubDb db,
        CancellationToken ct
    )
    {
        var open = await db
            .Orders.Where(o => AtBureau.Contains(o.State))
            .GroupBy(o => o.BureauCode)
            .Select(g => new { Bureau = g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Bureau, g => g.Count, StringComparer.Ordinal, ct);
        var answered = await db
            .BureauRequests.GroupBy(r => r.BureauCode)
            .Select(g => new
            {
                Bureau = g.Key,
                Answered = g.Max(r => r.AnsweredAt),
                Received = g.Max(r => r.ReceivedAt),
            })
            .ToListAsync(ct);
        var files = await db
            .ExchangeFiles.Where(f => f.Direction == FileDirection.In)
            .GroupBy(f => f.Partner)
            .Select(g => new { Bureau = g.Key, At = g.Max(f => f.CreatedAt) })
            .ToListAsync(ct);
        var failing = await db
            .PartnerContacts.Where(c => c.FailingSince != null)
            .GroupBy(c => c.Partner)
            .Select(g => new { Bureau = g.Key, Since = g.Min(c => c.FailingSince) })
            .ToDictionaryAsync(g => g.Bureau, g => g.Since, StringComparer.Ordinal, ct);
        var heard = answered
            .SelectMany(a => new[] { (a.Bureau, At: a.Answered), (a.Bureau, At: a.Received) })
            .Concat(files.Select(f => (f.Bureau, At: (DateTimeOffset?)f.At)))
            .Where(h => h.At is not null)
            .GroupBy(h => h.Bureau, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Max(h => h.At), StringComparer.Ordinal);
        return open
            .Keys.Union(heard.Keys, StringComparer.Ordinal)
            .Union(failing.Keys, StringComparer.Ordinal)
            .ToDictionary(
                bureau => bureau,
                bureau => new BureauActivity(
                    open.GetValueOrDefault(bureau),
                    heard.GetValueOrDefault(bureau),
                    failing.GetValueOrDefault(bureau)
                ),
                StringComparer.Ordinal
            );
    }
}
