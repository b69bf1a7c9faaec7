namespace Workflows.Feel.Runtime;

/// <summary>What stands in square brackets behind a value: a position or a condition.</summary>
internal static class Filters
{
    /// <summary>The item at a position, from 1, or from the end when negative; null beyond the ends.</summary>
    public static FeelValue At(Evaluation evaluation, FeelValue source, long index, int position)
    {
        if (!Sequence.TryOf(source, out var items))
        {
            return FeelValue.Null;
        }

        var at = index < 0 ? items.Count + index : index - 1;
        return index != 0 && at >= 0 && at < items.Count
            ? items[at]
            : evaluation.Fail("index_out_of_range", $"The list has no item {index}.", position);
    }

    /// <summary>The items for which the condition holds; a number as condition is a position.</summary>
    public static FeelValue Where(
        Frame frame,
        FeelValue source,
        Code condition,
        int slot,
        int cost,
        int position
    )
    {
        var evaluation = frame.Evaluation;
        if (!Sequence.TryOf(source, out var items))
        {
            return FeelValue.Null;
        }

        var kept = new List<FeelValue>();
        for (var i = 0L; i < items.Count; i++)
        {
            evaluation.Charge(cost);
            var item = items[i];
            frame.Slots[slot] = item;
            var verdict = condition(frame);
            if (i == 0 && verdict.IsInteger)
            {
                return At(evaluation, source, verdict.Bits, position);
            }

            if (verdict.IsTrue)
            {
                evaluation.Allocate(16);
                kept.Add(item);
            }
        }

        return FeelValue.FromArray([.. kept]);
    }
}
