using System.Xml.Linq;

namespace Workflows.Bpmn;

/// <summary>Reads the `zeebe:` extensions of one element (Camunda 8 dialect).</summary>
internal sealed class ZeebeExtensions(XElement element, ReadingContext context)
{
    private readonly XElement? extensions = element.Element(BpmnNames.Model + "extensionElements");

    /// <summary>The job of a task or throw event, or null when it has none.</summary>
    public WorkDetails? Work()
    {
        if (Find("taskDefinition") is not { } definition)
        {
            return null;
        }

        if (context.Value(definition, definition.Attribute("type")?.Value) is not { } type)
        {
            context.Add(definition, "task_type_missing", "A zeebe:taskDefinition needs a type.");
            return null;
        }

        var retries = context.Value(definition, definition.Attribute("retries")?.Value);
        return new WorkDetails(type, retries ?? ValueExpression.Text("3"), Headers());
    }

    /// <summary>The person's side of a user task.</summary>
    public UserTaskDetails UserTask()
    {
        var assignment = Find("assignmentDefinition");
        var schedule = Find("taskSchedule");
        var form = Find("formDefinition");
        return new UserTaskDetails(
            form?.Attribute("formId")?.Value ?? form?.Attribute("formKey")?.Value,
            Value(assignment, "assignee"),
            Value(assignment, "candidateGroups"),
            Value(schedule, "dueDate"),
            Headers()
        )
        {
            CandidateUsers = Value(assignment, "candidateUsers"),
            FollowUpAt = Value(schedule, "followUpDate"),
            Priority = Value(Find("priorityDefinition"), "priority"),
            FormBinding = form is null ? ResourceBinding.Latest : Binding(form),
            FormVersionTag = form?.Attribute("versionTag")?.Value,
        };
    }

    /// <summary>The script of a script task, or null when it has none.</summary>
    public ScriptDetails? Script()
    {
        if (Find("script") is not { } script)
        {
            return null;
        }

        var expression = script.Attribute("expression")?.Value;
        var result = script.Attribute("resultVariable")?.Value;
        if (string.IsNullOrEmpty(expression) || string.IsNullOrEmpty(result))
        {
            context.Add(
                script,
                "script_incomplete",
                "A zeebe:script needs an expression and a resultVariable."
            );
            return null;
        }

        return context.Expression(script, expression) is { } feel ? new ScriptDetails(feel, result) : null;
    }

    /// <summary>The decision of a business rule task, or null when it has none.</summary>
    public DecisionDetails? Decision()
    {
        if (Find("calledDecision") is not { } called)
        {
            return null;
        }

        var id = Value(called, "decisionId");
        var result = called.Attribute("resultVariable")?.Value;
        if (id is null || string.IsNullOrEmpty(result))
        {
            context.Add(
                called,
                "decision_incomplete",
                "A zeebe:calledDecision needs a decisionId and a resultVariable."
            );
            return null;
        }

        return new DecisionDetails(id, result, Binding(called), called.Attribute("versionTag")?.Value);
    }

    /// <summary>The process a call activity calls, or null after a problem.</summary>
    public CallDetails? Call()
    {
        var called = Find("calledElement");
        if (called is null || Value(called, "processId") is not { } id)
        {
            context.Add(
                element,
                "called_process_missing",
                "A call activity needs a zeebe:calledElement with a processId."
            );
            return null;
        }

        return new CallDetails(
            id,
            Binding(called),
            called.Attribute("versionTag")?.Value,
            Flag(called, "propagateAllParentVariables") ?? true,
            Flag(called, "propagateAllChildVariables") ?? Mappings("output").Count == 0
        );
    }

    /// <summary>The variables a conditional event watches, or null when it watches those it names.</summary>
    public IReadOnlyList<string>? ConditionVariables() =>
        Find("conditionalFilter")?.Attribute("variableNames")?.Value is { Length: > 0 } names
            ? names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            : null;

    /// <summary>The collections of a multi-instance activity (stands in its loop characteristics).</summary>
    public XElement? LoopCharacteristics() => Find("loopCharacteristics");

    /// <summary>What an ad-hoc subprocess says of its run.</summary>
    public XElement? AdHoc() => Find("adHoc");

