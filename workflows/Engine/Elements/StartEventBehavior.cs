using Workflows.Bpmn;
using Workflows.Feel;

namespace Workflows.Engine.Elements;

/// <summary>Start events: they let pass. One that needs several events waits for the rest of them.</summary>
internal sealed class StartEventBehavior : IElementBehavior
{
    public void Enter(Execution execution, ElementInstance instance)
    {
        if (instance.Element.Event != EventKind.ParallelMultiple)
        {
            execution.Complete(instance, FeelContext.Empty);
            return;
        }

        // The one that began it is about to be heard.
        var first = execution.State.Begin;
        Waits.Open(execution, instance, [instance.Element], wait => wait.WaitId != first);
    }

    public void Withdraw(Execution execution, ElementInstance instance)
    {
        if (instance.Element.Event == EventKind.ParallelMultiple)
        {
            Waits.Close(execution, instance, [instance.Element]);
        }
    }
}
