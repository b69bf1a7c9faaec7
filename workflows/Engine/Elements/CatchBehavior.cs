using Workflows.Bpmn;
using Workflows.Feel;

namespace Workflows.Engine.Elements;

/// <summary>Receive tasks and intermediate catch events: wait for what they name. A caught link lets pass (R21).</summary>
internal sealed class CatchBehavior : IElementBehavior
{
    public void Enter(Execution execution, ElementInstance instance)
    {
        if (instance.Element.Event == EventKind.Link)
        {
            execution.Complete(instance, FeelContext.Empty);
        }
        else
        {
            Waits.Open(execution, instance, [instance.Element]);
        }
    }

    public void Withdraw(Execution execution, ElementInstance instance) =>
        Waits.Close(execution, instance, [instance.Element]);
}
