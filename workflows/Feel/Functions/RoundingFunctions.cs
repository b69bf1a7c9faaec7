namespace Workflows.Feel.Functions;

/// <summary>Rounding to a number of decimals, which may be negative.</summary>
internal static class RoundingFunctions
{
    // The exponents of decimal128 (DMN 1.5 §10.3.2.3.1).
    private const int LeastScale = -6111;
    private const int MostScale = 6176;

    private const int DecimalDigits = 28;

    public static IEnumerable<Builtin> All =>
        [
            new("decimal", "n, scale", (call, arguments) => Round(call, arguments, ToEven)),
            new("floor", "n, scale?", (call, arguments) => Round(call, arguments, Down)),
            new("ceiling", "n, scale?", (call, arguments) => Round(call, arguments, Up)),
            new("round up", "n, scale", (call, arguments) => Round(call, arguments, AwayFromZero)),
            new("round down", "n, scale", (call, arguments) => Round(call, arguments, decimal.Truncate)),
            new("round half up", "n, scale", (call, arguments) => Round(call, arguments, HalfUp)),
            new("round half down", "n, scale", (call, arguments) => Round(call, arguments, HalfDown)),
        ];

    private static FeelValue Round(
        Call call,
        ReadOnlySpan<FeelValue> arguments,
        Func<decimal, decimal> toWhole
    )
    {
        var given = arguments.Length > 1 ? arguments[1] : FeelValue.Zero;
        if (!arguments[0].TryGetDecimal(out var number) || !given.TryGetDecimal(out var scale))
        {
            return call.WrongType(arguments);
        }

        scale = decimal.Truncate(scale);
        if (scale is < LeastScale or > MostScale)
        {
            return call.Fail($"the scale lies between {LeastScale} and {MostScale}.");
        }

        try
        {
            return FeelValue.From(Round(number, (int)scale, toWhole));
        }
        catch (OverflowException)
        {
            return call.Fail("the result is beyond 28 digits.");
        }
    }

    private static decimal Round(decimal number, int scale, Func<decimal, decimal> toWhole)
    {
        var whole = decimal.Truncate(number);
        if (scale <= 0)
        {
            var unit = PowerOfTen(-scale);
            // Beyond the largest decimal only the sign of what is rounded counts.
            return unit == 0 ? BeyondUnit(number, toWhole) : toWhole(number / unit) * unit;
        }

        if (scale >= number.Scale)
        {
            return number;
        }

        // Only the fraction is scaled, so that large numbers with many decimals do not overflow.
        var factor = PowerOfTen(scale);
        return whole + (toWhole((number - whole) * factor) / factor);
    }

    private static decimal BeyondUnit(decimal number, Func<decimal, decimal> toWhole) =>
        toWhole(Math.Sign(number) * 0.1m) == 0 ? 0 : throw new OverflowException();

    private static decimal PowerOfTen(int exponent)
    {
        if (exponent > DecimalDigits)
        {
            return 0;
        }

        var power = 1m;
        for (var i = 0; i < exponent; i++)
        {
            power *= 10;
        }

        return power;
    }

    private static decimal ToEven(decimal number) => Math.Round(number, MidpointRounding.ToEven);

    private static decimal Down(decimal number) => decimal.Floor(number);

    private static decimal Up(decimal number) => decimal.Ceiling(number);

    private static decimal AwayFromZero(decimal number) =>
        number < 0 ? decimal.Floor(number) : decimal.Ceiling(number);

    private static decimal HalfUp(decimal number) => Math.Round(number, MidpointRounding.AwayFromZero);

    private static decimal HalfDown(decimal number)
    {
        var whole = decimal.Truncate(number);
        return Math.Abs(number - whole) > 0.5m ? whole + Math.Sign(number) : whole;
    }
}
