namespace Workflows.Bpmn;

/// <summary>
/// For every element, the set of flows that a token on it may still take within its scope, as bits: what an inclusive join
/// asks (R8). Boundary events count as reached from their activity.
/// </summary>
internal sealed class Reachability
{
    private readonly ulong[][] flowsFrom;

    private Reachability(ulong[][] flowsFrom) => this.flowsFrom = flowsFrom;

    /// <summary>May a token on <paramref name="element"/> still take <paramref name="flow"/>, never visiting <paramref name="without"/>?</summary>
    public static bool CanReach(ProcessDefinition definition, int element, int flow, int without)
    {
        if (!definition.Reachability.Has(element, flow))
        {
            return false;
        }

        var seen = new HashSet<int>();
        var open = new Stack<int>([element]);
        while (open.TryPop(out var current))
        {
            foreach (var next in Leaving(definition, current))
            {
                if (next == flow)
                {
                    return true;
                }

                var target = definition.Flows[next].Target;
                if (target != without && seen.Add(target))
                {
                    open.Push(target);
                }
            }
        }

        return false;
    }

    /// <summary>Computes the closure once per definition.</summary>
    public static Reachability Of(ProcessDefinition definition)
    {
        var words = (definition.Flows.Length + 63) / 64;
        var sets = new ulong[definition.Elements.Length][];
        for (var element = 0; element < sets.Length; element++)
        {
            sets[element] = Closure(definition, element, words);
        }

        return new Reachability(sets);
    }

    private bool Has(int element, int flow) => (flowsFrom[element][flow / 64] & (1UL << (flow % 64))) != 0;

    private static ulong[] Closure(ProcessDefinition definition, int element, int words)
    {
        var bits = new ulong[words];
        var open = new Stack<int>([element]);
        var seen = new HashSet<int> { element };
        while (open.TryPop(out var current))
        {
            foreach (var flow in Leaving(definition, current))
            {
                bits[flow / 64] |= 1UL << (flow % 64);
                if (seen.Add(definition.Flows[flow].Target))
                {
                    open.Push(definition.Flows[flow].Target);
                }
            }
        }

        return bits;
    }

    private static IEnumerable<int> Leaving(ProcessDefinition definition, int element) =>
        definition
            .Elements[element]
            .Outgoing.Concat(
                definition.Elements[element].Boundary.SelectMany(b => definition.Elements[b].Outgoing)
            );
}
