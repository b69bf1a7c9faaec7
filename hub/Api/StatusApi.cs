using Hub.Catalogue;
using Hub.Registries;
using Hub.Storage;
using Hub.Work;
using Microsoft.EntityFrameworkCore;

namespace Hub.Api;

/// <summary>How the hub is, for portals that show it to people: public, and without anything about anybody's order.</summary>
internal static class StatusApi
{
    private const int CacheSeconds = 10;

    // A trigger nobody took for so long means that the engine stands still.
    private static readonly TimeSpan EngineLate = TimeSpan.FromMinutes(5);

    /// <summary>Maps <c>/status</c>.</summary>
    public static void MapStatus(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/status", ReadAsync).WithName("readStatus").AllowAnonymous().ExcludeFromDescription();

    private static async Task<IResult> ReadAsync(
        HubStore store,
        PartnerBreaker breaker,
        ReferenceCatalogue catalogue,
        CancellationToken ct
    )
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
                    .Select(g => new
                    {
                        Code = g.Key,
                        Count = g.Count(),
                        Oldest = g.Min(r => r.OpenedAt),
                    })
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
        var answer = PortalAnswer.Of(
            StatusCodes.Status200OK,
            new StatusView(
                engine == "ok" && disturbed.Count == 0 ? "ok" : "degraded",
                new StatusComponents("ok", engine),
                disturbed,
                [
                    .. waiting
                        .OrderBy(w => w.Code, StringComparer.Ordinal)
                        .Select(w => new BureauDelay(
                            w.Code,
                            catalogue.FindBureau(w.Code)?.DisplayName ?? w.Code,
                            w.Count,
                            w.Oldest
                        )),
                ],
                now
            ),
            ("Cache-Control", $"public, max-age={CacheSeconds}")
        );
        return answer;
    }
}

/// <summary>How the hub is.</summary>
/// <param name="Status"><c>ok</c> or <c>degraded</c>.</param>
/// <param name="Disturbed">Partners that do not answer at the moment; their orders wait and lose nothing.</param>
/// <param name="Bureaus">Bureaus with open requests.</param>
public sealed record StatusView(
    string Status,
    StatusComponents Components,
    IReadOnlyList<string> Disturbed,
    IReadOnlyList<BureauDelay> Bureaus,
    DateTimeOffset AsOf
);

/// <summary>The parts of the hub: <c>ok</c> or <c>late</c>.</summary>
public sealed record StatusComponents(string Store, string Engine);

/// <summary>What a bureau has still to answer.</summary>
public sealed record BureauDelay(string Code, string Name, int Open, DateTimeOffset OldestOpenedAt);
