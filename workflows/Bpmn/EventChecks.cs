using System.Xml.Linq;

namespace Workflows.Bpmn;

/// <summary>What events need around them: catches that exclude each other, pairs of links, places where a kind may stand.</summary>
internal static class EventChecks
{
    /// <summary>Notes every problem.</summary>
    public static void Run(
        IReadOnlyList<FlowElement> elements,
        IReadOnlyDictionary<FlowElement, XElement> sources,
        ReadingContext context
    )
    {
        foreach (var element in elements)
        {
            void Add(string code, string message) => context.Add(sources[element], code, message);
            CheckCodes(element.Boundary.Select(b => elements[b]), Add);
            switch (element)
            {
                case { IsScope: true }:
                    CheckScope(element, elements, Add);
                    break;
                case { Event: EventKind.Cancel, Kind: ElementKind.EndEvent }:
                    CheckCancelEnd(element, elements, Add);
                    break;
                case { Event: EventKind.Cancel, Kind: ElementKind.BoundaryEvent, AttachedTo: >= 0 }
                    when elements[element.AttachedTo].Kind != ElementKind.Transaction:
                    Add("cancel_needs_transaction", "A cancel boundary event belongs on a transaction.");
                    break;
                case { IsForCompensation: true }:
                    CheckHandler(element, Add);
                    break;
            }

            CheckLinks(element, elements, Add);
            CheckCompensation(element, elements, Add);
        }
    }

    private static void CheckScope(
        FlowElement scope,
        IReadOnlyList<FlowElement> elements,
        Action<string, string> add
    )
    {
        CheckCodes(
            scope
                .EventSubProcesses.Where(e => elements[e].EventStart >= 0)
                .Select(e => elements[elements[e].EventStart]),
            add
        );
        var links = scope
            .Children.Select(c => elements[c])
            .Where(e => e is { Kind: ElementKind.IntermediateCatchEvent, Event: EventKind.Link })
            .GroupBy(e => e.Events[0].Link, StringComparer.Ordinal);
        foreach (var link in links.Where(group => group.Count() > 1))
        {
            add("link_caught_twice", $"Two events catch the link '{link.Key}' (R21).");
        }

        if (scope.Kind == ElementKind.EventSubProcess)
        {
            CheckEventSubProcess(scope, elements, add);
        }

        if (
            scope.Kind == ElementKind.AdHocSubProcess
            && scope.Children.Any(c => elements[c].Kind is ElementKind.StartEvent or ElementKind.EndEvent)
        )
        {
            add("ad_hoc_event", "An ad-hoc subprocess has neither start nor end events.");
        }
    }

    private static void CheckEventSubProcess(
        FlowElement subProcess,
        IReadOnlyList<FlowElement> elements,
        Action<string, string> add
    )
    {
        if (subProcess.Children.Count(c => elements[c].Kind == ElementKind.StartEvent) != 1)
        {
            add("event_subprocess_start", "An event subprocess has exactly one start event, with a trigger.");
        }

        if (subProcess.Incoming.Count + subProcess.Outgoing.Count > 0)
        {
            add("event_subprocess_flow", "An event subprocess has no incoming and no outgoing flow.");
        }

        if (subProcess.EventStart < 0)
        {
            return;
        }

        var start = elements[subProcess.EventStart];
        if (start.Interrupting && start.Events.Any(e => e.Timer?.Kind == TimerKind.Cycle))
        {
            add("timer_cycle_not_allowed", "An interrupting timer waits for a date or a duration (R54).");
        }

        if (start.Event == EventKind.Compensation && elements[subProcess.Scope].Kind == ElementKind.Process)
        {
            add(
                "compensation_needs_subprocess",
                "A compensation event subprocess undoes the subprocess around it: it does not belong in the process itself."
            );
        }
    }

    private static void CheckCodes(IEnumerable<FlowElement> catches, Action<string, string> add)
    {
        var codes = catches
            .SelectMany(e => e.Events)
            .Where(e => e.Kind is EventKind.Error or EventKind.Escalation)
            .GroupBy(e => (e.Kind, Code: e.Code?.Source ?? ""));
        foreach (var code in codes.Where(group => group.Count() > 1))
        {
            add(
                code.Key.Kind == EventKind.Error ? "error_caught_twice" : "escalation_caught_twice",
                $"Two events here catch the {code.Key.Kind.ToString().ToLowerInvariant()} '{code.Key.Code}' (R32)."
            );
        }
    }

    private static void CheckCancelEnd(
        FlowElement end,
        IReadOnlyList<FlowElement> elements,
        Action<string, string> add
    )
    {
        var scope = elements[end.Scope];
        while (scope.Kind is ElementKind.SubProcess)
        {
            scope = elements[scope.Scope];
        }

        if (scope.Kind != ElementKind.Transaction)
        {
            add("cancel_needs_transaction", "A cancel end event belongs in a transaction.");
        }
        else if (!scope.Boundary.Any(b => elements[b].Events.Any(e => e.Kind == EventKind.Cancel)))
        {
            add(
                "cancel_uncaught",
                $"The transaction '{scope.Id}' needs a cancel boundary event to go on after it is cancelled."
            );
        }
    }

    private static void CheckHandler(FlowElement handler, Action<string, string> add)
    {
        if (!handler.IsActivity)
        {
            add("compensation_handler_wrong", "Only an activity can undo another.");
        }

        if (handler.Incoming.Count + handler.Outgoing.Count > 0)
        {
            add(
                "compensation_handler_flow",
                "An activity that undoes another has no incoming and no outgoing flow."
            );
        }
    }

    private static void CheckLinks(
        FlowElement element,
        IReadOnlyList<FlowElement> elements,
        Action<string, string> add
    )
    {
        if (
            element is
            { Event: EventKind.Link, Kind: ElementKind.IntermediateThrowEvent, Events: [{ Link: { } link }] }
        )
        {
            if (
                !elements.Any(e =>
                    e.Scope == element.Scope
                    && e is { Kind: ElementKind.IntermediateCatchEvent, Events: [{ Link: { } caught }] }
                    && caught == link
                )
            )
            {
                add("link_uncaught", $"No event in the same scope catches the link '{link}' (R21).");
            }

            if (element.Outgoing.Count > 0)
            {
                add("link_has_outgoing", "A link that is thrown has no outgoing flow.");
            }
        }

        if (
            element is
            { Event: EventKind.Link, Kind: ElementKind.IntermediateCatchEvent, Incoming.Count: > 0 }
        )
        {
            add("link_has_incoming", "A link that is caught has no incoming flow.");
        }
    }

    private static void CheckCompensation(
        FlowElement element,
        IReadOnlyList<FlowElement> elements,
        Action<string, string> add
    )
    {
        foreach (var compensation in element.Events.Where(e => e.ActivityRef is not null))
        {
            var target = elements.FirstOrDefault(e => e.Id == compensation.ActivityRef);
            if (target is null || !target.IsActivity)
            {
                add(
                    "reference_unknown",
                    $"The compensation is for '{compensation.ActivityRef}', which is no activity of the process."
                );
            }
        }

        if (
            element is { Kind: ElementKind.BoundaryEvent, Event: EventKind.Compensation, Outgoing.Count: > 0 }
        )
        {
            add(
                "compensation_has_outgoing",
                "A compensation boundary event has no outgoing flow, only an association."
            );
        }
    }
}
