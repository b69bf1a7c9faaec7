using System.Collections.Frozen;
using Workflows.Bpmn;
using Workflows.Engine.Elements;

namespace Workflows.Engine;

/// <summary>The one table: element → behaviour.</summary>
internal static class Behaviors
{
    private static readonly LoopBodyBehavior Body = new();
    private static readonly StrandBehavior Strand = new();
    private static readonly UndoneBehavior Undone = new();

    private static readonly FrozenDictionary<ElementKind, IElementBehavior> Table = new Dictionary<
        ElementKind,
        IElementBehavior
    >
    {
        [ElementKind.Process] = new ProcessBehavior(),
        [ElementKind.SubProcess] = new SubProcessBehavior(),
        [ElementKind.Transaction] = new TransactionBehavior(),
        [ElementKind.EventSubProcess] = new EventSubProcessBehavior(),
        [ElementKind.AdHocSubProcess] = new AdHocSubProcessBehavior(),
        [ElementKind.StartEvent] = new StartEventBehavior(),
        [ElementKind.UndefinedTask] = new PassThroughBehavior(),
        [ElementKind.ManualTask] = new PassThroughBehavior(),
        [ElementKind.ParallelGateway] = new PassThroughBehavior(),
        [ElementKind.BoundaryEvent] = new PassThroughBehavior(),
        [ElementKind.ServiceTask] = new WorkBehavior(),
        [ElementKind.SendTask] = new WorkBehavior(),
        [ElementKind.IntermediateThrowEvent] = new ThrowEventBehavior(),
        [ElementKind.EndEvent] = new ThrowEventBehavior(),
        [ElementKind.IntermediateCatchEvent] = new CatchBehavior(),
        [ElementKind.ReceiveTask] = new CatchBehavior(),
        [ElementKind.UserTask] = new UserTaskBehavior(),
        [ElementKind.ScriptTask] = new ScriptTaskBehavior(),
        [ElementKind.BusinessRuleTask] = new BusinessRuleTaskBehavior(),
        [ElementKind.ExclusiveGateway] = new ExclusiveGatewayBehavior(),
        [ElementKind.InclusiveGateway] = new InclusiveGatewayBehavior(),
        [ElementKind.ComplexGateway] = new ComplexGatewayBehavior(),
        [ElementKind.EventBasedGateway] = new EventBasedGatewayBehavior(),
        [ElementKind.CallActivity] = new CallActivityBehavior(),
    }.ToFrozenDictionary();

    /// <summary>What the element instance does.</summary>
    public static IElementBehavior Of(ElementInstance instance) =>
        instance.Role switch
        {
            InstanceRole.Body => Body,
            InstanceRole.Strand => Strand,
            InstanceRole.Undone => Undone,
            _ => Table[instance.Element.Kind],
        };
}
