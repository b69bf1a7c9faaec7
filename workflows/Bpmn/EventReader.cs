using System.Xml.Linq;

namespace Workflows.Bpmn;

/// <summary>Reads what an event waits for or throws.</summary>
internal static class EventReader
{
    private static readonly Dictionary<string, EventKind> Kinds = new(StringComparer.Ordinal)
    {
        ["messageEventDefinition"] = EventKind.Message,
        ["timerEventDefinition"] = EventKind.Timer,
        ["errorEventDefinition"] = EventKind.Error,
        ["escalationEventDefinition"] = EventKind.Escalation,
        ["signalEventDefinition"] = EventKind.Signal,
        ["conditionalEventDefinition"] = EventKind.Conditional,
        ["compensateEventDefinition"] = EventKind.Compensation,
        ["linkEventDefinition"] = EventKind.Link,
        ["terminateEventDefinition"] = EventKind.Terminate,
        ["cancelEventDefinition"] = EventKind.Cancel,
    };

    /// <summary>What kind of event an element is.</summary>
    public static EventKind KindOf(XElement element) =>
        Definitions(element) switch
        {
            [] => EventKind.None,
            [var only] => Kinds[only.Name.LocalName],
            _ when element.Attribute("parallelMultiple")?.Value == "true" => EventKind.ParallelMultiple,
            _ => EventKind.Multiple,
        };

    /// <summary>What the event waits for or throws, as far as it could be read.</summary>
    public static IReadOnlyList<EventDefinition> Read(
        XElement element,
        string id,
        ElementKind kind,
        ReadingContext context
    )
    {
        if (kind == ElementKind.ReceiveTask)
        {
            var instantiates = element.Attribute("instantiate")?.Value == "true";
            return Message(element, !instantiates, context) is { } message
                ? [new EventDefinition(EventKind.Message, id) { Message = message }]
                : [];
        }

        var definitions = Definitions(element);
        return
        [
            .. definitions.Select(
                (xml, place) =>
                    Read(xml, place == 0 ? id : $"{id}#{place + 1}", kind, new EventPlace(element, context))
            ),
        ];
    }

    private static EventDefinition Read(XElement xml, string waitId, ElementKind kind, EventPlace place)
    {
        var context = place.Context;
        var throws = kind is ElementKind.IntermediateThrowEvent or ElementKind.EndEvent;
        var read = new EventDefinition(Kinds[xml.Name.LocalName], waitId);
        return read.Kind switch
        {
            EventKind.Message when throws => read with { Work = Work(xml, place) },
            EventKind.Message => read with { Message = Message(xml, !place.IsProcessStart(kind), context) },
            EventKind.Timer => read with { Timer = Timer(xml, context) },
            EventKind.Error => read with { Code = Code(xml, "error", !throws, context) },
            EventKind.Escalation => read with { Code = Code(xml, "escalation", !throws, context) },
            EventKind.Signal => read with { Signal = Signal(xml, context) },
            EventKind.Conditional => read with { Condition = Condition(xml, context) },
            EventKind.Link => read with { Link = Link(xml, context) },
            EventKind.Compensation => read with { ActivityRef = Compensation(xml, context) },
            _ => read,
        };
    }

    /// <summary>The event definitions inside an element.</summary>
    private static List<XElement> Definitions(XElement element) =>
        [
            .. element
                .Elements()
                .Where(e => e.Name.Namespace == BpmnNames.Model && Kinds.ContainsKey(e.Name.LocalName)),
        ];

    // A thrown message is a job; its definition may stand at the event or in the event definition.
    private static WorkDetails? Work(XElement definition, EventPlace place)
    {
        var work =
            new ZeebeExtensions(place.Event, place.Context).Work()
            ?? new ZeebeExtensions(definition, place.Context).Work();
        if (work is null)
        {
            place.Context.Add(
                place.Event,
                "task_definition_missing",
                $"This {place.Event.Name.LocalName} needs a zeebe:taskDefinition with a type."
            );
        }

        return work;
    }

    private static ValueExpression? Signal(XElement definition, ReadingContext context)
    {
        if (context.Root(definition, "signalRef", "signal") is not { } signal)
        {
            return null;
        }

        if (context.Value(signal, signal.Attribute("name")?.Value) is { } name)
        {
            return name;
        }

        context.Add(signal, "signal_name_missing", "A signal needs a name.");
        return null;
    }

