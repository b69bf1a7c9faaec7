using System.Text;
using Workflows.Bpmn;

namespace Tests.Engine;

/// <summary>BPMN for tests: only what a test is about, the frame around it is added.</summary>
internal static class BpmnText
{
    /// <summary>A file with one executable process <c>p</c>; <paramref name="roots"/> are messages and errors beside it.</summary>
    public static byte[] File(string body, string roots = "") =>
        Encoding.UTF8.GetBytes(
            $"""
            <?xml version="1.0" encoding="UTF-8"?>
            <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" targetNamespace="t" id="d">
            {roots}
            <bpmn:process id="p" isExecutable="true">
            {body}
            </bpmn:process>
            </bpmn:definitions>
            """
        );

    /// <summary>The compiled process of such a file.</summary>
    public static ProcessDefinition Process(string body, string roots = "") =>
        BpmnReader.Read(File(body, roots)) switch
        {
            BpmnRead.Read read => read.Processes[0],
            BpmnRead.Refused refused => throw new InvalidOperationException(
                string.Join("\n", refused.Problems)
            ),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>Flows, each as <c>id:from-&gt;to</c>, with a condition after <c>?</c>.</summary>
    public static string Flows(params ReadOnlySpan<string> flows)
    {
        var text = new StringBuilder();
        foreach (var flow in flows)
        {
            var (head, condition) = flow.Split('?', 2) is [var h, var c] ? (h, c) : (flow, null);
            var id = head.Split(':')[0];
            var ends = head[(id.Length + 1)..].Split("->");
            text.Append("<bpmn:sequenceFlow id=\"")
                .Append(id)
                .Append("\" sourceRef=\"")
                .Append(ends[0])
                .Append("\" targetRef=\"")
                .Append(ends[1])
                .Append("\">");
            if (condition is not null)
            {
                text.Append("<bpmn:conditionExpression>=")
                    .Append(System.Security.SecurityElement.Escape(condition))
                    .Append("</bpmn:conditionExpression>");
            }

            text.AppendLine("</bpmn:sequenceFlow>");
        }

        return text.ToString();
    }

    /// <summary>A service task with a job of its own id as type.</summary>
    public static string Service(string id, string inside = "", string mappings = "") =>
        $"""<bpmn:serviceTask id="{id}"><bpmn:extensionElements><zeebe:taskDefinition type="{id}"/>{Mappings(mappings)}</bpmn:extensionElements>{inside}</bpmn:serviceTask>""";

    /// <summary>A message with a correlation key.</summary>
    public static string Message(string name, string key) =>
        $"""<bpmn:message id="m-{name}" name="{name}"><bpmn:extensionElements><zeebe:subscription correlationKey="{System.Security.SecurityElement.Escape(key)}"/></bpmn:extensionElements></bpmn:message>""";

    /// <summary>A boundary event with an event definition inside.</summary>
    public static string Boundary(
        string id,
        string on,
        string definition,
        bool interrupting = true,
        string mappings = ""
    ) =>
        $"""<bpmn:boundaryEvent id="{id}" attachedToRef="{on}" cancelActivity="{(interrupting ? "true" : "false")}"><bpmn:extensionElements>{Mappings(mappings)}</bpmn:extensionElements>{definition}</bpmn:boundaryEvent>""";

    public static string TimerAfter(string duration) =>
        $"<bpmn:timerEventDefinition><bpmn:timeDuration>{duration}</bpmn:timeDuration></bpmn:timerEventDefinition>";

    /// <summary>A start event named <c>s</c>.</summary>
    public const string Begin = "<bpmn:startEvent id=\"s\"/>";

    /// <summary>A gateway: <c>exclusive</c>, <c>parallel</c>, <c>inclusive</c>, <c>eventBased</c>, <c>complex</c>.</summary>
    public static string Gateway(string kind, string id, string attributes = "", string inside = "") =>
        $"<bpmn:{kind}Gateway id=\"{id}\" {attributes}>{inside}</bpmn:{kind}Gateway>";

    public static string End(string id, string definition = "") =>
        $"<bpmn:endEvent id=\"{id}\">{definition}</bpmn:endEvent>";

    public static string Throws(string id, string definition) =>
        $"<bpmn:intermediateThrowEvent id=\"{id}\">{definition}</bpmn:intermediateThrowEvent>";

    public static string Catches(string id, string definition, string attributes = "") =>
        $"<bpmn:intermediateCatchEvent id=\"{id}\" {attributes}>{definition}</bpmn:intermediateCatchEvent>";

    /// <summary>A subprocess that holds <paramref name="inside"/>; <paramref name="kind"/> may be <c>transaction</c>.</summary>
    public static string Sub(string id, string inside, string attributes = "", string kind = "subProcess") =>
        $"<bpmn:{kind} id=\"{id}\" {attributes}>{inside}</bpmn:{kind}>";

    /// <summary>An event subprocess that begins with <paramref name="definition"/> and does one job named after it.</summary>
    public static string EventSub(string id, string definition, bool interrupting = true, string job = "") =>
        Sub(
            id,
            $"<bpmn:startEvent id=\"{id}-start\" isInterrupting=\"{(interrupting ? "true" : "false")}\">{definition}</bpmn:startEvent>"
                + Service(job.Length == 0 ? $"{id}-job" : job)
                + Flows($"{id}-f:{id}-start->{(job.Length == 0 ? $"{id}-job" : job)}"),
            "triggeredByEvent=\"true\""
        );

    public static string SignalRef(string name) => $"<bpmn:signalEventDefinition signalRef=\"s-{name}\"/>";

    public static string Signal(string name) => $"<bpmn:signal id=\"s-{name}\" name=\"{name}\"/>";

    public static string ErrorRef(string code) => $"<bpmn:errorEventDefinition errorRef=\"e-{code}\"/>";

    public static string Error(string code) => $"<bpmn:error id=\"e-{code}\" errorCode=\"{code}\"/>";

    public static string EscalationRef(string code) =>
        $"<bpmn:escalationEventDefinition escalationRef=\"x-{code}\"/>";

    public static string Escalation(string code) =>
        $"<bpmn:escalation id=\"x-{code}\" escalationCode=\"{code}\"/>";

    public static string When(string condition) =>
        $"<bpmn:conditionalEventDefinition><bpmn:condition>={System.Security.SecurityElement.Escape(condition)}</bpmn:condition></bpmn:conditionalEventDefinition>";

    public static string Link(string name) => $"<bpmn:linkEventDefinition name=\"{name}\"/>";

    public const string Compensate = "<bpmn:compensateEventDefinition/>";

    /// <summary>A service task that <paramref name="undo"/> undoes.</summary>
    public static string Undoable(string id, string undo, string inside = "") =>
        Service(id, inside)
        + $"<bpmn:boundaryEvent id=\"{id}-undo\" attachedToRef=\"{id}\">{Compensate}</bpmn:boundaryEvent>"
        + $"<bpmn:serviceTask id=\"{undo}\" isForCompensation=\"true\"><bpmn:extensionElements><zeebe:taskDefinition type=\"{undo}\"/></bpmn:extensionElements></bpmn:serviceTask>"
        + $"<bpmn:association id=\"{id}-a\" sourceRef=\"{id}-undo\" targetRef=\"{undo}\"/>";

    /// <summary>A multi-instance mark over <c>items</c>.</summary>
    public static string ForEach(
        string collection = "items",
        bool sequential = false,
        string zeebe = "inputElement=\"item\"",
        string completion = ""
    ) =>
        $"<bpmn:multiInstanceLoopCharacteristics isSequential=\"{(sequential ? "true" : "false")}\"><bpmn:extensionElements><zeebe:loopCharacteristics inputCollection=\"={collection}\" {zeebe}/></bpmn:extensionElements>"
        + (
            completion.Length == 0
                ? ""
                : $"<bpmn:completionCondition>={System.Security.SecurityElement.Escape(completion)}</bpmn:completionCondition>"
        )
        + "</bpmn:multiInstanceLoopCharacteristics>";

    public static string MessageRef(string name) =>
        $"""<bpmn:messageEventDefinition messageRef="m-{name}"/>""";

    private static string Mappings(string mappings) =>
        mappings.Length == 0 ? "" : $"<zeebe:ioMapping>{mappings}</zeebe:ioMapping>";
}
