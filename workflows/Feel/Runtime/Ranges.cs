namespace Workflows.Feel.Runtime;

/// <summary>Making ranges as values.</summary>
internal static class Ranges
{
    public static FeelValue Make(
        Evaluation evaluation,
        FeelValue start,
        bool startIncluded,
        FeelValue end,
        bool endIncluded,
        int position
    )
    {
        evaluation.Allocate(80);
        var sound =
            IsEnd(start)
            && IsEnd(end)
            && (start.IsNull || end.IsNull || Comparison.Order(start, end) is not null);
        return sound
            ? FeelValue.From(
                new FeelRange(start, startIncluded && !start.IsNull, end, endIncluded && !end.IsNull)
            )
            : evaluation.Fail(
                "wrong_type",
                $"There is no range from {Arithmetic.Name(start)} to {Arithmetic.Name(end)}.",
                position
            );
    }

    /// <summary>A range with one end, such as <c>(&lt;10)</c>.</summary>
    public static FeelValue Unary(Evaluation evaluation, string sign, FeelValue operand, int position)
    {
        if (!IsEnd(operand))
        {
            return evaluation.Fail(
                "wrong_type",
                $"A {Arithmetic.Name(operand)} is no end of a range.",
                position
            );
        }

        return FeelValue.From(
            sign switch
            {
                "<" => new FeelRange(FeelValue.Null, false, operand, false) { Sign = sign },
                "<=" => new FeelRange(FeelValue.Null, false, operand, true) { Sign = sign },
                ">" => new FeelRange(operand, false, FeelValue.Null, false) { Sign = sign },
                ">=" => new FeelRange(operand, true, FeelValue.Null, false) { Sign = sign },
                _ => new FeelRange(operand, true, operand, true) { Sign = sign },
            }
        );
    }

    private static bool IsEnd(FeelValue value) =>
        value.Kind
            is not (
                FeelKind.List
                or FeelKind.Context
                or FeelKind.Range
                or FeelKind.Function
                or FeelKind.Boolean
            );
}
