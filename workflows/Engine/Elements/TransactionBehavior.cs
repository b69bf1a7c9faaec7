using Workflows.Bpmn;
using Workflows.Feel;

namespace Workflows.Engine.Elements;

/// <summary>
/// A transaction: a subprocess that a cancel end event can take back. What runs in it ends, what has completed is undone, the
/// latest first, and it is left by its cancel boundary event (BPMN 2.0 §10.5.6).
/// </summary>
internal sealed class TransactionBehavior : IElementBehavior
{
    public void Enter(Execution execution, ElementInstance instance) =>
        SubProcessBehavior.Begin(execution, instance);

    public void Reopen(Execution execution, ElementInstance instance) { }

    public void Emptied(Execution execution, ElementInstance instance)
    {
        if (instance.Undoing is null)
        {
            execution.Complete(instance, FeelContext.Empty);
        }
        else if (!Compensations.Next(execution, instance))
        {
            Cancelled(execution, instance);
        }
    }

    /// <summary>A cancel end event has been reached: the transaction around it is taken back.</summary>
    public static void Cancel(Execution execution, ElementInstance end)
    {
        execution.Activated(end);
        var transaction = end.Parent!;
        while (transaction.Element.Kind != ElementKind.Transaction)
        {
            transaction = transaction.Parent!;
        }

        execution.Interrupt(transaction);
        if (!Compensations.Begin(execution, transaction, transaction, null))
        {
            Cancelled(execution, transaction);
        }
    }

    private static void Cancelled(Execution execution, ElementInstance transaction)
    {
        // In a multi-instance transaction one that is cancelled cancels them all.
        var holder = transaction.Role == InstanceRole.Iteration ? transaction.Parent! : transaction;
        var boundary = execution.BoundaryOf(holder).First(b => b.Events.Any(e => e.Kind == EventKind.Cancel));
        Occurrences.FireBoundary(execution, holder, boundary, FeelContext.Empty);
    }
}
