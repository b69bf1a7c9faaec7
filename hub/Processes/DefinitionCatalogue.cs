using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Workflows.Bpmn;
using Workflows.Dmn;
using Workflows.Engine;

namespace Hub.Processes;

/// <summary>
/// The deployed definitions, compiled once per version and kept in memory. Versions never change, so what is here is
/// never stale; only "which one is the latest" is refreshed.
/// </summary>
internal sealed class DefinitionCatalogue(HubStore store)
{
    private readonly ConcurrentDictionary<Guid, ProcessDefinition> processes = new();
    private readonly ConditionalWeakTable<ProcessDefinition, object> versionOf = [];
    private volatile Snapshot snapshot = Snapshot.Empty;

    /// <summary>All deployed versions, newest first; content left out.</summary>
    public IReadOnlyList<DefinitionVersion> Versions => snapshot.Versions;

    /// <summary>Reads which versions exist and compiles the decisions.</summary>
    public async Task RefreshAsync(CancellationToken ct)
    {
        var versions = await store.ReadAsync(db =>
            db.DeployedDefinitions.OrderByDescending(d => d.Version)
                .Select(d => new DefinitionVersion(
                    d.Id,
                    d.Kind,
                    d.Key,
                    d.Version,
                    d.VersionTag,
                    d.Name,
                    d.ResourceName,
                    d.Sha256,
                    d.DeployedAt,
                    d.DeployedBy
                ))
                .ToListAsync(ct)
        );
        var decisions = await ReadDecisionsAsync(ct);
        snapshot = new Snapshot(versions, decisions);
    }

    /// <summary>The newest version of a process, or null when none is deployed.</summary>
    public DefinitionVersion? Latest(string processId) =>
        snapshot.Versions.FirstOrDefault(v => v.Kind == DefinitionKind.Process && v.Key == processId);

    /// <summary>The compiled process of one version.</summary>
    /// <exception cref="InvalidOperationException">No such version, or it no longer reads: a broken installation.</exception>
    public async Task<ProcessDefinition> GetProcessAsync(Guid id, CancellationToken ct)
    {
        if (processes.TryGetValue(id, out var known))
        {
            return known;
        }

        var row =
            await store.ReadAsync(db => db.DeployedDefinitions.FirstOrDefaultAsync(d => d.Id == id, ct))
            ?? throw new InvalidOperationException($"No definition has the id {id}.");
        var definition = processes.GetOrAdd(id, DefinitionReading.ReadProcess(row.Content, row.Key));
        versionOf.AddOrUpdate(definition, row.DeployedAt);
        return definition;
    }

    /// <summary>
    /// The process a call activity means: the latest, the one deployed with (that is, not after) the caller, or the latest
    /// with a version tag (R59). Null when there is none.
    /// </summary>
    public async Task<ResolvedProcess?> ResolveAsync(
        Command.CallProcess call,
        Guid callerId,
        CancellationToken ct
    )
    {
        var candidates = snapshot.Versions.Where(v =>
            v.Kind == DefinitionKind.Process && v.Key == call.ProcessId
        );
        var callerDeployedAt = snapshot.Versions.FirstOrDefault(v => v.Id == callerId)?.DeployedAt;
        var chosen = call.Binding switch
        {
            ResourceBinding.Latest => candidates.FirstOrDefault(),
            ResourceBinding.Deployment => candidates.FirstOrDefault(v => v.DeployedAt <= callerDeployedAt),
            ResourceBinding.VersionTag => candidates.FirstOrDefault(v => v.VersionTag == call.VersionTag),
        };
        return chosen is null
            ? null
            : new ResolvedProcess(chosen.Id, chosen.Key, await GetProcessAsync(chosen.Id, ct));
    }

    /// <summary>The newest model that holds the decision, or null.</summary>
    public DmnModel? FindDecision(string decisionId) =>
        snapshot.Decisions.GetValueOrDefault(decisionId) is [var newest, ..] ? newest.Model : null;

    /// <summary>
    /// The model a business rule task means: the latest, the one deployed with (that is, not after) the version that asks, or
    /// the latest with a version tag (R59). Null when there is none.
    /// </summary>
    public DmnModel? FindDecision(DecisionQuery query)
    {
        var versions = snapshot.Decisions.GetValueOrDefault(query.DecisionId) ?? [];
        return
            query.Binding switch
            {
                ResourceBinding.Latest => versions.FirstOrDefault(),
                ResourceBinding.Deployment => versions.FirstOrDefault(v =>
                    versionOf.TryGetValue(query.Caller, out var at) && v.DeployedAt <= (DateTimeOffset)at
                ),
                ResourceBinding.VersionTag => versions.FirstOrDefault(v => v.VersionTag == query.VersionTag),
            }
                is { } chosen
            ? chosen.Model
            : null;
    }

    private async Task<FrozenDictionary<string, DecisionVersion[]>> ReadDecisionsAsync(CancellationToken ct)
    {
        var rows = await store.ReadAsync(db =>
            db.DeployedDefinitions.Where(d => d.Kind == DefinitionKind.Decision)
                .OrderByDescending(d => d.Version)
                .ToListAsync(ct)
        );
        var known = snapshot
            .Decisions.Values.SelectMany(versions => versions)
            .DistinctBy(v => v.Id)
            .ToDictionary(v => v.Id, v => v.Model);
        return rows.Select(row => new DecisionVersion(
                row.Id,
                known.GetValueOrDefault(row.Id) ?? DefinitionReading.ReadDecisions(row.Content),
                row.VersionTag,
                row.DeployedAt
            ))
            .SelectMany(version => version.Model.Decisions.Select(decision => (decision.Id, version)))
            .GroupBy(pair => pair.Id, StringComparer.Ordinal)
            .ToFrozenDictionary(
                group => group.Key,
                group => group.Select(pair => pair.version).ToArray(),
                StringComparer.Ordinal
            );
    }

    private sealed record DecisionVersion(
        Guid Id,
        DmnModel Model,
        string? VersionTag,
        DateTimeOffset DeployedAt
    );

    private sealed record Snapshot(
        IReadOnlyList<DefinitionVersion> Versions,
        FrozenDictionary<string, DecisionVersion[]> Decisions
    )
    {
        public static readonly Snapshot Empty = new([], FrozenDictionary<string, DecisionVersion[]>.Empty);
    }
}

/// <summary>One deployed version, without its content.</summary>
internal sealed record DefinitionVersion(
    Guid Id,
    DefinitionKind Kind,
    string Key,
    int Version,
    string? VersionTag,
    string Name,
    string ResourceName,
    string Sha256,
    DateTimeOffset DeployedAt,
    string DeployedBy
);

/// <summary>The version a call activity was resolved to.</summary>
internal sealed record ResolvedProcess(Guid Id, string ProcessId, ProcessDefinition Definition);
