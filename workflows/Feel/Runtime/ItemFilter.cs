namespace Workflows.Feel.Runtime;

/// <summary>
/// A condition in square brackets behind a value, compiled; when it is a number, it is a position.
/// </summary>
internal sealed class ItemFilter(Code condition, int slot, int cost, bool strict, int position)
{
    /// <summary>The items for which the condition holds.</summary>
    public FeelValue Where(Frame frame, FeelValue source)
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
                return Filters.At(evaluation, source, verdict.Bits, position);
            }

            if (strict && verdict.Kind is not (FeelKind.Boolean or FeelKind.Null))
            {
                return evaluation.Fail("wrong_type", "The condition is neither true nor false.", position);
            }

            if (verdict.IsTrue)
            {
                evaluation.AllocateItem();
                kept.Add(item);
            }
        }

        return FeelValue.FromArray([.. kept]);
    }
}
