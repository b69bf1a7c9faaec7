using System.Xml.Linq;

namespace Workflows.Bpmn;

/// <summary>What no path from a start leads to.</summary>
internal static class UnreachableCheck
{
    /// <summary>
    /// Notes what no token can ever come to. What a broken arrow was meant to reach, <paramref name="reachedAnyway"/>, has
    /// its problem already.
    /// </summary>
    public static void Run(
        IReadOnlyList<FlowElement> elements,
        IReadOnlyList<SequenceFlow> flows,
        IReadOnlySet<int> reachedAnyway,
        IReadOnlyDictionary<FlowElement, XElement> sources,
        ReadingContext context
    )
    {
        var reached = new HashSet<int>();
        var open = new Stack<int>(
            elements.Where(e => BeginsByItself(e, elements)).Select(e => e.Index).Concat(reachedAnyway)
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
                    if (elements[boundary].Handler >= 0)
                    {
                        open.Push(elements[boundary].Handler);
                    }
                }

                foreach (var caught in LinksFrom(elements[index], elements))
                {
                    open.Push(caught);
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

    private static bool BeginsByItself(FlowElement e, IReadOnlyList<FlowElement> elements) =>
        e.Kind is ElementKind.Process or ElementKind.StartEvent or ElementKind.EventSubProcess
        || e.Instantiates
        // Somebody chooses what of an ad-hoc subprocess runs; a handler without its event has its own problem.
        || (e.Scope >= 0 && elements[e.Scope].Kind == ElementKind.AdHocSubProcess && e.Incoming.Count == 0)
        || e.IsForCompensation;

    private static IEnumerable<int> LinksFrom(FlowElement thrown, IReadOnlyList<FlowElement> elements) =>
        thrown is { Kind: ElementKind.IntermediateThrowEvent, Event: EventKind.Link, Events: [var link] }
            ? elements
                .Where(e =>
                    e is { Kind: ElementKind.IntermediateCatchEvent, Event: EventKind.Link }
                    && e.Scope == thrown.Scope
                    && e.Events[0].Link == link.Link
                )
                .Select(e => e.Index)
            : [];
}
