using Workflows.Bpmn;
using Workflows.Feel;

namespace Workflows.Engine;

/// <summary>
/// A person moves tokens (R62, language.md §2.12): first everything begins, then everything ends. The scopes that are missing
/// around an element are made without their input mappings; a scope that is left empty ends, too.
/// </summary>
internal static class Modification
{
    /// <summary>All of it, or, with the reason, nothing.</summary>
    public static string? Run(Execution execution, Trigger.Modify modify)
    {
        var places = new List<Place>();
        foreach (var start in modify.Activate)
        {
            var (place, refused) = Find(execution, start);
            if (place is null)
            {
                return refused;
            }

            places.Add(place);
        }

        if (
            modify.Terminate.FirstOrDefault(id => execution.State.Find(id) is null, -1)
            is >= 0
                and var missing
        )
        {
            return $"There is no element instance {missing}.";
        }

        if (LeavesCalledProcessEmpty(execution, modify))
        {
            return "It would end the last element of a called process: cancel the process that called it instead (R62).";
        }

        foreach (var place in places)
        {
            Activate(execution, place);
        }

        foreach (var id in modify.Terminate)
        {
            if (execution.State.Find(id) is { } instance)
            {
                Terminate(execution, instance);
            }
        }

        return null;
    }

    /// <summary>Where an element begins: the innermost scope that exists, and the scopes still to be made inside it.</summary>
    private static (Place? Place, string? Refused) Find(Execution execution, ElementStart start)
    {
        if (
            execution.Definition.Find(start.ElementId) is not { Scope: >= 0 } element
            || element.Kind is ElementKind.BoundaryEvent or ElementKind.EventSubProcess
            || (element.Kind == ElementKind.StartEvent && element.Event != EventKind.None)
        )
        {
            return (null, $"'{start.ElementId}' is no element that can be begun by a person.");
        }

        var missing = new Stack<FlowElement>();
        var scope = execution.Definition.Elements[element.Scope];
        while (true)
        {
            var found = execution
                .State.Instances.Where(i =>
                    i.Element == scope
                    && i.Role is not (InstanceRole.Body or InstanceRole.Undone)
                    && (scope.Kind != ElementKind.AdHocSubProcess || i.Role == InstanceRole.Strand)
                    && i is { Stage: InstanceStage.Active, IsInterrupted: false }
                    && (start.Ancestor is not { } ancestor || IsWithin(i, ancestor))
                )
                .ToList();
            if (found.Count > 1)
            {
                return (null, $"There are {found.Count} instances of '{scope.Id}': say in which one.");
            }

            if (found is [var only])
            {
                return (new Place(element, only, missing, start.Variables), null);
            }

            if (
                scope.Kind is not (ElementKind.SubProcess or ElementKind.Transaction)
                || scope.Loop is not null
            )
            {
                return (null, $"'{scope.Id}' is not under way, and cannot be begun from outside.");
            }

            missing.Push(scope);
            scope = execution.Definition.Elements[scope.Scope];
        }
    }

    private static bool IsWithin(ElementInstance instance, int ancestor)
    {
        for (var scope = instance; scope is not null; scope = scope.Parent)
        {
            if (scope.Id == ancestor)
            {
                return true;
            }
        }

        return false;
    }

    private static void Activate(Execution execution, Place place)
    {
        var scope = place.Scope;
        foreach (var missing in place.Missing)
        {
            // An element before it may have made it already.
            var made = execution
                .State.ChildrenOf(scope)
                .FirstOrDefault(i => i.Element == missing && i.Stage == InstanceStage.Active);
            scope = made ?? Make(execution, scope, missing);
        }

        execution.SetVariables(scope, place.Variables);
        execution.Activate(scope, place.Element);
    }

    private static ElementInstance Make(Execution execution, ElementInstance scope, FlowElement element)
    {
        var made = execution.Add(scope, element, InstanceRole.Plain, 0, FeelContext.Empty, []);
        execution.Activated(made);
        try
        {
            Waits.Open(execution, made, execution.BoundaryOf(made).Concat(execution.EventStartsOf(made)));
        }
        catch (IncidentRaised incident)
        {
            execution.RaiseIncident(made, incident.Code, incident.Message);
        }

        return made;
    }

    private static void Terminate(Execution execution, ElementInstance instance)
    {
        while (true)
        {
            execution.Terminate(instance);
            if (instance.Parent is not { } scope)
            {
                execution.Finish(new ProcessOutcome.Terminated());
                return;
            }

            if (scope.LiveChildren > 0 || scope.Tokens > 0 || scope.Role == InstanceRole.Body)
            {
                return;
            }

            instance = scope;
        }
    }

    private static bool LeavesCalledProcessEmpty(Execution execution, Trigger.Modify modify) =>
        execution.State.IsCalled
        && modify.Activate.Count == 0
        && execution
            .State.Instances.Where(i => i.LiveChildren == 0)
            .All(leaf => modify.Terminate.Any(id => IsWithin(leaf, id)))
        && execution.State.Instances[0].Tokens == 0;

    private sealed record Place(
        FlowElement Element,
        ElementInstance Scope,
        Stack<FlowElement> Missing,
        FeelContext Variables
    );
}
