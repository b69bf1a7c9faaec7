using Workflows.Bpmn;
using Workflows.Feel;

namespace Workflows.Engine.Elements;

/// <summary>
/// The process itself: it listens for its event subprocesses and begins at its none start event, or with the event that began
/// it.
/// </summary>
internal sealed class ProcessBehavior : IElementBehavior
{
    public void Enter(Execution execution, ElementInstance instance)
    {
        Waits.Open(execution, instance, execution.EventStartsOf(instance));
        execution.Activated(instance);
        if (execution.State.Begin is not { } waitId)
        {
            execution.Activate(instance, execution.Definition.Elements[instance.Element.NoneStart]);
            return;
        }

        var (element, wait) = execution.Definition.FindWait(waitId)!;
        var variables = instance.Results;
        var gateway = InstantiatingGateway(execution, element);
        if (gateway is { WaitsForAll: true } || element.Event == EventKind.ParallelMultiple)
        {
            // The first of several events: the others are waited for.
            var waiting = execution.Activate(instance, gateway ?? element);
            if (waiting.Incident is null)
            {
                Occurrences.Occur(execution, waiting, element, wait, variables, execution.Now);
            }

            return;
        }

        var begun = execution.Add(instance, element, InstanceRole.Plain, 0, FeelContext.Empty, []);
        execution.Complete(begun, variables);
    }

    private static FlowElement? InstantiatingGateway(Execution execution, FlowElement element) =>
        element
            .Incoming.Select(f => execution.Definition.Elements[execution.Definition.Flows[f].Source])
            .FirstOrDefault(e => e is { Kind: ElementKind.EventBasedGateway, Instantiates: true });
}
