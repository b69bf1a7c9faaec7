namespace Workflows.Feel.Runtime;

/// <summary>The operators + - * / ** and unary minus. What has no meaning is null, with a warning.</summary>
internal static class Arithmetic
{
    // A date and time with what is needed to compute it.
    private const int TemporalBytes = 160;

    public static FeelValue Add(Evaluation evaluation, FeelValue left, FeelValue right, int position)
    {
        if (left.IsInteger && right.IsInteger)
        {
            var sum = unchecked(left.Bits + right.Bits);
            // Both operands differ from the sum in sign only when it overflowed.
            return ((left.Bits ^ sum) & (right.Bits ^ sum)) >= 0
                ? FeelValue.From(sum)
                : FeelValue.From((decimal)left.Bits + right.Bits);
        }

        if (left.TryGetDecimal(out var number) && right.TryGetDecimal(out var other))
        {
            return Decimal(evaluation, '+', number, other, position);
        }

        if (left.TryGetString(out var text) && right.TryGetString(out var tail))
        {
            evaluation.Allocate((text.Length + tail.Length) * 2L);
            evaluation.Charge((text.Length + tail.Length) / 16);
            return FeelValue.From(text + tail);
        }

        evaluation.Allocate(TemporalBytes);
        return TemporalArithmetic.Add(left, right) ?? Refuse(evaluation, "+", left, right, position);
    }

    public static FeelValue Subtract(Evaluation evaluation, FeelValue left, FeelValue right, int position)
    {
        if (left.IsInteger && right.IsInteger)
        {
            var difference = unchecked(left.Bits - right.Bits);
            return ((left.Bits ^ right.Bits) & (left.Bits ^ difference)) >= 0
                ? FeelValue.From(difference)
                : FeelValue.From((decimal)left.Bits - right.Bits);
        }

        if (left.TryGetDecimal(out var number) && right.TryGetDecimal(out var other))
        {
            return Decimal(evaluation, '-', number, other, position);
        }

        evaluation.Allocate(TemporalBytes);
        return TemporalArithmetic.Subtract(left, right) ?? Refuse(evaluation, "-", left, right, position);
    }

    public static FeelValue Multiply(Evaluation evaluation, FeelValue left, FeelValue right, int position)
    {
        if (left.IsInteger && right.IsInteger)
        {
            var high = Math.BigMul(left.Bits, right.Bits, out var low);
            if ((high == 0 && low >= 0) || (high == -1 && low < 0))
            {
                return FeelValue.From(low);
            }
        }

        if (left.TryGetDecimal(out var number) && right.TryGetDecimal(out var other))
        {
            return Decimal(evaluation, '*', number, other, position);
        }

        evaluation.Allocate(TemporalBytes);
        return TemporalArithmetic.Multiply(left, right) ?? Refuse(evaluation, "*", left, right, position);
    }

    public static FeelValue Divide(Evaluation evaluation, FeelValue left, FeelValue right, int position)
    {
        if (right.TryGetDecimal(out var divisor) && divisor == 0)
        {
            return evaluation.Fail("division_by_zero", "A division by zero has no result.", position);
        }

        if (left.IsInteger && right.IsInteger && right.Bits != -1 && left.Bits % right.Bits == 0)
        {
            return FeelValue.From(left.Bits / right.Bits);
        }

        if (left.TryGetDecimal(out var number) && right.TryGetDecimal(out divisor))
        {
            return Decimal(evaluation, '/', number, divisor, position);
        }

        evaluation.Allocate(TemporalBytes);
        return TemporalArithmetic.Divide(left, right) ?? Refuse(evaluation, "/", left, right, position);
    }

    public static FeelValue Power(Evaluation evaluation, FeelValue left, FeelValue right, int position)
    {
        if (!left.TryGetDecimal(out var number) || !right.TryGetDecimal(out var exponent))
        {
            return Refuse(evaluation, "**", left, right, position);
        }

        if (right.IsInteger && Math.Abs(exponent) <= 1000 && TryPower(number, (int)right.Bits, out var exact))
        {
            return FeelValue.From(exact);
        }

        return FromDouble(evaluation, Math.Pow((double)number, (double)exponent), position);
    }

    public static FeelValue Negate(Evaluation evaluation, FeelValue value, int position)
    {
        if (value.IsInteger && value.Bits != long.MinValue)
        {
            return FeelValue.From(-value.Bits);
        }

        if (value.TryGetDecimal(out var number))
        {
            return FeelValue.From(-number);
        }

        if (value.TryGetDuration(out var duration))
        {
            return FeelValue.From(new FeelDuration(-duration.Nanoseconds));
        }

        if (value.TryGetMonths(out var months))
        {
            return FeelValue.FromMonths(-months);
        }

        return evaluation.Fail("wrong_type", $"A {Name(value)} has no negative.", position);
    }

    /// <summary>A computed value, rounded to the 15 digits that a double holds for certain.</summary>
    public static FeelValue FromDouble(Evaluation evaluation, double number, int position) =>
        double.IsFinite(number) && Math.Abs(number) < 7.9e28
            ? FeelValue.From((decimal)number)
            : evaluation.Fail("number_overflow", "The result is not a number within 28 digits.", position);

    private static bool TryPower(decimal number, int exponent, out decimal power)
    {
        power = 1;
        if (number == 0 && exponent < 0)
        {
            return false;
        }

        try
        {
            var factor = number;
            for (var rest = Math.Abs(exponent); rest > 0; rest >>= 1)
            {
                power = (rest & 1) == 1 ? power * factor : power;
                factor = rest > 1 ? factor * factor : factor;
            }

            power = exponent < 0 ? 1 / power : power;
            return true;
        }
        catch (OverflowException)
        {
            return false;
        }
        catch (DivideByZeroException)
        {
            return false;
        }
    }

    private static FeelValue Decimal(
        Evaluation evaluation,
        char sign,
        decimal left,
        decimal right,
        int position
    )
    {
        evaluation.Allocate(32);
        try
        {
            return FeelValue.From(
                sign switch
                {
                    '+' => left + right,
                    '-' => left - right,
                    '*' => left * right,
                    _ => left / right,
                }
            );
        }
        catch (OverflowException)
        {
            return evaluation.Fail("number_overflow", "The result is beyond 28 digits.", position);
        }
    }

    private static FeelValue Refuse(
        Evaluation evaluation,
        string sign,
        FeelValue left,
        FeelValue right,
        int position
    ) =>
        evaluation.Fail(
            "wrong_type",
            $"'{sign}' has no meaning between {Name(left)} and {Name(right)}.",
            position
        );

    internal static string Name(FeelValue value) =>
        value.Kind switch
        {
            FeelKind.Null => "null",
            FeelKind.DateTime => "date and time",
            FeelKind.DaysDuration => "days and time duration",
            FeelKind.MonthsDuration => "years and months duration",
            var kind => kind.ToString().ToLowerInvariant(),
        };
}
