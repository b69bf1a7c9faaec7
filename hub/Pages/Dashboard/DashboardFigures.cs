using System.Security.Claims;
using Hub.Identity;
using Hub.Operations.Ledgers;
using Hub.Orders;
using Hub.Processes;
using Hub.Storage;
using Hub.Work;
using Microsoft.EntityFrameworkCore;

namespace Hub.Pages.Dashboard;

/// <summary>What the dashboard shows, as of one moment.</summary>
internal sealed record DashboardFigures(
    DateTimeOffset AsOf,
    IReadOnlyList<PhaseCount> Phases,
    IReadOnlyList<OldestInState> Oldest,
    IReadOnlyList<PartnerLight> Partners,
    int OpenIncidents,
    int EffectsInDoubt,
    int OpenTasks,
    LedgerBalance? Balance
)
{
    /// <summary>Reads the figures; a clerk's are those of the own bureau, and tasks are counted that the person may take.</summary>
    public static async Task<DashboardFigures> ReadAsync(
        HubStore store,
        ClaimsPrincipal user,
        IReadOnlyList<(string Partner, DateTimeOffset Until)> leftAlone,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var bureauCode = user.BureauCode();
        var groups = user.TaskGroups();
        return await store.ReadAsync(async db =>
        {
            var orders = db.Orders.Where(o => bureauCode == null || o.BureauCode == bureauCode);
            var states = await orders
                .GroupBy(o => new { o.State, o.BureauType })
                .Select(g => new StateCount(
                    g.Key.State,
                    g.Key.BureauType,
                    g.Count(),
                    g.Min(o => o.StateSince)
                ))
                .ToListAsync(ct);
            var tasks = db.UserTasks.Where(t => t.State < UserTaskState.Completed);
            return new DashboardFigures(
                now,
                ToPhases(states),
                ToOldest(states),
                await ReadPartnersAsync(db, leftAlone, ct),
                await db.Incidents.CountAsync(i => i.ResolvedAt == null, ct),
                await db.Effects.CountAsync(e => e.State == EffectState.InDoubt, ct),
                await tasks.CountAsync(t => groups.Count == 0 || groups.Contains(t.CandidateGroup), ct),
                await db.LedgerBalances.OrderByDescending(b => b.At).FirstOrDefaultAsync(ct)
            );
        });
    }

    private static List<PhaseCount> ToPhases(List<StateCount> states) =>
        [
            .. Enum.GetValues<PublicPhase>()
                .Select(phase => new PhaseCount(
                    phase,
                    states
                        .Where(s => s.State.ToPhase() == phase)
                        .GroupBy(s => s.BureauType, StringComparer.Ordinal)
                        .ToDictionary(g => g.Key, g => g.Sum(s => s.Count), StringComparer.Ordinal)
                )),
        ];

    private static List<OldestInState> ToOldest(List<StateCount> states) =>
        [
            .. states
                .Where(s => !s.State.IsTerminal())
                .GroupBy(s => s.State)
                .Select(g => new OldestInState(g.Key, g.Sum(s => s.Count), g.Min(s => s.Since)))
                .OrderBy(s => s.Since),
        ];

    private static async Task<List<PartnerLight>> ReadPartnersAsync(
        HubDb db,
        IReadOnlyList<(string Partner, DateTimeOffset Until)> leftAlone,
        CancellationToken ct
    )
    {
        var queues = await db
            .WorkItems.GroupBy(w => w.Partner)
            .Select(g => new
            {
                Partner = g.Key,
                Waiting = g.Count(),
                Oldest = g.Min(w => w.CreatedAt),
                Parked = g.Count(w => w.State == WorkState.Parked),
            })
            .ToDictionaryAsync(g => g.Partner, StringComparer.Ordinal, ct);
        var last = await db
            .Effects.Where(e => e.OutcomeAt != null)
            .GroupBy(e => e.Partner)
            .Select(g => new { Partner = g.Key, LastAt = g.Max(e => e.OutcomeAt) })
            .ToDictionaryAsync(g => g.Partner, g => g.LastAt, StringComparer.Ordinal, ct);
        var open = leftAlone.Select(p => p.Partner).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. queues
                .Keys.Union(last.Keys, StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
                .Select(partner => new PartnerLight(
                    partner,
                    queues.GetValueOrDefault(partner)?.Waiting ?? 0,
                    queues.GetValueOrDefault(partner)?.Oldest,
                    queues.GetValueOrDefault(partner)?.Parked ?? 0,
                    last.GetValueOrDefault(partner),
                    open.Contains(partner)
                )),
        ];
    }

    private sealed record StateCount(OrderState State, string BureauType, int Count, DateTimeOffset Since);
}

/// <summary>Orders of one public phase, by bureau type.</summary>
internal sealed record PhaseCount(PublicPhase Phase, IReadOnlyDictionary<string, int> ByBureauType)
{
    public int Total => ByBureauType.Values.Sum();
}

/// <summary>How many orders stand in a state and since when the oldest does.</summary>
internal sealed record OldestInState(OrderState State, int Count, DateTimeOffset Since);

/// <summary>How a partner is doing, as far as our calls to it tell.</summary>
internal sealed record PartnerLight(
    string Partner,
    int Waiting,
    DateTimeOffset? OldestWaiting,
    int Parked,
    DateTimeOffset? LastAnswerAt,
    bool LeftAlone
)
{
    /// <summary><c>ok</c>, <c>warn</c> or <c>bad</c>.</summary>
    public string Tone =>
        LeftAlone || Parked > 0 ? "bad"
        : Waiting > 20 ? "warn"
        : "ok";
}
