namespace Workflows.Feel.Runtime;

/// <summary><c>some</c> and <c>every … satisfies …</c>: a long <c>or</c>, or a long <c>and</c>.</summary>
internal sealed class Quantifier(
    bool every,
    LoopSource[] sources,
    Code condition,
    int cost,
    bool strict,
    int position
)
{
    public FeelValue Run(Frame frame)
    {
        var known = true;
        return Walk(frame, 0, ref known) switch
        {
            null => FeelValue.Null,
            true => FeelValue.From(!every),
            false => known ? FeelValue.From(every) : FeelValue.Null,
        };
    }

    /// <summary>True once the answer is certain, null when there is none.</summary>
    private bool? Walk(Frame frame, int level, ref bool known)
    {
        if (level == sources.Length)
        {
            frame.Evaluation.Charge(cost);
            var value = condition(frame);
            if (strict && value.Kind is not (FeelKind.Boolean or FeelKind.Null))
            {
                frame.Evaluation.Fail("wrong_type", "The condition is neither true nor false.", position);
                return null;
            }

            known &= value.Kind == FeelKind.Boolean;
            return every ? value.IsFalse : value.IsTrue;
        }

        if (!sources[level].TryOpen(frame, position, out var items))
        {
            return null;
        }

        for (var i = 0L; i < items.Count; i++)
        {
            frame.Evaluation.Charge(1);
            frame.Slots[sources[level].Slot] = items[i];
            if (Walk(frame, level + 1, ref known) is not false and var certain)
            {
                return certain;
            }
        }

        return false;
    }
}
