using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Announcements;

/// <summary>What lies before an endpoint, and how its last tries went.</summary>
/// <param name="Waiting">Events not yet delivered to it.</param>
/// <param name="OldestWaitingSince">Since when the oldest of them waits.</param>
/// <param name="NextTryAt">When it is tried next.</param>
/// <param name="LastError">What the last failed try of a waiting event said; null when none failed.</param>
internal sealed record EndpointHealth(
    int Waiting,
    DateTimeOffset? OldestWaitingSince,
    DateTimeOffset? NextTryAt,
    string? LastError
)
{
    public static readonly EndpointHealth Idle = new(0, null, null, null);

    /// <summary>The health of a client's endpoints, by their ids; one with nothing before it is not in it.</summary>
    public static async Task<IReadOnlyDictionary<string, EndpointHealth>> ReadAsync(
        HubDb db,
        string clientId,
        CancellationToken ct
    )
    {
        var waiting = await db
            .WorkItems.Where(w => w.Type == WebhookDelivery.WorkType && w.Partner == clientId)
            .Select(w => new
            {
                w.EffectKey,
                w.CreatedAt,
                w.DueAt,
                w.LastError,
            })
            .ToListAsync(ct);
        return waiting
            .GroupBy(w => WebhookDelivery.EndpointOf(w.EffectKey), StringComparer.Ordinal)
            .ToDictionary(
                g => g.Key,
                g => new EndpointHealth(
                    g.Count(),
                    g.Min(w => w.CreatedAt),
                    g.Min(w => w.DueAt),
                    g.Where(w => w.LastError is not null).MaxBy(w => w.DueAt)?.LastError
                ),
                StringComparer.Ordinal
            );
    }
}
