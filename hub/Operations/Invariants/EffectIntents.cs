using Hub.Storage;
using Hub.Work;
using Microsoft.EntityFrameworkCore;

namespace Hub.Operations.Invariants;

/// <summary>I10: nothing leaves the house that was not intended first, and nothing intended is forgotten.</summary>
internal sealed class EffectIntents : IInvariant
{
    public string Id => "I10";
    public string Rule =>
        "Every outgoing effect has an intent before it, and an outcome or a due check after";

    public async Task<Verdict> CheckAsync(Evidence evidence, CancellationToken ct)
    {
        var effects = await evidence.Db.Effects.ToDictionaryAsync(e => e.Key, StringComparer.Ordinal, ct);
        var items = await evidence
            .Db.WorkItems.Select(w => new Item(w.Id, w.EffectKey, w.State))
            .ToListAsync(ct);
        var byKey = items.ToLookup(i => i.EffectKey, StringComparer.Ordinal);
        var violations = effects.Values.SelectMany(e => OfEffect(e, byKey[e.Key].ToList())).ToList();
        violations.AddRange(
            items
                .Where(i => !effects.ContainsKey(i.EffectKey))
                .Select(i => $"{i.EffectKey} is being worked on and was never intended")
        );
        violations.AddRange(await ForgottenAsync(evidence.Db, items, ct));
        if (evidence.Journals is { } journals)
        {
            violations.AddRange(await JournalIntents.FindUnintendedAsync(evidence.Db, journals, effects, ct));
        }

        return new Verdict.Counted(violations, evidence.LeftWithoutJournals);
    }

    private static IEnumerable<string> OfEffect(Effect effect, List<Item> items)
    {
        var isOpen = effect.State is EffectState.Intended or EffectState.InDoubt;
        if (isOpen && items.Count != 1)
        {
            yield return $"{effect.Key} is {effect.State} and {items.Count} work items look after it";
        }
        else if (!isOpen && items.Count > 0)
        {
            yield return $"{effect.Key} is {effect.State} and still worked on";
        }

        if (!isOpen && (effect.OutcomeAt is not { } at || at < effect.IntendedAt))
        {
            yield return $"{effect.Key} is {effect.State} without a time of its outcome";
        }
    }

    /// <summary>A parked item waits for a person: somebody must have been told.</summary>
    private static async Task<IEnumerable<string>> ForgottenAsync(
        HubDb db,
        List<Item> items,
        CancellationToken ct
    )
    {
        var told = await db
            .Incidents.Where(i => i.ResolvedAt == null && i.WorkItemId != null)
            .Select(i => i.WorkItemId!.Value)
            .ToHashSetAsync(ct);
        return items
            .Where(i => i.State == WorkState.Parked && !told.Contains(i.Id))
            .Select(i => $"{i.EffectKey} is parked and no incident tells of it");
    }

    private sealed record Item(Guid Id, string EffectKey, WorkState State);
}
