using Hub.Processes;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Operations.Invariants;

/// <summary>Everything any instance waits for, by instance and element instance.</summary>
internal sealed class InstanceWaits
{
    private readonly HashSet<(Guid, int)> elements = [];
    private readonly HashSet<(Guid, int, string)> timers = [];
    private readonly HashSet<Guid> instances = [];

    /// <summary>Does the element instance wait for something, or does something wait for it?</summary>
    public bool Has(Guid instanceId, int elementInstance) => elements.Contains((instanceId, elementInstance));

    /// <summary>Is there something the instance as a whole has yet to hear?</summary>
    public bool Has(Guid instanceId) => instances.Contains(instanceId);

    /// <summary>Is the timer of this element set?</summary>
    public bool HasTimer(Guid instanceId, int elementInstance, string elementId) =>
        timers.Contains((instanceId, elementInstance, elementId));

    public static async Task<InstanceWaits> ReadAsync(HubDb db, CancellationToken ct)
    {
        var waits = new InstanceWaits();
        await waits.ReadTriggersAsync(db, ct);
        waits.Add(
            await db
                .MessageSubscriptions.Select(s => new Wait(s.InstanceId, s.ElementInstance))
                .ToListAsync(ct)
        );
        waits.Add(
            await db
                .WorkItems.Where(w => w.InstanceId != null)
                .Select(w => new Wait(w.InstanceId!.Value, w.ElementInstance ?? 0))
                .ToListAsync(ct)
        );
        waits.Add(
            await db
                .UserTasks.Where(t => t.State == UserTaskState.Open || t.State == UserTaskState.Claimed)
                .Select(t => new Wait(t.InstanceId, t.ElementInstance))
                .ToListAsync(ct)
        );
        waits.Add(
            await db
                .ProcessInstances.Where(i => i.ParentId != null && i.Status == InstanceStatus.Active)
                .Select(i => new Wait(i.ParentId!.Value, i.ParentElementInstance ?? 0))
                .ToListAsync(ct)
        );
        waits.Add(
            await db
                .Incidents.Where(i => i.InstanceId != null && i.ResolvedAt == null)
                .Select(i => new Wait(i.InstanceId!.Value, i.ElementInstance ?? 0))
                .ToListAsync(ct)
        );
        return waits;
    }

    private async Task ReadTriggersAsync(HubDb db, CancellationToken ct)
    {
        var triggers = await db
            .ProcessTriggers.Select(t => new
            {
                t.InstanceId,
                t.Kind,
                t.ElementInstance,
                t.ElementId,
            })
            .ToListAsync(ct);
        foreach (var trigger in triggers)
        {
            elements.Add((trigger.InstanceId, trigger.ElementInstance));
            if (trigger.Kind == TriggerKind.TimerFired && trigger.ElementId is { } element)
            {
                timers.Add((trigger.InstanceId, trigger.ElementInstance, element));
            }
            else if (trigger.Kind is TriggerKind.Start or TriggerKind.Cancel or TriggerKind.VariablesSet)
            {
                instances.Add(trigger.InstanceId);
            }
        }
    }

    private void Add(List<Wait> waits)
    {
        foreach (var wait in waits)
        {
            elements.Add((wait.InstanceId, wait.ElementInstance));
        }
    }

    private sealed record Wait(Guid InstanceId, int ElementInstance);
}
