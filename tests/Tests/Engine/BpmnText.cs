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

    public static string MessageRef(string name) =>
        $"""<bpmn:messageEventDefinition messageRef="m-{name}"/>""";

    private static string Mappings(string mappings) =>
        mappings.Length == 0 ? "" : $"<zeebe:ioMapping>{mappings}</zeebe:ioMapping>";
}
