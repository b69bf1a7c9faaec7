using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Operations.Invariants;

/// <summary>Checks every invariant on one moment of a database.</summary>
internal static class InvariantChecks
{
    /// <summary>All of them, in the order of their numbers.</summary>
    public static readonly IReadOnlyList<IInvariant> All =
    [
        new OrdersLive(),
        new OneOrderPerKey(),
        new MoneyBalances(),
        new MoneyKept(),
        new ValidIssues(),
        new OneManifestPerItem(),
        new ManifestFiles(),
        new AuditChain(),
        new PayloadOutcomes(),
        new EffectIntents(),
        new EffectsOnce(),
        new NothingOverdue(),
        new NothingStuck(),
        new PortalView(),
    ];

    /// <summary>
    /// Checks all on one snapshot: a hub that goes on working meanwhile makes no row look missing.
    /// </summary>
    /// <param name="now">What "overdue" is measured from; null for the newest time in the database.</param>
    public static async Task<IReadOnlyList<CheckedInvariant>> OnSnapshotAsync(
        IDatabaseDialect dialect,
        Journals? journals,
        FileAreas? files,
        DateTimeOffset? now,
        CancellationToken ct
    )
    {
        await using var db = dialect.CreateDb(null);
        await using var snapshot = await dialect.BeginSnapshotAsync(db, ct);
        return await RunAsync(db, journals, files, now, ct);
    }

    /// <summary>Checks all on whatever the context sees.</summary>
    public static async Task<IReadOnlyList<CheckedInvariant>> RunAsync(
        HubDb db,
        Journals? journals,
        FileAreas? files,
        DateTimeOffset? now,
        CancellationToken ct
    )
    {
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        var evidence = new Evidence(db, journals, files, now ?? await NewestAsync(db, ct));
        var results = new List<CheckedInvariant>();
        foreach (var invariant in All)
        {
            results.Add(new CheckedInvariant(invariant, await invariant.CheckAsync(evidence, ct)));
        }

        return results;
    }

    private static async Task<DateTimeOffset> NewestAsync(HubDb db, CancellationToken ct)
    {
        DateTimeOffset?[] newest =
        [
            await db.OrderEvents.MaxAsync(e => (DateTimeOffset?)e.At, ct),
            await db.ProcessInstances.MaxAsync(i => (DateTimeOffset?)i.UpdatedAt, ct),
            await db.Effects.MaxAsync(e => (DateTimeOffset?)e.IntendedAt, ct),
            await db.Effects.MaxAsync(e => e.OutcomeAt, ct),
            await db.ReceivedPayloads.MaxAsync(p => (DateTimeOffset?)p.ReceivedAt, ct),
        ];
        return newest.Max() ?? DateTimeOffset.UnixEpoch;
    }
}

/// <summary>One invariant and what came of checking it.</summary>
internal sealed record CheckedInvariant(IInvariant Invariant, Verdict Verdict)
{
    /// <summary>How often it is broken; null when it could not be counted.</summary>
    public int? Count => Verdict is Verdict.Counted counted ? counted.Violations.Count : null;
}
