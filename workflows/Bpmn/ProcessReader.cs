using System.Xml;
using System.Xml.Linq;

namespace Workflows.Bpmn;

/// <summary>Reads one `bpmn:process` into a graph.</summary>
internal sealed partial class ProcessReader(ReadingContext context)
{
    private static readonly HashSet<string> Harmless =
    [
        "documentation",
        "extensionElements",
        "laneSet",
        "textAnnotation",
        "association",
        "group",
        "dataObject",
        "dataObjectReference",
        "dataStoreReference",
        "incoming",
        "outgoing",
        "ioSpecification",
        "property",
        "dataInputAssociation",
        "dataOutputAssociation",
        "multiInstanceLoopCharacteristics",
        "standardLoopCharacteristics",
        "completionCondition",
        "ioBinding",
        "auditing",
        "monitoring",
        "supportedInterfaceRef",
        "correlationSubscription",
        "resourceRole",
        "performer",
        "humanPerformer",
        "potentialOwner",
    ];

    private readonly List<FlowElement> elements = [];
    private readonly Dictionary<string, FlowElement> byId = new(StringComparer.Ordinal);
    private readonly Dictionary<FlowElement, XElement> sources = [];
    private readonly List<(XElement Xml, int Scope)> flowXml = [];
    private readonly List<SequenceFlow> flows = [];

    /// <summary>Arrows whose condition has a problem of its own: none of them lacks one.</summary>
    private readonly HashSet<int> brokenConditions = [];

    /// <summary>Elements that an arrow with a problem of its own was meant to reach.</summary>
    private readonly HashSet<int> reachedAnyway = [];

    /// <summary>The graph; check <see cref="ReadingContext.Problems"/> before using it.</summary>
    public ProcessDefinition? Read(XElement process)
    {
        if (process.Attribute("id")?.Value is not { Length: > 0 } id)
        {
            context.Add(process, "id_missing", "The process has no id.");
            return null;
        }

        var lines = (IXmlLineInfo)process;
        Add(
            new FlowElement
            {
                Index = 0,
                Id = id,
                Name = process.Attribute("name")?.Value,
                Documentation = process.Element(BpmnNames.Model + "documentation")?.Value,
                Kind = ElementKind.Process,
                Scope = -1,
                Line = lines.LineNumber,
                Column = lines.LinePosition,
                Listeners = new ZeebeExtensions(process, context).Listeners(),
                Properties = new ZeebeExtensions(process, context).Properties(),
            },
            process
        );
        ReadScope(process, 0);
        ReadFlows();
        Connect();
        GraphChecks.Run(elements, flows, brokenConditions, sources, context);
        EventChecks.Run(elements, sources, context);
        UnreachableCheck.Run(elements, flows, reachedAnyway, sources, context);
        return context.Problems.Count > 0
            ? null
            : new ProcessDefinition(
                new ZeebeExtensions(process, context).VersionTag(),
                elements,
                flows,
                ReadLanes(process)
            );
    }

    private static List<Lane> ReadLanes(XElement process) =>
        [
            .. process
                .Descendants(BpmnNames.Model + "lane")
                .Select(lane => new Lane(
                    lane.Attribute("id")?.Value ?? "",
                    lane.Attribute("name")?.Value,
                    [.. lane.Elements(BpmnNames.Model + "flowNodeRef").Select(node => node.Value.Trim())]
                )),
        ];

    private void ReadScope(XElement xml, int scope)
    {
        var children = new List<int>();
        foreach (var child in xml.Elements().Where(e => e.Name.Namespace == BpmnNames.Model))
        {
            var name = child.Name.LocalName;
            if (name == "sequenceFlow")
            {
                flowXml.Add((child, scope));
            }
            else if (SupportTable.IsFlowNode(name))
            {
                ReadElement(child, scope, children);
            }
            else if (!Harmless.Contains(name))
            {
                context.Add(child, "element_not_supported", $"A {name} does not run here yet.");
            }
        }

        elements[scope].Children = children;
    }

    private void ReadElement(XElement xml, int scope, List<int> siblings)
    {
        if (new ElementReader(context).Read(xml, elements.Count, scope) is not { } element)
        {
            return;
        }

        siblings.Add(element.Index);
        Add(element, xml);
        if (element.IsScope)
        {
            ReadScope(xml, element.Index);
        }
    }

    private void Add(FlowElement element, XElement xml)
    {
        elements.Add(element);
        sources.Add(element, xml);
        if (!byId.TryAdd(element.Id, element))
        {
            context.Add(xml, "id_duplicate", $"The id '{element.Id}' is used twice.");
        }
    }

    private void ReadFlows()
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (xml, scope) in flowXml)
        {
            var id = xml.Attribute("id")?.Value ?? "";
            if (id.Length == 0 || !ids.Add(id) || byId.ContainsKey(id))
            {
                context.Add(
                    xml,
                    id.Length == 0 ? "id_missing" : "id_duplicate",
                    "A sequence flow needs an id of its own."
                );
                NoteMeant(xml);
                continue;
            }

            var source = End(xml, "sourceRef", scope);
            var target = End(xml, "targetRef", scope);
            if (source is null || target is null)
            {
                NoteMeant(xml);
                continue;
            }

            var condition = xml.Element(BpmnNames.Model + "conditionExpression")?.Value.Trim();
            var feel = string.IsNullOrEmpty(condition) ? null : context.Expression(xml, condition);
            if (feel is null && !string.IsNullOrEmpty(condition))
            {
                brokenConditions.Add(flows.Count);
            }

            flows.Add(
                new SequenceFlow(
                    flows.Count,
                    id,
                    xml.Attribute("name")?.Value,
                    source.Index,
                    target.Index,
                    feel
                )
            );
        }
    }

    private void NoteMeant(XElement flow)
    {
        if (byId.TryGetValue(flow.Attribute("targetRef")?.Value ?? "", out var target))
        {
            reachedAnyway.Add(target.Index);
        }
    }

    private FlowElement? End(XElement flow, string attribute, int scope)
    {
        var id = flow.Attribute(attribute)?.Value ?? "";
        if (!byId.TryGetValue(id, out var element))
        {
            // The element may be one that was refused above: one problem is enough.
            if (!flow.Document!.Descendants().Any(e => e.Attribute("id")?.Value == id))
            {
                context.Add(
                    flow,
                    "reference_unknown",
                    $"'{attribute}' names '{id}', which is not in the process."
                );
            }

            return null;
        }

        if (element.Scope != scope)
        {
            context.Add(
                flow,
                "flow_crosses_scope",
                $"The flow must not cross the border of a subprocess to '{id}'."
            );
            return null;
        }

        return element;
    }
}
