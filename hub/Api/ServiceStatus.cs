using Hub.Catalogue;
using Hub.Registries;
using Hub.Storage;
using Hub.Work;
using Microsoft.EntityFrameworkCore;

namespace Hub.Api;

/// <summary>
/// Looks how the hub is, at most every few seconds: everybody may ask, however often, and the store is asked once.
/// </summary>
internal sealed class ServiceStatus(HubStore store, PartnerBreaker breaker, ReferenceCatalogue catalogue)
    : IDisposable
{
    /// <summary>How long one look serves.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);

    // A trigger nobody took for so long means that the engine stands still.
    private static readonly TimeSpan EngineLate = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim looking = new(1, 1);
    private volatile StatusView? last;

    /// <summary>The last look, or a new one when that is stale.</summary>
    public async Task<StatusView> ReadAsync(CancellationToken ct)
    {
        if (last is { } view && IsFresh(view))
        {
            return view;
        }

        await looking.WaitAsync(ct);
        try
        {
            // Whoever waited takes what was seen meanwhile.
            return last is { } seen && IsFresh(seen) ? seen : last = await LookAsync(ct);
        }
        finally
        {
            looking.Release();
        }
    }

    public void Dispose() => looking.Dispose();

    private bool IsFresh(StatusView view) => store.Now - view.AsOf < Fresh;

    private async Task<StatusView> LookAsync(CancellationToken ct)
    {
        var now = store.Now;
        var (oldest, waiting, silent) = await store.ReadAsync(async db =>
            (
                await db
                    .ProcessTriggers.Where(t => !t.Parked && t.DueAt <= now)
                    .MinAsync(t => (DateTimeOffset?)t.DueAt, ct),
                await db
                    .BureauRequests.Where(r => r.State < RequestState.Answered)
                    .GroupBy(r => r.BureauCode)
                    .Select(g => new Waiting(g.Key, g.Count(), g.Min(r => r.OpenedAt)))
                    .ToListAsync(ct),
                await db
                    .PartnerContacts.Where(c => c.FailingSince != null)
                    .Select(c => c.Partner)
                    .ToListAsync(ct)
            )
        );
        var engine = oldest is { } due && now - due > EngineLate ? "late" : "ok";
        var disturbed = silent
            .Concat(breaker.Open().Select(open => open.Partner))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToList();
        return new StatusView(
            engine == "ok" && disturbed.Count == 0 ? "ok" : "degraded",
            new StatusComponents("ok", engine),
            disturbed,
            [.. waiting.OrderBy(w => w.Bureau, StringComparer.Ordinal).Select(ToDelay)],
            now
        );
    }

    private BureauDelay ToDelay(Waiting waiting) =>
        new(
            waiting.Bureau,
            catalogue.FindBureau(waiting.Bureau)?.DisplayName ?? waiting.Bureau,
            waiting.Count,
            waiting.Oldest
        );

    private sealed record Waiting(string Bureau, int Count, DateTimeOffset Oldest);
}
