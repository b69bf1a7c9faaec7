using Workflows.Bpmn;

namespace Workflows.Engine;

/// <summary>What is waited for, before and after a migration.</summary>
internal static class MigrationWaits
{
    /// <summary>The catch events that belong to an instance of an element.</summary>
    public static IEnumerable<FlowElement> Of(
        ElementInstance instance,
        FlowElement element,
        ProcessDefinition definition
    )
    {
        var events = instance.HoldsBoundary ? element.Boundary : [];
        if (instance.Role is InstanceRole.Plain or InstanceRole.Iteration && !instance.IsInterrupted)
        {
            events = [.. events, .. element.EventSubProcesses.Select(e => definition.Elements[e].EventStart)];
        }

        if (element.Kind == ElementKind.EventBasedGateway)
        {
            events = [.. events, .. element.Outgoing.Select(f => definition.Flows[f].Target)];
        }

        return events.Select(index => definition.Elements[index]);
    }

    /// <summary>Renames the waits of an instance that stay, closes those that went and opens those that came.</summary>
    public static void Move(
        Execution execution,
        ProcessDefinition source,
        ElementInstance former,
        MigrationPlan plan
    )
    {
        var target = execution.Definition;
        var now = execution.State.Find(former.Id)!;
        Rename(execution, former.Id, former.Element.Id, now.Element.Id);
        foreach (var own in former.Element.Events.Skip(1))
        {
            Rename(execution, former.Id, own.WaitId, Migration.WaitOf(own.WaitId, source, target, plan));
        }

        var before = Of(former, former.Element, source).ToList();
        foreach (
            var wait in before.Where(e => Migration.Of(e, target, plan) is not null).SelectMany(e => e.Events)
        )
        {
            Rename(execution, former.Id, wait.WaitId, Migration.WaitOf(wait.WaitId, source, target, plan));
        }

        var stays = before.Select(e => Migration.Of(e, target, plan)).OfType<FlowElement>().ToHashSet();
        Waits.Close(execution, former, before.Where(e => Migration.Of(e, target, plan) is null));
        Waits.Open(execution, now, Of(now, now.Element, target).Where(e => !stays.Contains(e)));
    }

    private static void Rename(Execution execution, int instance, string from, string to)
    {
        if (from != to)
        {
            execution.Emit(new Command.RenameWaits(instance, from, to));
        }
    }
}
