using Workflows.Bpmn;

namespace Workflows.Engine;

/// <summary>Who catches an error or escalation: looked for from the thrower outward (R30).</summary>
internal static class Catches
{
    /// <summary>
    /// The nearest catch: at each element instance first the event subprocesses in it, unless it is interrupted, then its
    /// boundary events; of several the one with the code, else the one for every code. Null when nobody catches it here.
    /// </summary>
    public static Catch? Find(Execution execution, ElementInstance thrower, EventKind kind, string code)
    {
        for (var holder = thrower; holder is not null; holder = holder.Parent)
        {
            var element =
                (holder.IsInterrupted ? null : Match(execution.EventStartsOf(holder), kind, code))
                ?? Match(execution.BoundaryOf(holder), kind, code);
            if (element is not null)
            {
                return new Catch(holder, element);
            }
        }

        return null;
    }

    private static FlowElement? Match(IEnumerable<FlowElement> catches, EventKind kind, string code)
    {
        FlowElement? catchAll = null;
        foreach (var (element, caught) in Waits.Of(catches))
        {
            if (caught.Kind != kind)
            {
                continue;
            }

            if (caught.Code is null)
            {
                catchAll = element;
            }
            else if (caught.Code.Source == code)
            {
                return element;
            }
        }

        return catchAll;
    }
}

/// <summary>What catches something, and the element instance it belongs to.</summary>
internal sealed record Catch(ElementInstance Holder, FlowElement Element);
