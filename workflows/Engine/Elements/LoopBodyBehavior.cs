using Workflows.Bpmn;
using Workflows.Feel;

namespace Workflows.Engine.Elements;

/// <summary>All instances of a multi-instance activity or a loop together (R48–R53).</summary>
internal sealed class LoopBodyBehavior : IElementBehavior
{
    public void Enter(Execution execution, ElementInstance instance)
    {
        var first = instance.Element.Loop switch
        {
            LoopDetails.MultiInstance multi => Items(execution, instance, multi),
            LoopDetails.Standard standard => Loop(execution, instance, standard),
            _ => throw new InvalidOperationException($"'{instance.Element.Id}' is no loop."),
        };
        execution.Record(instance, HistoryIntent.LoopStarted, first);
        execution.Activated(instance);
        GoOn(execution, instance);
    }

    public void Emptied(Execution execution, ElementInstance instance) => GoOn(execution, instance);

    public void Reopen(Execution execution, ElementInstance instance) { }

    private static void GoOn(Execution execution, ElementInstance body)
    {
        var loop = body.Loop!;
        var parallel = body.Element.Loop is LoopDetails.MultiInstance { Sequential: false };
        execution.Budget += parallel ? loop.Count * execution.Environment.ActivationsPerItem : 0;
        while (!loop.IsDone && (loop.Count < 0 || loop.Started < loop.Count))
        {
            execution.Budget += parallel || loop.Count < 0 ? 0 : execution.Environment.ActivationsPerItem;
            Loops.Iterate(execution, body);
            if (!parallel || execution.State.Find(body.Id) is null)
            {
                return;
            }
        }

        if (body.LiveChildren == 0)
        {
            var results = (body.Element.Loop as LoopDetails.MultiInstance)?.Results;
            execution.Complete(
                body,
                results is null ? FeelContext.Empty : FeelContext.Empty.With(results, Loops.Results(loop))
            );
        }
    }

    /// <summary>The items as they are now: later changes of the list do not matter (R50).</summary>
    private static FeelContext Items(
        Execution execution,
        ElementInstance body,
        LoopDetails.MultiInstance multi
    )
    {
        var scope = new VariableScope(body);
        if (multi.Collection is null)
        {
            var count = execution.Expressions.Any(multi.Cardinality!, scope);
            return
                count.TryGetInt64(out var number) && number >= 0 && number <= execution.Environment.MaxItems
                ? FeelContext.Empty.With("count", number)
                : throw execution.Expressions.Wrong(
                    IncidentCodes.ExpressionError,
                    multi.Cardinality!.Source,
                    $"a whole number up to {execution.Environment.MaxItems}"
                );
        }

        var value = execution.Expressions.Any(multi.Collection, scope);
        return value.TryGetList(out var list) && list.Count <= execution.Environment.MaxItems
            ? FeelContext.Empty.With("items", Variables.AsJson(value))
            : throw execution.Expressions.Wrong(
                IncidentCodes.ExpressionError,
                multi.Collection.Source,
                $"a list of up to {execution.Environment.MaxItems} items"
            );
    }

    private static FeelContext Loop(Execution execution, ElementInstance body, LoopDetails.Standard standard)
    {
        var begins =
            !standard.TestBefore
            || standard.Condition is not { } condition
            || execution.Expressions.Condition(
                condition,
                new VariableScope(body, FeelContext.Empty.With("loopCounter", 0))
            );
        return FeelContext.Empty.With("count", begins ? standard.Maximum ?? -1 : 0);
    }
}
