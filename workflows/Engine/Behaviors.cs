using System.Collections.Frozen;
using Workflows.Bpmn;
using Workflows.Engine.Elements;

namespace Workflows.Engine;

/// <summary>The one table: element → behaviour.</summary>
internal static class Behaviors
{
    private static readonly FrozenDictionary<ElementKind, IElementBehavior> Table = new Dictionary<
        ElementKind,
        IElementBehavior
    >
    {
        [ElementKind.Process] = new SubProcessBehavior(),
        [ElementKind.SubProcess] = new SubProcessBehavior(),
        [ElementKind.StartEvent] = new PassThroughBehavior(),
        [ElementKind.UndefinedTask] = new PassThroughBehavior(),
        [ElementKind.ManualTask] = new PassThroughBehavior(),
        [ElementKind.ParallelGateway] = new PassThroughBehavior(),
        [ElementKind.BoundaryEvent] = new PassThroughBehavior(),
        [ElementKind.ServiceTask] = new WorkBehavior(),
        [ElementKind.SendTask] = new WorkBehavior(),
        [ElementKind.IntermediateThrowEvent] = new ThrowEventBehavior(),
        [ElementKind.EndEvent] = new EndEventBehavior(),
        [ElementKind.IntermediateCatchEvent] = new CatchBehavior(),
        [ElementKind.ReceiveTask] = new CatchBehavior(),
        [ElementKind.UserTask] = new UserTaskBehavior(),
        [ElementKind.ScriptTask] = new ScriptTaskBehavior(),
        [ElementKind.BusinessRuleTask] = new BusinessRuleTaskBehavior(),
        [ElementKind.ExclusiveGateway] = new ExclusiveGatewayBehavior(),
        [ElementKind.InclusiveGateway] = new InclusiveGatewayBehavior(),
        [ElementKind.EventBasedGateway] = new EventBasedGatewayBehavior(),
        [ElementKind.CallActivity] = new CallActivityBehavior(),
    }.ToFrozenDictionary();

    /// <summary>What the element does.</summary>
    public static IElementBehavior Of(FlowElement element) => Table[element.Kind];
}