    /// <summary>The jobs around an element, in order.</summary>
    public IReadOnlyList<ListenerDetails> Listeners() =>
        [
            .. Listeners("executionListener", "start", atEnd: false),
            .. Listeners("taskListener", "creating", atEnd: false),
            .. Listeners("taskListener", "completing", atEnd: true),
            .. Listeners("executionListener", "end", atEnd: true),
        ];

    /// <summary>The properties of the element.</summary>
    public IReadOnlyDictionary<string, string> Properties()
    {
        var properties = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in Find("properties")?.Elements(BpmnNames.Zeebe + "property") ?? [])
        {
            if (property.Attribute("name")?.Value is { Length: > 0 } name)
            {
                properties[name] = property.Attribute("value")?.Value ?? "";
            }
        }

        return properties;
    }

    /// <summary>The correlation key of a message definition, or null when it has none.</summary>
    public ValueExpression? CorrelationKey() => Value(Find("subscription"), "correlationKey");

    /// <summary>The version tag of a process.</summary>
    public string? VersionTag() => Find("versionTag")?.Attribute("value")?.Value;

    /// <summary>The input or output mappings, in order.</summary>
    public IReadOnlyList<Mapping> Mappings(string direction)
    {
        var mappings = new List<Mapping>();
        foreach (var entry in Find("ioMapping")?.Elements(BpmnNames.Zeebe + direction) ?? [])
        {
            var source = Value(entry, "source");
            var target = entry.Attribute("target")?.Value;
            if (source is null || string.IsNullOrWhiteSpace(target))
            {
                context.Add(
                    entry,
                    "mapping_incomplete",
                    $"An {direction} mapping needs a source and a target."
                );
                continue;
            }

            mappings.Add(new Mapping(source, target.Split('.')));
        }

        return mappings;
    }

    private IEnumerable<ListenerDetails> Listeners(string kind, string moment, bool atEnd)
    {
        foreach (var xml in Find(kind + "s")?.Elements(BpmnNames.Zeebe + kind) ?? [])
        {
            var given = xml.Attribute("eventType")?.Value ?? (kind == "executionListener" ? "start" : "");
            if (given is not ("start" or "end" or "creating" or "completing"))
            {
                context.Add(xml, "listener_not_supported", $"A {kind} for '{given}' does not run here.");
            }
            else if (given == moment && Value(xml, "type") is { } type)
            {
                yield return new ListenerDetails(
                    atEnd,
                    type,
                    Value(xml, "retries") ?? ValueExpression.Text("3"),
                    Headers()
                );
            }
            else if (given == moment)
            {
                context.Add(xml, "task_type_missing", $"A zeebe:{kind} needs a type.");
            }
        }
    }

    private static bool? Flag(XElement owner, string attribute) =>
        owner.Attribute(attribute)?.Value is { } text ? text == "true" : null;

    private ResourceBinding Binding(XElement owner)
    {
        switch (owner.Attribute("bindingType")?.Value)
        {
            case null or "" or "latest":
                return ResourceBinding.Latest;
            case "deployment":
                return ResourceBinding.Deployment;
            case "versionTag" when !string.IsNullOrEmpty(owner.Attribute("versionTag")?.Value):
                return ResourceBinding.VersionTag;
            case "versionTag":
                context.Add(
                    owner,
                    "version_tag_missing",
                    "The binding type 'versionTag' needs a versionTag."
                );
                return ResourceBinding.VersionTag;
            case { } other:
                context.Add(owner, "binding_unknown", $"The binding type '{other}' does not exist.");
                return ResourceBinding.Latest;
        }
    }

    private Dictionary<string, string> Headers()
    {
        var headers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var header in Find("taskHeaders")?.Elements(BpmnNames.Zeebe + "header") ?? [])
        {
            if (header.Attribute("key")?.Value is { Length: > 0 } key)
            {
                headers[key] = header.Attribute("value")?.Value ?? "";
            }
        }

        return headers;
    }

    private ValueExpression? Value(XElement? owner, string attribute) =>
        owner is null ? null : context.Value(owner, owner.Attribute(attribute)?.Value);

    private XElement? Find(string name) => extensions?.Element(BpmnNames.Zeebe + name);
}
