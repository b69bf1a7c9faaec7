using NodaTime;
using Workflows.Bpmn;

namespace Workflows.Engine;

/// <summary>
/// Moves an instance to another version (language.md §2.12). What is open stays open as it is, under its new name: neither
/// jobs nor mappings nor expressions are evaluated again. What only the other version waits for is opened, what only the
/// former one did is closed.
/// </summary>
internal static class Migration
{
    public static MigrationResult Run(
        ProcessState state,
        ProcessDefinition target,
        MigrationPlan plan,
        EngineEnvironment environment,
        Instant now
    )
    {
        var problems = new MigrationChecks(state, target, plan).Run();
        if (problems.Count > 0)
        {
            return new MigrationResult.Refused(problems);
        }

        var moved = Move(state, target, plan);
        var execution = new Execution(moved, environment, now);
        execution.Record(moved.Instances[0], HistoryIntent.Migrated, plan.ToDetails());
        foreach (var instance in state.Instances.Where(i => i.Stage != InstanceStage.Activating))
        {
            try
            {
                MigrationWaits.Move(execution, state.Definition, instance, plan);
            }
            catch (IncidentRaised incident)
            {
                return new MigrationResult.Refused([
                    new MigrationProblem(instance.Element.Id, incident.Code, incident.Message),
                ]);
            }
        }

        execution.Run();
        return new MigrationResult.Migrated(execution.Result(null));
    }

    /// <summary>What an element becomes; null when nothing.</summary>
    public static FlowElement? Of(FlowElement element, ProcessDefinition target, MigrationPlan plan) =>
        element.Kind == ElementKind.Process ? target.Root
        : plan.Elements.TryGetValue(element.Id, out var id) ? target.Find(id)
        : null;

    /// <summary>The wait of a moved element.</summary>
    public static string WaitOf(
        string waitId,
        ProcessDefinition source,
        ProcessDefinition target,
        MigrationPlan plan
    )
    {
        var element = source.FindWait(waitId)?.Element ?? source.Find(waitId);
        return element is not null && Of(element, target, plan) is { } to
            ? to.Id + waitId[element.Id.Length..]
            : waitId;
    }

    /// <summary>The same state in the other version; the former one is left as it is.</summary>
    public static ProcessState Move(ProcessState state, ProcessDefinition target, MigrationPlan plan)
    {
        var moved = ProcessState.Create(target);
        moved.Status = state.Status;
        moved.IsCalled = state.IsCalled;
        moved.IsSuspended = state.IsSuspended;
        foreach (var instance in state.Instances)
        {
            moved.Add(Move(instance, state.Definition, moved, plan));
        }

        moved.NextId = state.NextId;
        foreach (var ((scope, flow), count) in state.Waiting)
        {
            var to = target.FindFlow(plan.Flows[state.Definition.Flows[flow].Id])!;
            moved.AddToken(moved.Find(scope)!, to.Index, count);
        }

        foreach (var ((scope, gateway), awaited) in state.Fired)
        {
            if (Of(state.Definition.Elements[gateway], target, plan) is { } to)
            {
                moved.Fired[(scope, to.Index)] =
                [
                    .. awaited
                        .Select(f => plan.Flows.GetValueOrDefault(state.Definition.Flows[f].Id))
                        .Where(id => id is not null && target.FindFlow(id) is not null)
                        .Select(id => target.FindFlow(id!)!.Index),
                ];
            }
        }

        return moved;
    }

    private static ElementInstance Move(
        ElementInstance instance,
        ProcessDefinition source,
        ProcessState moved,
        MigrationPlan plan
    )
    {
        var target = moved.Definition;
        Dictionary<string, T>? Renamed<T>(Dictionary<string, T>? map) =>
            map?.ToDictionary(e => WaitOf(e.Key, source, target, plan), e => e.Value, StringComparer.Ordinal);
        return new ElementInstance(
            instance.Id,
            Of(instance.Element, target, plan)!,
            instance.Parent is null ? null : moved.Find(instance.Parent.Id)
        )
        {
            Role = instance.Role,
            Counter = instance.Counter,
            Stage = instance.Stage,
            Locals = instance.Locals,
            Results = instance.Results,
            Mapped = instance.Mapped,
            Incident = instance.Incident,
            Round = instance.Round,
            Listener = instance.Listener,
            Thrown = instance.Thrown,
            IsInterrupted = instance.IsInterrupted,
            Repetitions = Renamed(instance.Repetitions),
            Deadlines = Renamed(instance.Deadlines),
            Received = Renamed(instance.Received),
            Loop = instance.Loop,
            Compensations = Kept(instance.Compensations, target, plan),
        };
    }

    // What has completed can be undone only as the other version says of the same activity.
    private static List<Compensation>? Kept(
        IEnumerable<Compensation>? kept,
        ProcessDefinition target,
        MigrationPlan plan
    ) =>
        kept is null
            ? null
            :
            [
                .. kept.Where(c => Of(c.Activity, target, plan) is not null)
                    .Select(c =>
                        c with
                        {
                            Activity = Of(c.Activity, target, plan)!,
                            Handler = c.Handler is null ? null : Of(c.Handler, target, plan),
                            Nested = Kept(c.Nested, target, plan)!,
                        }
                    )
                    .Where(c => c.Handler is not null || c.Nested.Count > 0 || c.UndoesItself),
            ];
}
