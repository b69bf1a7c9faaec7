using System.Xml.Linq;

namespace Workflows.Bpmn;

/// <summary>What no single element can see: starts, dead ends of gateways, waits without partners.</summary>
internal static class GraphChecks
{
    /// <summary>Notes every problem of the graph.</summary>
    public static void Run(
        IReadOnlyList<FlowElement> elements,
        IReadOnlyList<SequenceFlow> flows,
        IReadOnlySet<int> brokenConditions,
        IReadOnlyDictionary<FlowElement, XElement> sources,
        ReadingContext context
    )
    {
        foreach (var element in elements)
        {
            void Add(string code, string message) => context.Add(sources[element], code, message);
            if (IsGateway(element) && element.Listeners.Any(l => l.AtEnd))
            {
                Add("listener_not_supported", "A gateway has no listeners at its end.");
            }

            switch (element.Kind)
            {
                case ElementKind.Process or ElementKind.SubProcess or ElementKind.Transaction:
                    CheckStarts(element, elements, Add);
                    break;
                case ElementKind.StartEvent:
                    CheckStart(element, Add);
                    break;
                case ElementKind.ReceiveTask when element is { Instantiates: true, Incoming.Count: > 0 }:
                    Add("start_has_incoming", "A receive task that begins an instance has no incoming flow.");
                    break;
                case ElementKind.EndEvent when element.Outgoing.Count > 0:
                    Add("end_has_outgoing", "An end event has no outgoing flow.");
                    break;
                case ElementKind.BoundaryEvent:
                    CheckBoundary(element, Add);
                    break;
                case ElementKind.IntermediateCatchEvent when HasTimer(element, TimerKind.Cycle):
                    Add(
                        "timer_cycle_not_allowed",
                        "An intermediate timer waits for a date or a duration (R54)."
                    );
                    break;
                case ElementKind.ComplexGateway
                    when element is { Incoming.Count: > 1, ActivationCondition: null }:
                    Add(
                        "activation_condition_missing",
                        "A complex join needs an activationCondition that says when it fires."
                    );
                    break;
                case ElementKind.EventBasedGateway:
                    CheckEventGateway(element, elements, flows, Add);
                    break;
                case ElementKind.ExclusiveGateway
                or ElementKind.InclusiveGateway
                or ElementKind.ComplexGateway:
                    CheckConditions(element, flows, brokenConditions, Add);
                    break;
            }
        }
    }

    private static bool IsGateway(FlowElement element) =>
        element.Kind is >= ElementKind.ExclusiveGateway and <= ElementKind.ComplexGateway;

    private static bool HasTimer(FlowElement element, TimerKind kind) =>
        element.Events.Any(e => e.Timer?.Kind == kind);

    private static void CheckStarts(
        FlowElement scope,
        IReadOnlyList<FlowElement> elements,
        Action<string, string> add
    )
    {
        var starts = scope
            .Children.Select(c => elements[c])
            .Where(e => e.Kind == ElementKind.StartEvent)
            .ToList();
        var beginsOtherwise = scope.Children.Any(c => elements[c].Instantiates);
        if (starts.Count == 0 && !beginsOtherwise)
        {
            add("start_missing", "There is no start event.");
        }

        if (starts.Count(s => s.Event == EventKind.None) > 1)
        {
            add("start_ambiguous", "There is more than one start event without a trigger.");
        }
    }

    private static void CheckStart(FlowElement start, Action<string, string> add)
    {
        if (start.Incoming.Count > 0)
        {
            add("start_has_incoming", "A start event has no incoming flow.");
        }

        if (start.Scope == 0 && HasTimer(start, TimerKind.Duration))
        {
            add("timer_duration_not_allowed", "A timer start event fires at a date or in a cycle (R54).");
        }
    }

    private static void CheckBoundary(FlowElement boundary, Action<string, string> add)
    {
        if (boundary.Incoming.Count > 0)
        {
            add("boundary_has_incoming", "A boundary event has no incoming flow.");
        }

        if (boundary.Interrupting && HasTimer(boundary, TimerKind.Cycle))
        {
            add("timer_cycle_not_allowed", "An interrupting timer waits for a date or a duration (R54).");
        }
    }

    private static void CheckEventGateway(
        FlowElement gateway,
        IReadOnlyList<FlowElement> elements,
        IReadOnlyList<SequenceFlow> flows,
        Action<string, string> add
    )
    {
        if (gateway.Outgoing.Count < 2)
        {
            add("event_gateway_needs_two", "An event-based gateway needs at least two outgoing flows.");
        }

        if (gateway is { Instantiates: true, Incoming.Count: > 0 })
        {
            add("start_has_incoming", "A gateway that begins an instance has no incoming flow.");
        }

        foreach (var target in gateway.Outgoing.Select(f => elements[flows[f].Target]))
        {
            if (
                target.Kind is not (ElementKind.IntermediateCatchEvent or ElementKind.ReceiveTask)
                || target.Event == EventKind.Link
            )
            {
                add("event_gateway_target", $"'{target.Id}' is no event that can be waited for (R19).");
            }
            else if (target.Incoming.Count > 1)
            {
                add(
                    "event_gateway_target",
                    $"'{target.Id}' behind an event-based gateway has other incoming flows."
                );
            }
        }
    }

    private static void CheckConditions(
        FlowElement gateway,
        IReadOnlyList<SequenceFlow> flows,
        IReadOnlySet<int> brokenConditions,
        Action<string, string> add
    )
    {
        if (gateway.Outgoing.Count < 2)
        {
            return;
        }

        foreach (
            var flow in gateway.Outgoing.Where(f =>
                f != gateway.DefaultFlow && flows[f].Condition is null && !brokenConditions.Contains(f)
            )
        )
        {
            add(
                "condition_missing",
                $"The flow '{flows[flow].Id}' needs a condition, or must be the default flow."
            );
        }
    }
}