    private static ConditionDetails? Condition(XElement definition, ReadingContext context)
    {
        var text = definition.Element(BpmnNames.Model + "condition")?.Value.Trim();
        if (string.IsNullOrEmpty(text))
        {
            context.Add(definition, "condition_missing", "A conditional event needs a condition.");
            return null;
        }

        var names = new ZeebeExtensions(definition, context).ConditionVariables();
        return context.Expression(definition, text) is { } expression
            ? new ConditionDetails(expression, names)
            : null;
    }

    private static string? Link(XElement definition, ReadingContext context)
    {
        if (definition.Attribute("name")?.Value is { Length: > 0 } name)
        {
            return name;
        }

        context.Add(definition, "link_name_missing", "A link event needs a name.");
        return null;
    }

    private static string? Compensation(XElement definition, ReadingContext context)
    {
        if (definition.Attribute("waitForCompletion")?.Value == "false")
        {
            context.Add(definition, "element_not_supported", "A compensation is always waited for.");
        }

        return definition.Attribute("activityRef")?.Value is { Length: > 0 } activity ? activity : null;
    }

    /// <summary>The message an event or receive task waits for; null after a problem.</summary>
    private static MessageDetails? Message(XElement owner, bool needsKey, ReadingContext context)
    {
        if (context.Root(owner, "messageRef", "message") is not { } message)
        {
            return null;
        }

        if (context.Value(message, message.Attribute("name")?.Value) is not { } name)
        {
            context.Add(message, "message_name_missing", "A message needs a name.");
            return null;
        }

        var key = new ZeebeExtensions(message, context).CorrelationKey();
        if (key is null && needsKey)
        {
            context.Add(
                message,
                "correlation_key_missing",
                "A message that a running process waits for needs a zeebe:subscription with a correlationKey."
            );
        }

        return new MessageDetails(name, key);
    }

    /// <summary>When a timer event fires; null after a problem.</summary>
    private static TimerDetails? Timer(XElement definition, ReadingContext context)
    {
        (string Name, TimerKind Kind)[] forms =
        [
            ("timeDate", TimerKind.Date),
            ("timeDuration", TimerKind.Duration),
            ("timeCycle", TimerKind.Cycle),
        ];
        var given = forms
            .Select(form => (form.Kind, Element: definition.Element(BpmnNames.Model + form.Name)))
            .Where(form => form.Element is not null)
            .ToList();
        if (given is not [var (kind, element)])
        {
            context.Add(
                definition,
                "timer_incomplete",
                "A timer needs exactly one of timeDate, timeDuration, timeCycle."
            );
            return null;
        }

        if (context.Value(element!, element!.Value.Trim()) is { } value)
        {
            return new TimerDetails(kind, value);
        }

        if (element.Value.Trim().Length == 0)
        {
            context.Add(element, "timer_empty", "The timer says nothing about when it fires.");
        }

        return null;
    }

    /// <summary>The code of an error or escalation; null = every one (catch events only).</summary>
    private static ValueExpression? Code(
        XElement definition,
        string kind,
        bool isCatch,
        ReadingContext context
    )
    {
        if (isCatch && definition.Attribute(kind + "Ref") is null)
        {
            return null;
        }

        if (context.Root(definition, kind + "Ref", kind) is not { } root)
        {
            return null;
        }

        var code = context.Value(root, root.Attribute(kind + "Code")?.Value);
        if (code is null)
        {
            context.Add(root, $"{kind}_code_missing", $"An {kind} needs an {kind}Code.");
        }
        else if (isCatch && !code.IsStatic)
        {
            context.Add(
                root,
                $"{kind}_code_not_static",
                $"An {kind} that is caught needs a fixed code (R32)."
            );
        }

        return code;
    }

    /// <summary>Where an event definition stands.</summary>
    private sealed record EventPlace(XElement Event, ReadingContext Context)
    {
        /// <summary>Does the event begin an instance, so that nothing waits yet that a key could tell apart?</summary>
        public bool IsProcessStart(ElementKind kind) =>
            kind == ElementKind.StartEvent && Event.Parent!.Name.LocalName == "process"
            || IsBehindInstantiatingGateway();

        private bool IsBehindInstantiatingGateway()
        {
            var sources = Event
                .Parent!.Elements(BpmnNames.Model + "sequenceFlow")
                .Where(f => f.Attribute("targetRef")?.Value == Event.Attribute("id")?.Value)
                .Select(f => f.Attribute("sourceRef")?.Value)
                .ToHashSet(StringComparer.Ordinal);
            return Event
                .Parent!.Elements(BpmnNames.Model + "eventBasedGateway")
                .Any(g =>
                    g.Attribute("instantiate")?.Value == "true" && sources.Contains(g.Attribute("id")?.Value)
                );
        }
    }
}
