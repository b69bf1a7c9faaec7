using Workflows.Bpmn;
using Workflows.Feel;

namespace Workflows.Engine;

/// <summary>
/// Complex joins (BPMN 2.0 §13.4.5): one fires when its activation condition holds, and then waits for the tokens of its other
/// flows, as an inclusive join would, before it is as new again. In its condition <c>activationCount</c> is the number of
/// flows with a token, and each flow's id the number of its tokens.
/// </summary>
internal static class ComplexJoins
{
    /// <summary>Fires or renews the first join that can be; false when there is none.</summary>
    public static bool FireOne(Execution execution)
    {
        foreach (var ((scopeId, gateway), awaited) in execution.State.Fired)
        {
            var scope = execution.State.Find(scopeId)!;
            var join = execution.Definition.Elements[gateway];
            var served = awaited.Where(f => execution.State.TokensOn(scope, f) > 0).ToList();
            if (!Joins.IsSomebodyOnTheWay(execution, scope, join, served, awaited.Except(served).ToList()))
            {
                Renew(execution, scope, join, served);
                return true;
            }
        }

        foreach (var (scope, join) in Joins.Waiting(execution, ElementKind.ComplexGateway))
        {
            if (!execution.State.Fired.ContainsKey((scope.Id, join.Index)) && Holds(execution, scope, join))
            {
                Fire(execution, scope, join);
                return true;
            }
        }

        return false;
    }

    private static bool Holds(Execution execution, ElementInstance scope, FlowElement join)
    {
        var counts = FeelContext.Empty.With(
            "activationCount",
            join.Incoming.Count(f => execution.State.TokensOn(scope, f) > 0)
        );
        foreach (var flow in join.Incoming)
        {
            counts = counts.With(execution.Definition.Flows[flow].Id, execution.State.TokensOn(scope, flow));
        }

        // What is not true yet may become so with the next token.
        return execution.Expressions.Any(join.ActivationCondition!, new VariableScope(scope, counts)).IsTrue;
    }

    private static void Fire(Execution execution, ElementInstance scope, FlowElement join)
    {
        var served = join.Incoming.Where(f => execution.State.TokensOn(scope, f) > 0).ToList();
        Record(execution, scope, join, [], [.. join.Incoming.Except(served)]);
        execution.Activate(scope, join, served);
    }

    /// <summary>The late tokens are taken; flows whose condition holds now, with <c>waitingForStart</c> = false, are taken, too.</summary>
    private static void Renew(Execution execution, ElementInstance scope, FlowElement join, List<int> late)
    {
        Record(execution, scope, join, late, null);
        execution.LookAt(scope);
        var phase = new VariableScope(scope, FeelContext.Empty.With("waitingForStart", false));
        foreach (var flow in join.Outgoing)
        {
            if (
                execution.Definition.Flows[flow].Condition is { } condition
                && condition.Variables.Contains("waitingForStart")
                && execution.Expressions.Any(condition, phase).IsTrue
            )
            {
                execution.Take(scope, flow);
            }
        }
    }

    private static void Record(
        Execution execution,
        ElementInstance scope,
        FlowElement join,
        IEnumerable<int> taken,
        IEnumerable<int>? awaited
    )
    {
        FeelValue Ids(IEnumerable<int> flows) =>
            FeelValue.From(new FeelList(flows.Select(f => FeelValue.From(execution.Definition.Flows[f].Id))));
        var details = FeelContext.Empty.With("gateway", join.Id).With("taken", Ids(taken));
        execution.Record(
            scope,
            HistoryIntent.GatewayFired,
            awaited is null ? details : details.With("awaited", Ids(awaited))
        );
    }
}
