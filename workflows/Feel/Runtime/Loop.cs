using System.Runtime.InteropServices;

namespace Workflows.Feel.Runtime;

/// <summary><c>for … return …</c>: the last name moves fastest.</summary>
internal sealed class Loop(LoopSource[] sources, Code body, int cost, int? partialSlot, int position)
{
    public FeelValue Run(Frame frame)
    {
        var results = new List<FeelValue>();
        return Walk(frame, 0, results) ? FeelValue.FromArray([.. results]) : FeelValue.Null;
    }

    private bool Walk(Frame frame, int level, List<FeelValue> results)
    {
        if (level == sources.Length)
        {
            if (partialSlot is { } slot)
            {
                frame.Evaluation.AllocateItems(results.Count);
                frame.Slots[slot] = FeelValue.ListOf(CollectionsMarshal.AsSpan(results));
            }

            frame.Evaluation.Charge(cost);
            frame.Evaluation.AllocateItem();
            results.Add(body(frame));
            return true;
        }

        if (!sources[level].TryOpen(frame, position, out var items))
        {
            return false;
        }

        for (var i = 0L; i < items.Count; i++)
        {
            frame.Evaluation.Charge(1);
            frame.Slots[sources[level].Slot] = items[i];
            if (!Walk(frame, level + 1, results))
            {
                return false;
            }
        }

        return true;
    }
}
