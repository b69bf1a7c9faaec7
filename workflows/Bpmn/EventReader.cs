using System.Xml.Linq;

namespace Workflows.Bpmn;

/// <summary>Reads what an event waits for or throws.</summary>
internal static class EventReader
{
    /// <summary>The event definitions inside an element.</summary>
    public static IReadOnlyList<XElement> Definitions(XElement element) =>
        [
            .. element
                .Elements()
                .Where(e =>
                    e.Name.Namespace == BpmnNames.Model
                    && e.Name.LocalName.EndsWith("EventDefinition", StringComparison.Ordinal)
                ),
        ];

    /// <summary>The first event definition inside an element, or null.</summary>
    public static XElement? Definition(XElement element) =>
        Definitions(element) is [var first, ..] ? first : null;

    /// <summary>The message an event or receive task waits for; null after a problem.</summary>
    public static MessageDetails? Message(XElement owner, bool needsKey, ReadingContext context)
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
    public static TimerDetails? Timer(XElement definition, ReadingContext context)
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

    /// <summary>The code of an error event; null = every error (catch events only).</summary>
    public static ValueExpression? ErrorCode(XElement definition, bool isCatch, ReadingContext context)
    {
        if (isCatch && definition.Attribute("errorRef") is null)
        {
            return null;
        }

        if (context.Root(definition, "errorRef", "error") is not { } error)
        {
            return null;
        }

        var code = context.Value(error, error.Attribute("errorCode")?.Value);
        if (code is null)
        {
            context.Add(error, "error_code_missing", "An error needs an errorCode.");
        }
        else if (isCatch && !code.IsStatic)
        {
            context.Add(error, "error_code_not_static", "An error that is caught needs a fixed code (R32).");
        }

        return code;
    }
}
