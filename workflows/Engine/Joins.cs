using Workflows.Bpmn;

namespace Workflows.Engine;

/// <summary>Where a token comes to: an element begins, a parallel join counts (R5–R7), other joins wait to be asked.</summary>
internal static class Joins
{
    /// <summary>A token has come along a flow.</summary>
    public static void Arrive(Execution execution, int scopeId, int flow)
    {
        // It may have been taken by a join already, or have gone with its scope.
        if (execution.State.Find(scopeId) is not { } scope || execution.State.TokensOn(scope, flow) == 0)
        {
            return;
        }

        var target = execution.Definition.Elements[execution.Definition.Flows[flow].Target];
        if (target.Incoming.Count <= 1)
        {
            execution.Activate(scope, target, flow);
            return;
        }

        switch (target.Kind)
        {
            case ElementKind.ParallelGateway:
                if (target.Incoming.All(f => execution.State.TokensOn(scope, f) > 0))
                {
                    execution.Activate(scope, target, target.Incoming);
                }

                break;
            case ElementKind.InclusiveGateway or ElementKind.ComplexGateway:
                break;
            default:
                execution.Activate(scope, target, flow);
                break;
        }
    }

    /// <summary>The joins of a kind at which tokens wait, each with its scope.</summary>
    public static List<(ElementInstance Scope, FlowElement Join)> Waiting(
        Execution execution,
        ElementKind kind
    )
    {
        var state = execution.State;
        if (state.Waiting.Count == 0)
        {
            return [];
        }

        return
        [
            .. state
                .Waiting.Keys.Select(key =>
                    (
                        key.Scope,
                        Join: execution.Definition.Elements[execution.Definition.Flows[key.Flow].Target]
                    )
                )
                .Where(w => w.Join.Kind == kind)
                .Distinct()
                .OrderBy(w => (w.Scope, w.Join.Index))
                .Select(w => (state.Find(w.Scope)!, w.Join)),
        ];
    }

    /// <summary>
    /// BPMN's rule (OMG issue BPMN2-289, R8): can somebody still come to one of the <paramref name="empty"/> incoming flows
    /// who cannot as well come to one of the <paramref name="served"/> ones?
    /// </summary>
    public static bool IsSomebodyOnTheWay(
        Execution execution,
        ElementInstance scope,
        FlowElement join,
        IReadOnlyCollection<int> served,
        IReadOnlyCollection<int> empty
    )
    {
        if (empty.Count == 0)
        {
            return false;
        }

        var reachability = execution.Definition.Reachability;
        foreach (var token in TokensIn(execution, scope))
        {
            if (token == join.Index)
            {
                continue;
            }

            var reached = reachability.From(token, join);
            if (Any(reached, join, empty) && !Any(reached, join, served))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Any(ReadOnlySpan<ulong> reached, FlowElement join, IReadOnlyCollection<int> flows)
    {
        for (var place = 0; place < join.Incoming.Count; place++)
        {
            if ((reached[place / 64] & (1UL << (place % 64))) != 0 && flows.Contains(join.Incoming[place]))
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<int> TokensIn(Execution execution, ElementInstance scope) =>
        execution
            .State.ChildrenOf(scope)
            .Select(i => i.Element.Index)
            .Concat(
                execution
                    .State.Waiting.Keys.Where(key => key.Scope == scope.Id)
                    .Select(key => execution.Definition.Flows[key.Flow].Target)
            );
}
