using Workflows.Bpmn;
using Workflows.Feel;

namespace Workflows.Engine.Elements;

/// <summary>Intermediate throw events: a none event passes, a message event is a job (as in Camunda 8).</summary>
internal sealed class ThrowEventBehavior : IElementBehavior
{
    public void Enter(Execution execution, ElementInstance instance)
    {
        if (instance.Element.Event == EventKind.Message)
        {
            WorkBehavior.Open(execution, instance);
        }
        else
        {
            execution.Complete(instance, FeelContext.Empty);
        }
    }

    public void Withdraw(Execution execution, ElementInstance instance)
    {
        if (instance.Element.Event == EventKind.Message)
        {
            WorkBehavior.Close(execution, instance);
        }
    }
}
