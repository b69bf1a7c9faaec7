using Workflows.Bpmn;
using Workflows.Feel;

namespace Workflows.Engine;

/// <summary>What the iterations of a multi-instance activity or loop, and the strands of an ad-hoc subprocess, give their body.</summary>
internal static class Loops
{
    /// <summary>Begins the next iteration of a body.</summary>
    public static void Iterate(Execution execution, ElementInstance body)
    {
        var number = body.Loop!.Started + 1;
        execution.Record(body, HistoryIntent.LoopAdvanced, FeelContext.Empty.With("started", number));
        var instance = execution.Add(
            body,
            body.Element,
            InstanceRole.Iteration,
            number,
            FeelContext.Empty,
            []
        );
        var locals = FeelContext.Empty.With("loopCounter", number);
        if (body.Element.Loop is LoopDetails.MultiInstance multi)
        {
            if (multi.Item is { } item && body.Loop.Items is { } items)
            {
                locals = locals.With(item, items[number - 1]);
            }

            // The result is the instance's own, whoever else has a variable of that name (R51).
            if (multi.ResultVariable is { } result && !locals.ContainsKey(result))
            {
                locals = locals.With(result, FeelValue.Null);
            }
        }

        execution.SetVariables(instance, locals);
        if (execution.WithinBudget(instance))
        {
            execution.Enter(instance);
        }
    }

    /// <summary>
    /// An iteration or strand is about to complete: its result and whether that is enough are evaluated in its own scope (R52),
    /// and kept at the body.
    /// </summary>
    public static void Collect(Execution execution, ElementInstance instance)
    {
        if (instance.Role is not (InstanceRole.Iteration or InstanceRole.Strand))
        {
            return;
        }

        var body = instance.Parent!;
        var details = FeelContext.Empty.With("completed", instance.Counter);
        var result =
            instance.Role == InstanceRole.Strand
                ? body.Element.AdHoc!.Result
                : (body.Element.Loop as LoopDetails.MultiInstance)?.Result;
        if (result is not null)
        {
            details = details.With(
                "result",
                Variables.AsJson(execution.Expressions.Any(result, new VariableScope(instance)))
            );
        }

        if (IsEnough(execution, instance, body))
        {
            details = details.With("done", true);
        }

        execution.Record(body, HistoryIntent.LoopAdvanced, details);
    }

    /// <summary>An iteration or strand has ended: whether the rest is still needed.</summary>
    public static void Ended(Execution execution, ElementInstance instance)
    {
        if (
            instance
                is not {
                    Role: InstanceRole.Iteration or InstanceRole.Strand,
                    Parent: { Loop: { IsDone: true } } body
                }
            || (instance.Role == InstanceRole.Strand && !body.Element.AdHoc!.CancelRemaining)
        )
        {
            return;
        }

        foreach (var rest in execution.State.ChildrenOf(body).Reverse().ToList())
        {
            execution.Terminate(rest);
        }
    }

    /// <summary>The results as one list, in the order of the items (R51); null where nothing ended that far.</summary>
    public static FeelValue Results(LoopState loop)
    {
        var count = Math.Max(loop.Count, loop.Results.Count == 0 ? 0 : loop.Results.Keys.Max());
        return FeelValue.From(
            new FeelList(Enumerable.Range(1, count).Select(number => loop.Results.GetValueOrDefault(number)))
        );
    }

    private static bool IsEnough(Execution execution, ElementInstance instance, ElementInstance body)
    {
        var loop = body.Loop!;
        switch (body.Element.Loop)
        {
            case LoopDetails.MultiInstance multi when instance.Role == InstanceRole.Iteration:
                return multi.Completion is { } completion
                    && execution.Expressions.Condition(
                        completion,
                        new VariableScope(instance, Counts(execution, body))
                    );
            case LoopDetails.Standard standard when instance.Role == InstanceRole.Iteration:
                return standard.Maximum <= loop.Started
                    || (
                        standard.Condition is { } again
                        && !execution.Expressions.Condition(
                            again,
                            new VariableScope(body, FeelContext.Empty.With("loopCounter", instance.Counter))
                        )
                    );
            default:
                return body.Element.AdHoc?.Completion is { } enough
                    && execution.Expressions.Condition(enough, new VariableScope(instance));
        }
    }

    // The instance that completes right now counts as completed.
    private static FeelContext Counts(Execution execution, ElementInstance body)
    {
        var loop = body.Loop!;
        return FeelContext
            .Empty.With("numberOfInstances", loop.Count)
            .With("numberOfActiveInstances", execution.State.ChildrenOf(body).Count() - 1)
            .With("numberOfCompletedInstances", loop.Completed + 1)
            .With("numberOfTerminatedInstances", loop.Terminated);
    }
}
