using System.Collections.Concurrent;

namespace Workflows.Bpmn;

/// <summary>
/// What an inclusive or complex join asks (R8): which of its incoming flows can a token on an element still come to, within
/// the scope and without passing the join itself? Boundary events count as reached from their activity, a caught link from
/// the thrown one. Computed once for each join of a definition, as bits.
/// </summary>
internal sealed class Reachability(ProcessDefinition definition)
{
    private readonly ConcurrentDictionary<int, ulong[][]> byJoin = new();

    /// <summary>
    /// The incoming flows of <paramref name="join"/> that a token on <paramref name="element"/> can come to: bit n is the n-th
    /// of <see cref="FlowElement.Incoming"/>.
    /// </summary>
    public ReadOnlySpan<ulong> From(int element, FlowElement join) =>
        byJoin.GetOrAdd(join.Index, _ => Compute(join))[element];

    private ulong[][] Compute(FlowElement join)
    {
        var words = (join.Incoming.Count + 63) / 64;
        var sets = new ulong[definition.Elements.Length][];
        for (var element = 0; element < sets.Length; element++)
        {
            sets[element] = new ulong[words];
        }

        // Backwards from each incoming flow: whoever comes to its source comes to it.
        for (var place = 0; place < join.Incoming.Count; place++)
        {
            var open = new Stack<int>([definition.Flows[join.Incoming[place]].Source]);
            while (open.TryPop(out var element))
            {
                ref var word = ref sets[element][place / 64];
                var bit = 1UL << (place % 64);
                if (element != join.Index && (word & bit) == 0)
                {
                    word |= bit;
                    foreach (var before in Before(definition.Elements[element]))
                    {
                        open.Push(before);
                    }
                }
            }
        }

        return sets;
    }

    private IEnumerable<int> Before(FlowElement element)
    {
        foreach (var flow in element.Incoming)
        {
            yield return definition.Flows[flow].Source;
        }

        if (element.AttachedTo >= 0)
        {
            yield return element.AttachedTo;
        }

        foreach (var (thrown, caught) in definition.Links)
        {
            if (caught == element.Index)
            {
                yield return thrown;
            }
        }
    }
}
