using Workflows.Bpmn;
using Workflows.Feel;

namespace Workflows.Engine.Elements;

/// <summary>Parallel gateways, undefined and manual tasks, fired boundary events: nothing to wait for.</summary>
internal sealed class PassThroughBehavior : IElementBehavior
{
    public void Enter(Execution execution, ElementInstance instance) =>
        // A parallel gateway takes every flow; conditions on them have no meaning.
        execution.Complete(
            instance,
            FeelContext.Empty,
            instance.Element.Kind == ElementKind.ParallelGateway ? instance.Element.Outgoing : null
        );
}
