namespace Workflows.Bpmn;

/// <summary>The kinds of flow element this engine runs. The root of every graph is the process itself.</summary>
public enum ElementKind
{
    Process,
    StartEvent,
    EndEvent,
    IntermediateCatchEvent,
    IntermediateThrowEvent,
    BoundaryEvent,
    UndefinedTask,
    ManualTask,
    ServiceTask,
    SendTask,
    UserTask,
    ReceiveTask,
    ScriptTask,
    BusinessRuleTask,
    ExclusiveGateway,
    ParallelGateway,
    InclusiveGateway,
    EventBasedGateway,
    ComplexGateway,
    SubProcess,
    Transaction,
    AdHocSubProcess,
    EventSubProcess,
    CallActivity,
}
