using Hub.Catalogue;
using Hub.Registries;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Api;

/// <summary>What every bureau has still to answer, and how quickly it has been answering.</summary>
internal static class BureauDelays
{
    private static readonly TimeSpan LookBack = TimeSpan.FromDays(21);

    /// <summary>How long each bureau took for half of what it answered in the last weeks.</summary>
    public static async Task<IReadOnlyDictionary<string, TimeSpan>> ReadTimesAsync(
        HubDb db,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var since = now - LookBack;
        var answered = await db
            .BureauRequests.Where(r => r.AnsweredAt >= since)
            .Select(r => new
            {
                r.BureauCode,
                r.OpenedAt,
                r.AnsweredAt,
            })
            .ToListAsync(ct);
        return answered
            .GroupBy(r => r.BureauCode, StringComparer.Ordinal)
            .ToDictionary(
                g => g.Key,
                g => Middle(g.Select(r => r.AnsweredAt!.Value - r.OpenedAt)),
                StringComparer.Ordinal
            );
    }

    /// <summary>The bureaus with open requests or recent answers, by code.</summary>
    public static async Task<IReadOnlyList<BureauDelay>> ReadAsync(
        HubDb db,
        ReferenceCatalogue catalogue,
        IReadOnlyDictionary<string, TimeSpan> times,
        CancellationToken ct
    )
    {
        var open = await db
            .BureauRequests.Where(r => r.State < RequestState.Answered)
            .GroupBy(r => r.BureauCode)
            .Select(g => new
            {
                Bureau = g.Key,
                Count = g.Count(),
                Oldest = g.Min(r => r.OpenedAt),
            })
            .ToDictionaryAsync(w => w.Bureau, StringComparer.Ordinal, ct);
        return
        [
            .. open
                .Keys.Union(times.Keys, StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
                .Select(code => new BureauDelay(
                    code,
                    catalogue.FindBureau(code)?.DisplayName ?? code,
                    open.GetValueOrDefault(code)?.Count ?? 0,
                    open.GetValueOrDefault(code)?.Oldest,
                    times.TryGetValue(code, out var time) ? Math.Round(time.TotalHours, 1) : null
                )),
        ];
    }

    private static TimeSpan Middle(IEnumerable<TimeSpan> times)
    {
        var sorted = times.Order().ToList();
        return sorted[(sorted.Count - 1) / 2];
    }
}
