using System.Xml;
using System.Xml.Linq;

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

        if (FindSupport(xml) is not { } support)
        {
            return null;
        }

        CheckUnsupportedParts(xml);
        var definition = EventReader.Definition(xml);
        var extensions = new ZeebeExtensions(xml, context);
        var lines = (IXmlLineInfo)xml;
        return new FlowElement
        {
            Index = index,
            Id = id,
            Name = xml.Attribute("name")?.Value,
            Documentation = xml.Element(BpmnNames.Model + "documentation")?.Value,
            Kind = support.Kind,
            Event = support.Event,
            Scope = scope,
            Line = lines.LineNumber,
            Column = lines.LinePosition,
            Interrupting = xml.Attribute("cancelActivity")?.Value != "false",
            Inputs = extensions.Mappings("input"),
            Outputs = extensions.Mappings("output"),
            Work = Work(xml, support, extensions),
            Task = support.Kind == ElementKind.UserTask ? extensions.UserTask() : null,
            Message = Message(xml, support, definition),
            Timer = support.Event == EventKind.Timer ? EventReader.Timer(definition!, context) : null,
            ErrorCode =
                support.Event == EventKind.Error
                    ? EventReader.ErrorCode(definition!, support.Kind == ElementKind.BoundaryEvent, context)
                    : null,
            Script = support.Kind == ElementKind.ScriptTask ? extensions.Script() : null,
            Decision = support.Kind == ElementKind.BusinessRuleTask ? extensions.Decision() : null,
            Call = support.Kind == ElementKind.CallActivity ? extensions.Call() : null,
        };
    }

    private Support? FindSupport(XElement xml)
    {
        var definitions = EventReader.Definitions(xml);
        if (definitions.Count > 1)
        {
            context.Add(
                xml,
                "element_not_supported",
                "An event with several event definitions does not run here yet."
            );
            return null;
        }

        var definition = definitions.Count == 0 ? "" : definitions[0].Name.LocalName;
        var support = SupportTable.Find(xml.Name.LocalName, definition);
        if (support is null)
        {
            var what =
                definition.Length == 0 ? xml.Name.LocalName : $"{xml.Name.LocalName} with {definition}";
            context.Add(xml, "element_not_supported", $"A {what} does not run here yet.");
        }

        return support;
    }

    private void CheckUnsupportedParts(XElement xml)
    {
        foreach (var name in (string[])["multiInstanceLoopCharacteristics", "standardLoopCharacteristics"])
        {
            if (xml.Element(BpmnNames.Model + name) is { } loop)
            {
                context.Add(loop, "element_not_supported", $"{name} does not run here yet.");
            }
        }

        if (xml.Attribute("triggeredByEvent")?.Value == "true")
        {
            context.Add(xml, "element_not_supported", "An event subprocess does not run here yet.");
        }

        if (xml.Attribute("isForCompensation")?.Value == "true")
        {
            context.Add(xml, "element_not_supported", "A compensation handler does not run here yet.");
        }

        if (xml.Name.LocalName == "eventBasedGateway" && xml.Attribute("instantiate")?.Value == "true")
        {
            context.Add(
                xml,
                "element_not_supported",
                "An instantiating event-based gateway does not run here yet."
            );
        }

        if (xml.Name.LocalName == "receiveTask" && xml.Attribute("instantiate")?.Value == "true")
        {
            context.Add(xml, "element_not_supported", "An instantiating receive task does not run here yet.");
        }
    }

    private WorkDetails? Work(XElement xml, Support support, ZeebeExtensions extensions)
    {
        var mustWork =
            support.Kind is ElementKind.ServiceTask or ElementKind.SendTask
            || (
                support is
                { Event: EventKind.Message, Kind: ElementKind.EndEvent or ElementKind.IntermediateThrowEvent }
            );
        var mayWork = mustWork || support.Kind is ElementKind.ScriptTask or ElementKind.BusinessRuleTask;
        if (!mayWork)
        {
            return null;
        }

        // A throw event's job stands in its message event definition.
        var definition = EventReader.Definition(xml);
        var work =
            extensions.Work()
            ?? (definition is null ? null : new ZeebeExtensions(definition, context).Work());
        if (work is null && mustWork)
        {
            context.Add(
                xml,
                "task_definition_missing",
                $"This {xml.Name.LocalName} needs a zeebe:taskDefinition with a type."
            );
        }

        if (work is null && !mustWork && !HasOwnMeaning(support, extensions))
        {
            context.Add(
                xml,
                "task_definition_missing",
                support.Kind == ElementKind.ScriptTask
                    ? "A script task needs a zeebe:script or a zeebe:taskDefinition."
                    : "A business rule task needs a zeebe:calledDecision or a zeebe:taskDefinition."
            );
        }

        return work;
    }

    private static bool HasOwnMeaning(Support support, ZeebeExtensions extensions) =>
        support.Kind == ElementKind.ScriptTask
            ? extensions.Script() is not null
            : extensions.Decision() is not null;

    private MessageDetails? Message(XElement xml, Support support, XElement? definition) =>
        support switch
        {
            { Kind: ElementKind.ReceiveTask } => EventReader.Message(xml, needsKey: true, context),
            { Event: EventKind.Message, Kind: ElementKind.StartEvent } => EventReader.Message(
                definition!,
                needsKey: false,
                context
            ),
            {
                Event: EventKind.Message,
                Kind: ElementKind.IntermediateCatchEvent or ElementKind.BoundaryEvent
            } => EventReader.Message(definition!, needsKey: true, context),
            _ => null,
        };
}
