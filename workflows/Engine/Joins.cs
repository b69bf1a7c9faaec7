using Workflows.Bpmn;

namespace Workflows.Engine;

/// <summary>Where tokens come together: parallel joins count (R5–R7), inclusive joins look who can still come (R8, R10).</summary>
internal static class Joins
{
    /// <summary>A token has come along a flow.</summary>
    public static void Arrive(Execution execution, ElementInstance scope, SequenceFlow flow)
    {
        var target = execution.Definition.Elements[flow.Target];
        if (
            target
            is not { Kind: ElementKind.ParallelGateway or ElementKind.InclusiveGateway, Incoming.Count: > 1 }
        )
        {
            execution.Activate(scope, target);
            return;
        }

        var waiting = execution.State.Waiting;
        waiting[(scope.Id, flow.Index)] = waiting.GetValueOrDefault((scope.Id, flow.Index)) + 1;
        if (
            target.Kind == ElementKind.ParallelGateway
            && target.Incoming.All(f => waiting.ContainsKey((scope.Id, f)))
        )
        {
            Consume(execution, scope, target);
            execution.Activate(scope, target);
        }
    }

    /// <summary>Fires every inclusive join to which nobody can come any more; true when one did.</summary>
    public static bool FireInclusive(Execution execution)
    {
        var waiting = execution.State.Waiting;
        if (waiting.Count == 0)
        {
            return false;
        }

        var joins = waiting
            .Keys.Select(key => (key.Scope, Target: execution.Definition.Flows[key.Flow].Target))
            .Where(join => execution.Definition.Elements[join.Target].Kind == ElementKind.InclusiveGateway)
            .Distinct()
            .ToList();
        foreach (var (scopeId, target) in joins)
        {
            var scope = execution.State.Find(scopeId)!;
            var join = execution.Definition.Elements[target];
            if (CanFire(execution, scope, join))
            {
                Consume(execution, scope, join);
                execution.Activate(scope, join);
                return true;
            }
        }

        return false;
    }

    /// <summary>Does a token of this scope wait at a join?</summary>
    public static bool AnyWaiting(Execution execution, ElementInstance scope) =>
        execution.State.Waiting.Count > 0 && execution.State.Waiting.Keys.Any(key => key.Scope == scope.Id);

    /// <summary>A scope ends: its waiting tokens go with it (R7).</summary>
    public static void Forget(Execution execution, ElementInstance scope)
    {
        if (execution.State.Waiting.Count > 0)
        {
            foreach (var key in execution.State.Waiting.Keys.Where(key => key.Scope == scope.Id).ToList())
            {
                execution.State.Waiting.Remove(key);
            }
        }
    }

    /// <summary>Takes one token from each flow and keeps the rest for the next time (R6).</summary>
    private static void Consume(Execution execution, ElementInstance scope, FlowElement join)
    {
        var waiting = execution.State.Waiting;
        foreach (var flow in join.Incoming)
        {
            if (waiting.TryGetValue((scope.Id, flow), out var count))
            {
                if (count == 1)
                {
                    waiting.Remove((scope.Id, flow));
                }
                else
                {
                    waiting[(scope.Id, flow)] = count - 1;
                }
            }
        }
    }

    /// <summary>
    /// BPMN's rule (OMG issue BPMN2-289): nobody who can still reach an empty incoming flow, and not one that is already
    /// served, is on the way.
    /// </summary>
    private static bool CanFire(Execution execution, ElementInstance scope, FlowElement join)
    {
        var waiting = execution.State.Waiting;
        var served = join.Incoming.Where(f => waiting.ContainsKey((scope.Id, f))).ToList();
        var empty = join.Incoming.Except(served).ToList();
        return empty.Count == 0
            || !TokensIn(execution, scope)
                .Any(token =>
                    token != join.Index
                    && empty.Any(flow => Reachability.CanReach(execution.Definition, token, flow, join.Index))
                    && !served.Any(flow =>
                        Reachability.CanReach(execution.Definition, token, flow, join.Index)
                    )
                );
    }

    private static IEnumerable<int> TokensIn(Execution execution, ElementInstance scope) =>
        execution
            .State.Instances.Where(i => i.Parent == scope)
            .Select(i => i.Element.Index)
            .Concat(
                execution
                    .State.Waiting.Keys.Where(key => key.Scope == scope.Id)
                    .Select(key => execution.Definition.Flows[key.Flow].Target)
            );
}
