using System.Runtime.CompilerServices;
using Hub.Processes;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Workflows.Bpmn;
using Workflows.Engine;

namespace Hub.Operations.Invariants;

/// <summary>One running instance with its state read.</summary>
/// <param name="State">Null until its start has been heard.</param>
internal sealed record ActiveInstance(Guid Id, string ProcessId, ProcessState? State)
{
    /// <summary>How a message names it.</summary>
    public string Name => $"{ProcessId} {Id}";

    /// <summary>Element instances without any of their own inside: what the instance stands at.</summary>
    public IEnumerable<ElementInstance> Leaves()
    {
        var all = State?.Instances ?? [];
        var parents = all.Where(i => i.Parent is not null).Select(i => i.Parent!.Id).ToHashSet();
        return all.Where(i => !parents.Contains(i.Id));
    }

    /// <summary>
    /// The timers that must be set while <paramref name="instance"/> lives. Those that interrupt nothing may have rung already,
    /// and are left out.
    /// </summary>
    public static IEnumerable<string> TimersOf(ElementInstance instance, ProcessDefinition definition)
    {
        if (instance.Stage != InstanceStage.Active)
        {
            return [];
        }

        var element = instance.Element;
        IEnumerable<FlowElement> waiting = element.Kind switch
        {
            _ when !instance.HoldsOwnWaits => [],
            ElementKind.EventBasedGateway => element.Outgoing.Select(flow =>
                definition.Elements[definition.Flows[flow].Target]
            ),
            _ => element
                .Boundary.Select(i => definition.Elements[i])
                .Where(e => e.Interrupting)
                .Append(element),
        };
        return waiting
            .Where(e => e.Kind is not (ElementKind.StartEvent or ElementKind.EndEvent))
            .Where(e => e.Event != EventKind.ParallelMultiple)
            .SelectMany(e => e.Events)
            .Where(wait => wait.Timer is not null)
            .Select(wait => wait.WaitId);
    }

    /// <summary>Reads every active instance, one by one.</summary>
    public static async IAsyncEnumerable<ActiveInstance> ReadAllAsync(
        HubDb db,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        var used = await db
            .DeployedDefinitions.Where(d =>
                d.Kind == DefinitionKind.Process
                && db.ProcessInstances.Any(i => i.Status == InstanceStatus.Active && i.DefinitionId == d.Id)
            )
            .ToListAsync(ct);
        var definitions = used.ToDictionary(d => d.Id, d => DefinitionReading.ReadProcess(d.Content, d.Key));
        var rows = db
            .ProcessInstances.Where(i => i.Status == InstanceStatus.Active)
            .Select(i => new
            {
                i.Id,
                i.ProcessId,
                i.DefinitionId,
                i.State,
            })
            .AsAsyncEnumerable();
        await foreach (var row in rows.WithCancellation(ct))
        {
            var state = row.State is null
                ? null
                : ProcessState.Deserialize(definitions[row.DefinitionId], row.State);
            yield return new ActiveInstance(row.Id, row.ProcessId, state);
        }
    }
}
