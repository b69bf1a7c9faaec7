using System.Xml;
using System.Xml.Linq;
using Workflows.Feel;

namespace Workflows.Bpmn;

/// <summary>Reads one flow node into its <see cref="FlowElement"/>, or notes why it does not run.</summary>
internal sealed class ElementReader(ReadingContext context)
{
    /// <summary>The element, or null after a problem that leaves nothing to go on with.</summary>
    public FlowElement? Read(XElement xml, int index, int scope)
    {
        if (xml.Attribute("id")?.Value is not { Length: > 0 } id)
        {
            context.Add(xml, "id_missing", $"This {xml.Name.LocalName} has no id.");
            return null;
        }

        if (FindSupport(xml) is not { Kind: { } kind } support)
        {
            return null;
        }

        kind = IsEventSubProcess(xml) ? ElementKind.EventSubProcess : kind;
        var extensions = new ZeebeExtensions(xml, context);
        var loops = new LoopReader(context);
        var data = new DataReader(xml, context);
        var lines = (IXmlLineInfo)xml;
        return new FlowElement
        {
            Index = index,
            Id = id,
            Name = xml.Attribute("name")?.Value,
            Documentation = xml.Element(BpmnNames.Model + "documentation")?.Value,
            Kind = kind,
            Event = kind == ElementKind.ReceiveTask ? EventKind.None : support.Event,
            Scope = scope,
            Line = lines.LineNumber,
            Column = lines.LinePosition,
            Interrupting = IsInterrupting(xml),
            Inputs = extensions.Mappings("input"),
            Outputs = extensions.Mappings("output"),
            DataInputs = data.Inputs(),
            DataOutputs = data.Outputs(),
            Work = Work(xml, kind, extensions),
            Task = kind == ElementKind.UserTask ? extensions.UserTask() : null,
            Events = EventReader.Read(xml, id, kind, context),
            Loop = loops.Loop(xml),
            AdHoc = kind == ElementKind.AdHocSubProcess ? loops.AdHoc(xml, extensions) : null,
            Listeners = extensions.Listeners(),
            Properties = extensions.Properties(),
            ActivationCondition = Activation(xml),
            IsForCompensation = xml.Attribute("isForCompensation")?.Value == "true",
            Instantiates =
                kind is ElementKind.ReceiveTask or ElementKind.EventBasedGateway
                && xml.Attribute("instantiate")?.Value == "true",
            WaitsForAll = xml.Attribute("eventGatewayType")?.Value == "Parallel",
            Script = kind == ElementKind.ScriptTask ? extensions.Script() : null,
            Decision = kind == ElementKind.BusinessRuleTask ? extensions.Decision() : null,
            Call = kind == ElementKind.CallActivity ? extensions.Call() : null,
        };
    }

    private static bool IsEventSubProcess(XElement xml) =>
        xml.Name.LocalName == "subProcess" && xml.Attribute("triggeredByEvent")?.Value == "true";

    private static bool IsInterrupting(XElement xml) =>
        xml.Attribute("cancelActivity")?.Value != "false"
        && xml.Attribute("isInterrupting")?.Value != "false";

    private static EventPosition PositionOf(XElement xml) =>
        xml.Name.LocalName switch
        {
            "startEvent" when IsEventSubProcess(xml.Parent!) => IsInterrupting(xml)
                ? EventPosition.EventSubProcessInterrupting
                : EventPosition.EventSubProcessNonInterrupting,
            "startEvent" => xml.Parent!.Name.LocalName == "process"
                ? EventPosition.ProcessStart
                : EventPosition.SubProcessStart,
            "boundaryEvent" => IsInterrupting(xml)
                ? EventPosition.BoundaryInterrupting
                : EventPosition.BoundaryNonInterrupting,
            _ => EventPosition.Flow,
        };

    private Support? FindSupport(XElement xml)
    {
        var kind = EventReader.KindOf(xml);
        var position = PositionOf(xml);
        var row = SupportTable.Find(xml.Name.LocalName, kind, position);
        if (row is not null && row.Verdict != SupportVerdict.Refused)
        {
            return row;
        }

        var what =
            kind == EventKind.None
                ? $"A {xml.Name.LocalName} without an event"
                : $"A {xml.Name.LocalName} for {kind}";
        context.Add(
            xml,
            "element_not_supported",
            position switch
            {
                EventPosition.Flow when kind == EventKind.None && row is not null =>
                    $"A {xml.Name.LocalName} does not run here. {row.Note}",
                _ => $"{what} does not run here ({position}). {row?.Note}".TrimEnd(),
            }
        );
        return null;
    }

    private FeelExpression? Activation(XElement xml) =>
        xml.Element(BpmnNames.Model + "activationCondition")?.Value.Trim() is { Length: > 0 } text
            ? context.Expression(xml, text)
            : null;

    private WorkDetails? Work(XElement xml, ElementKind kind, ZeebeExtensions extensions)
    {
        var mustWork = kind is ElementKind.ServiceTask or ElementKind.SendTask;
        var mayWork =
            mustWork
            || kind is ElementKind.ScriptTask or ElementKind.BusinessRuleTask or ElementKind.AdHocSubProcess;
        if (!mayWork)
        {
            return null;
        }

        var work = extensions.Work();
        if (work is null && mustWork)
        {
            context.Add(
                xml,
                "task_definition_missing",
                $"This {xml.Name.LocalName} needs a zeebe:taskDefinition with a type."
            );
        }

        if (work is null && kind == ElementKind.ScriptTask && extensions.Script() is null)
        {
            context.Add(
                xml,
                "task_definition_missing",
                "A script task needs a zeebe:script or a zeebe:taskDefinition."
            );
        }

        if (work is null && kind == ElementKind.BusinessRuleTask && extensions.Decision() is null)
        {
            context.Add(
                xml,
                "task_definition_missing",
                "A business rule task needs a zeebe:calledDecision or a zeebe:taskDefinition."
            );
        }

        return work;
    }
}
