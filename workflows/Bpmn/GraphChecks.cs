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
            switch (element.Kind)
            {
                case ElementKind.Process or ElementKind.SubProcess:
                    CheckStarts(element, elements, Add);
                    break;
                case ElementKind.StartEvent:
                    CheckStart(element, Add);
                    break;
                case ElementKind.EndEvent when element.Outgoing.Count > 0:
                    Add("end_has_outgoing", "An end event has no outgoing flow.");
                    break;
                case ElementKind.BoundaryEvent:
                    CheckBoundary(element, Add);
                    break;
                case ElementKind.IntermediateCatchEvent when element.Timer is { Kind: TimerKind.Cycle }:
                    Add(
                        "timer_cycle_not_allowed",
                        "An intermediate timer waits for a date or a duration (R54)."
                    );
                    break;
                case ElementKind.EventBasedGateway:
                    CheckEventGateway(element, elements, flows, Add);
                    break;
                case ElementKind.ExclusiveGateway or ElementKind.InclusiveGateway:
                    CheckConditions(element, flows, brokenConditions, Add);
                    break;
            }

            CheckErrorCatches(element, elements, Add);
        }
    }

    /// <summary>
    /// Notes what no token can ever come to. What a broken arrow was meant to reach, <paramref name="reachedAnyway"/>, has
    /// its problem already.
    /// </summary>
    public static void FindUnreachable(
        IReadOnlyList<FlowElement> elements,
        IReadOnlyList<SequenceFlow> flows,
        IReadOnlySet<int> reachedAnyway,
        IReadOnlyDictionary<FlowElement, XElement> sources,
        ReadingContext context
    )
    {
        var reached = new HashSet<int>();
        var open = new Stack<int>(
            elements
                .Where(e => e.Kind is ElementKind.Process or ElementKind.StartEvent)
                .Select(e => e.Index)
                .Concat(reachedAnyway)
        );
        while (open.TryPop(out var index))
        {
            if (reached.Add(index))
            {
                foreach (var next in elements[index].Outgoing.Select(f => flows[f].Target))
                {
                    open.Push(next);
                }

                foreach (var boundary in elements[index].Boundary)
                {
                    open.Push(boundary);
                }
            }
        }

        // An id used twice has its problem, too: the arrows belong to the first.
        foreach (
            var element in elements
                .DistinctBy(e => e.Id, StringComparer.Ordinal)
                .Where(e => !reached.Contains(e.Index) && !IsLost(e))
        )
        {
            context.Add(
                sources[element],
                "element_unreachable",
                "No path leads here from a start event or from an event on an activity's border."
            );
        }

        // An event that sits on nothing has its own problem.
        static bool IsLost(FlowElement e) => e is { Kind: ElementKind.BoundaryEvent, AttachedTo: < 0 };
    }

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
        if (starts.Count == 0)
        {
            add("start_missing", "There is no start event.");
        }

        if (starts.Count(s => s.Event == EventKind.None) > 1)
        {
            add("start_ambiguous", "There is more than one start event without a trigger.");
        }

        if (scope.Kind == ElementKind.SubProcess && starts.Any(s => s.Event != EventKind.None))
        {
            add("start_not_allowed", "A subprocess starts with a start event without a trigger.");
        }
    }

    private static void CheckStart(FlowElement start, Action<string, string> add)
    {
        if (start.Incoming.Count > 0)
        {
            add("start_has_incoming", "A start event has no incoming flow.");
        }

        if (start.Timer is { Kind: TimerKind.Duration })
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

        if (boundary is { Event: EventKind.Error, Interrupting: false })
        {
            add("error_must_interrupt", "A boundary event that catches an error always interrupts (R33).");
        }

        if (boundary is { Interrupting: true, Timer.Kind: TimerKind.Cycle })
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

        foreach (var target in gateway.Outgoing.Select(f => elements[flows[f].Target]))
        {
            if (target.Kind is not (ElementKind.IntermediateCatchEvent or ElementKind.ReceiveTask))
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

    private static void CheckErrorCatches(
        FlowElement activity,
        IReadOnlyList<FlowElement> elements,
        Action<string, string> add
    )
    {
        var codes = activity
            .Boundary.Select(b => elements[b])
            .Where(b => b.Event == EventKind.Error)
            .GroupBy(b => b.ErrorCode?.Source ?? "", StringComparer.Ordinal);
        foreach (var code in codes.Where(group => group.Count() > 1))
        {
            add("error_caught_twice", $"Two boundary events catch the error '{code.Key}' (R32).");
        }
    }
}
