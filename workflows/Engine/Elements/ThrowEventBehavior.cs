using Workflows.Bpmn;
using Workflows.Feel;

namespace Workflows.Engine.Elements;

/// <summary>
/// Intermediate throw and end events: each of their definitions in turn. A message is a job (as in Camunda 8), a compensation
/// is waited for, an error, a termination (R20) or a cancellation ends the event itself.
/// </summary>
internal sealed class ThrowEventBehavior : IElementBehavior
{
    public void Enter(Execution execution, ElementInstance instance)
    {
        while (instance.Thrown < instance.Element.Events.Count)
        {
            if (!Throw(execution, instance, instance.Element.Events[instance.Thrown]))
            {
                return;
            }

            Threw(execution, instance);
        }

        execution.Complete(instance, FeelContext.Empty);
    }

    public void Withdraw(Execution execution, ElementInstance instance)
    {
        if (OpenJob(instance) is not null)
        {
            WorkBehavior.Close(execution, instance);
        }
    }

    /// <summary>Everything that was to be undone before now is; then the rest of the event.</summary>
    public void Emptied(Execution execution, ElementInstance instance)
    {
        if (instance.Undoing is null)
        {
            // An escalation waits for its answer.
            return;
        }

        if (!Compensations.Next(execution, instance))
        {
            GoOn(execution, instance, FeelContext.Empty);
        }
    }

    /// <summary>The job that an event has open, or null.</summary>
    public static WorkDetails? OpenJob(ElementInstance instance) =>
        instance.Element.Kind is ElementKind.IntermediateThrowEvent or ElementKind.EndEvent
        && instance.Thrown < instance.Element.Events.Count
            ? instance.Element.Events[instance.Thrown].Work
            : null;

    /// <summary>What the event waited for has come: on with the rest of it.</summary>
    public static void GoOn(Execution execution, ElementInstance instance, FeelContext results)
    {
        Threw(execution, instance);
        if (instance.Thrown == instance.Element.Events.Count)
        {
            execution.Complete(instance, results);
            return;
        }

        Variables.Propagate(execution, instance, results);
        execution.Reopen(instance);
    }

    private static void Threw(Execution execution, ElementInstance instance) =>
        execution.Record(
            instance,
            HistoryIntent.PartThrown,
            FeelContext.Empty.With("thrown", instance.Thrown + 1)
        );

    /// <summary>Throws one definition; false when the event waits for something or is no more.</summary>
    private static bool Throw(Execution execution, ElementInstance instance, EventDefinition thrown)
    {
        var scope = new VariableScope(instance);
        switch (thrown.Kind)
        {
            case EventKind.Message:
                WorkBehavior.Open(execution, instance, thrown.Work!);
                return false;
            case EventKind.Signal:
                var signal = execution.Expressions.Text(thrown.Signal!, scope);
                execution.Emit(new Command.BroadcastSignal(signal, instance.Locals));
                return true;
            case EventKind.Escalation:
                var escalation = execution.Expressions.Text(thrown.Code!, scope);
                execution.Activated(instance);
                return Errors.Escalate(execution, instance, escalation, instance.Locals);
            case EventKind.Compensation:
                return !Compensations.Begin(execution, instance, instance.Parent!, thrown.ActivityRef);
            case EventKind.Link:
                return Link(execution, instance);
            case EventKind.Error:
                var code = execution.Expressions.Text(thrown.Code!, scope);
                execution.Activated(instance);
                Errors.Throw(
                    execution,
                    instance,
                    code,
                    $"The error end event '{instance.Element.Id}' was reached.",
                    instance.Locals
                );
                return false;
            case EventKind.Terminate:
                TerminateOthers(execution, instance);
                return true;
            case EventKind.Cancel:
                TransactionBehavior.Cancel(execution, instance);
                return false;
            default:
                throw new InvalidOperationException($"Nobody throws {thrown.Kind}.");
        }
    }

    /// <summary>A link goes on at the event that catches it, without a flow between (R21).</summary>
    private static bool Link(Execution execution, ElementInstance instance)
    {
        var scope = instance.Parent;
        var caught = execution.Definition.Elements[execution.Definition.Links[instance.Element.Index]];
        Threw(execution, instance);
        execution.Complete(instance, FeelContext.Empty, []);
        if (execution.State.Find(instance.Id) is null)
        {
            execution.Activate(scope, caught);
        }

        return false;
    }

    private static void TerminateOthers(Execution execution, ElementInstance instance)
    {
        var scope = instance.Parent!;
        foreach (var other in execution.State.ChildrenOf(scope).Where(i => i != instance).Reverse().ToList())
        {
            execution.Terminate(other);
        }

        execution.Record(scope, HistoryIntent.TokensDropped);
    }
}
