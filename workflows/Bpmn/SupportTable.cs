namespace Workflows.Bpmn;

/// <summary>
/// The one table of what runs: element × event definition. The reader refuses what is not in it, naming the element; the
/// documentation page and the designer's lint are made from it.
/// </summary>
public static class SupportTable
{
    private static readonly Support[] Rows =
    [
        new("startEvent", "", ElementKind.StartEvent, EventKind.None),
        new("startEvent", "messageEventDefinition", ElementKind.StartEvent, EventKind.Message),
        new("startEvent", "timerEventDefinition", ElementKind.StartEvent, EventKind.Timer),
        new("endEvent", "", ElementKind.EndEvent, EventKind.None),
        new("endEvent", "messageEventDefinition", ElementKind.EndEvent, EventKind.Message),
        new("endEvent", "errorEventDefinition", ElementKind.EndEvent, EventKind.Error),
        new("endEvent", "terminateEventDefinition", ElementKind.EndEvent, EventKind.Terminate),
        new(
            "intermediateCatchEvent",
            "messageEventDefinition",
            ElementKind.IntermediateCatchEvent,
            EventKind.Message
        ),
        new(
            "intermediateCatchEvent",
            "timerEventDefinition",
            ElementKind.IntermediateCatchEvent,
            EventKind.Timer
        ),
        new("intermediateThrowEvent", "", ElementKind.IntermediateThrowEvent, EventKind.None),
        new(
            "intermediateThrowEvent",
            "messageEventDefinition",
            ElementKind.IntermediateThrowEvent,
            EventKind.Message
        ),
        new("boundaryEvent", "messageEventDefinition", ElementKind.BoundaryEvent, EventKind.Message),
        new("boundaryEvent", "timerEventDefinition", ElementKind.BoundaryEvent, EventKind.Timer),
        new("boundaryEvent", "errorEventDefinition", ElementKind.BoundaryEvent, EventKind.Error),
        new("task", "", ElementKind.UndefinedTask, EventKind.None),
        new("manualTask", "", ElementKind.ManualTask, EventKind.None),
        new("serviceTask", "", ElementKind.ServiceTask, EventKind.None),
        new("sendTask", "", ElementKind.SendTask, EventKind.None),
        new("userTask", "", ElementKind.UserTask, EventKind.None),
        new("receiveTask", "", ElementKind.ReceiveTask, EventKind.None),
        new("scriptTask", "", ElementKind.ScriptTask, EventKind.None),
        new("businessRuleTask", "", ElementKind.BusinessRuleTask, EventKind.None),
        new("exclusiveGateway", "", ElementKind.ExclusiveGateway, EventKind.None),
        new("parallelGateway", "", ElementKind.ParallelGateway, EventKind.None),
        new("inclusiveGateway", "", ElementKind.InclusiveGateway, EventKind.None),
        new("eventBasedGateway", "", ElementKind.EventBasedGateway, EventKind.None),
        new("subProcess", "", ElementKind.SubProcess, EventKind.None),
        new("callActivity", "", ElementKind.CallActivity, EventKind.None),
    ];

    private static readonly HashSet<string> FlowNodeNames =
    [
        .. Rows.Select(row => row.Element),
        "complexGateway",
        "transaction",
        "adHocSubProcess",
        "subChoreography",
        "callChoreography",
        "choreographyTask",
    ];

    /// <summary>Every combination that runs.</summary>
    public static IReadOnlyList<Support> Supported => Rows;

    /// <summary>Is this the name of a BPMN flow node, supported or not?</summary>
    public static bool IsFlowNode(string localName) => FlowNodeNames.Contains(localName);

    /// <summary>The row of an element with an event definition ("" for none), or null when it does not run.</summary>
    public static Support? Find(string element, string eventDefinition) =>
        Array.Find(Rows, row => row.Element == element && row.EventDefinition == eventDefinition);
}

/// <summary>One combination that runs.</summary>
/// <param name="Element">The BPMN element's local name.</param>
/// <param name="EventDefinition">The event definition's local name, or "".</param>
/// <param name="Kind">What it is in the graph.</param>
/// <param name="Event">What kind of event it is.</param>
public sealed record Support(string Element, string EventDefinition, ElementKind Kind, EventKind Event);
