using Workflows.Bpmn;
using Workflows.Feel;

namespace Workflows.Engine.Elements;

/// <summary>
/// Waits for whatever comes first behind it; the waits are the gateway's own (R19). A parallel one that began the instance
/// waits for everything behind it.
/// </summary>
internal sealed class EventBasedGatewayBehavior : IElementBehavior
{
    public void Enter(Execution execution, ElementInstance instance)
    {
        var first = instance.Element.Instantiates ? execution.State.Begin : null;
        Waits.Open(execution, instance, Targets(execution, instance), wait => wait.WaitId != first);
    }

    public void Withdraw(Execution execution, ElementInstance instance) =>
        Waits.Close(execution, instance, OpenTargets(execution, instance));

    /// <summary>The events behind a gateway that are still waited for.</summary>
    public static IEnumerable<FlowElement> OpenTargets(Execution execution, ElementInstance instance) =>
        Targets(execution, instance).Where(e => instance.Received?.ContainsKey(Done(e)) != true);

    /// <summary>One of the events has come: its flow is taken, and it has happened.</summary>
    public static void Fire(
        Execution execution,
        ElementInstance gateway,
        FlowElement target,
        EventDefinition wait,
        FeelContext variables
    )
    {
        var scope = gateway.Parent!;
        var flow = gateway.Element.Outgoing.First(f => execution.Definition.Flows[f].Target == target.Index);
        if (gateway.Element.WaitsForAll)
        {
            Waits.Close(execution, gateway, [target], wait);
            execution.Record(
                gateway,
                HistoryIntent.EventReceived,
                FeelContext
                    .Empty.With("wait", Done(target))
                    .With("variables", FeelValue.From(FeelContext.Empty))
            );
        }
        else
        {
            Waits.Close(execution, gateway, Targets(execution, gateway), wait);
        }

        if (!gateway.Element.WaitsForAll || !OpenTargets(execution, gateway).Any())
        {
            execution.Complete(gateway, FeelContext.Empty, []);
        }

        execution.Record(
            new HistoryEvent(scope.Id, execution.Definition.Flows[flow].Id, HistoryIntent.SequenceFlowTaken)
        );
        var instance = execution.Add(scope, target, InstanceRole.Plain, 0, FeelContext.Empty, [flow]);
        execution.Complete(instance, variables);
    }

    private static string Done(FlowElement target) => target.Id + " done";

    private static IEnumerable<FlowElement> Targets(Execution execution, ElementInstance instance) =>
        instance.Element.Outgoing.Select(flow =>
            execution.Definition.Elements[execution.Definition.Flows[flow].Target]
        );
}
