using Workflows.Bpmn;

namespace Workflows.Engine.Elements;

/// <summary>Waits for whatever comes first behind it; the waits are the gateway's own (R19).</summary>
internal sealed class EventBasedGatewayBehavior : IElementBehavior
{
    public void Enter(Execution execution, ElementInstance instance) =>
        Waits.Open(execution, instance, Targets(execution, instance));

    public void Withdraw(Execution execution, ElementInstance instance) =>
        Waits.Close(execution, instance, Targets(execution, instance), null);

    /// <summary>The events behind a gateway.</summary>
    public static IEnumerable<FlowElement> Targets(Execution execution, ElementInstance instance) =>
        instance.Element.Outgoing.Select(flow =>
            execution.Definition.Elements[execution.Definition.Flows[flow].Target]
        );
}
