using System.Diagnostics;

namespace Workflows.Feel.Runtime;

/// <summary>Comparisons and unary tests as FEEL values: true, false or null.</summary>
internal static class Tests
{
    public static FeelValue Equal(
        Evaluation evaluation,
        FeelValue left,
        FeelValue right,
        bool wanted,
        int position
    ) =>
        Comparison.AreEqual(evaluation, left, right) is { } equal
            ? FeelValue.From(equal == wanted)
            : NotComparable(evaluation, left, right, position);

    public static FeelValue Ordered(
        Evaluation evaluation,
        FeelValue left,
        string sign,
        FeelValue right,
        int position
    )
    {
        if (Comparison.Order(left, right) is not { } order)
        {
            return NotComparable(evaluation, left, right, position);
        }

        return sign switch
        {
            "<" => order < 0,
            "<=" => order <= 0,
            ">" => order > 0,
            ">=" => order >= 0,
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>True when one test is, else null when one is, else false.</summary>
    public static FeelValue Any(Frame frame, Code[] tests)
    {
        var none = true;
        foreach (var test in tests)
        {
            var value = test(frame);
            if (value.IsTrue)
            {
                return value;
            }

            none &= value.IsFalse;
        }

        return none ? FeelValue.False : FeelValue.Null;
    }

    public static FeelValue Not(FeelValue value) =>
        value.TryGetBoolean(out var known) ? FeelValue.From(!known) : FeelValue.Null;

    /// <summary>What a test's value says about an input (DMN 1.5 table 55).</summary>
    /// <param name="evaluation">The evaluation.</param>
    /// <param name="input">The value under test.</param>
    /// <param name="test">What the test evaluated to.</param>
    /// <param name="condition">Whether a boolean is the answer itself rather than something to compare
    /// with.</param>
    /// <param name="position">Where the test stands.</param>
    public static FeelValue Matches(
        Evaluation evaluation,
        FeelValue input,
        FeelValue test,
        bool condition,
        int position
    )
    {
        if (condition && test.Kind is FeelKind.Boolean or FeelKind.Null)
        {
            return condition ? test : Equal(evaluation, input, test, true, position);
        }

        return test.Kind switch
        {
            FeelKind.Range when input.Kind != FeelKind.Range => Contains(
                evaluation,
                test.AsRange(),
                input,
                position
            ),
            FeelKind.List => InList(evaluation, input, test, position),
            _ => Equal(evaluation, input, test, true, position),
        };
    }

    /// <summary>Whether a range holds a value; null when its ends cannot be compared with it.</summary>
    public static FeelValue Contains(Evaluation evaluation, FeelRange range, FeelValue value, int position)
    {
        if (range.Sign == "!=")
        {
            return Equal(evaluation, value, range.Start, false, position);
        }

        var above = range.Start.IsNull
            ? FeelValue.True
            : Ordered(evaluation, value, range.StartIncluded ? ">=" : ">", range.Start, position);
        var below = range.End.IsNull
            ? FeelValue.True
            : Ordered(evaluation, value, range.EndIncluded ? "<=" : "<", range.End, position);
        return above.IsNull || below.IsNull ? FeelValue.Null : FeelValue.From(above.IsTrue && below.IsTrue);
    }

    private static FeelValue InList(Evaluation evaluation, FeelValue input, FeelValue test, int position)
    {
        foreach (var item in test.AsList().Span)
        {
            evaluation.Charge(1);
            var found =
                item.TryGetRange(out var range) && input.Kind != FeelKind.Range
                    ? Contains(evaluation, range, input, position).IsTrue
                    : Comparison.AreEqual(evaluation, input, item) == true;
            if (found)
            {
                return FeelValue.True;
            }
        }

        return FeelValue.From(
            input.Kind == FeelKind.List && Comparison.AreEqual(evaluation, input, test) == true
        );
    }

    private static FeelValue NotComparable(
        Evaluation evaluation,
        FeelValue left,
        FeelValue right,
        int position
    ) =>
        evaluation.Fail(
            "not_comparable",
            $"A {Arithmetic.Name(left)} and a {Arithmetic.Name(right)} cannot be compared.",
            position
        );
}
