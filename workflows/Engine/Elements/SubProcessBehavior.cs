using Workflows.Bpmn;

namespace Workflows.Engine.Elements;

/// <summary>An embedded subprocess, and the process itself: a scope that begins at its none start event.</summary>
internal sealed class SubProcessBehavior : IElementBehavior
{
    public void Enter(Execution execution, ElementInstance instance)
    {
        // The process itself is begun by the engine, which knows the start event.
        if (instance.Element.Kind == ElementKind.SubProcess)
        {
            execution.Activate(instance, execution.Definition.Elements[instance.Element.NoneStart]);
        }
    }

    public void Withdraw(Execution execution, ElementInstance instance) { }
}
