using System.Globalization;
using Workflows.Feel.Runtime;

namespace Workflows.Feel.Functions;

/// <summary>Functions of numbers other than rounding.</summary>
internal static class NumberFunctions
{
    public static IEnumerable<Builtin> All =>
        [
            new("abs", "n", Abs),
            new("modulo", "dividend, divisor", Modulo),
            new("sqrt", "number", (call, arguments) => Real(call, arguments, Math.Sqrt)),
            new("log", "number", (call, arguments) => Real(call, arguments, Math.Log)),
            new("exp", "number", (call, arguments) => Real(call, arguments, Math.Exp)),
            new("odd", "number", (call, arguments) => Parity(call, arguments, 1)),
            new("even", "number", (call, arguments) => Parity(call, arguments, 0)),
            new("number", "from, grouping separator?, decimal separator?", Number),
            new("random number", "", RandomNumber),
        ];

    private static FeelValue Abs(Call call, ReadOnlySpan<FeelValue> arguments)
    {
        var value = arguments[0];
        var negative =
            value.TryGetDecimal(out var number) ? number < 0
            : value.TryGetDuration(out var duration) ? duration.Nanoseconds < 0
            : value.TryGetMonths(out var months) ? months < 0
            : (bool?)null;
        return negative switch
        {
            null => call.WrongType(arguments),
            true => Arithmetic.Negate(call.Evaluation, value, call.Position),
            false => value,
        };
    }

    private static FeelValue Modulo(Call call, ReadOnlySpan<FeelValue> arguments)
    {
        if (!arguments[0].TryGetDecimal(out var dividend) || !arguments[1].TryGetDecimal(out var divisor))
        {
            return call.WrongType(arguments);
        }

        if (divisor == 0)
        {
            return call.Fail("the divisor is zero.");
        }

        // The sign follows the divisor, which C#'s remainder does not do.
        var rest = dividend % divisor;
        return FeelValue.From(rest != 0 && (rest < 0) != (divisor < 0) ? rest + divisor : rest);
    }

    private static FeelValue Real(
        Call call,
        ReadOnlySpan<FeelValue> arguments,
        Func<double, double> function
    ) =>
        arguments[0].TryGetDecimal(out var number)
            ? Arithmetic.FromDouble(call.Evaluation, function((double)number), call.Position)
            : call.WrongType(arguments);

    private static FeelValue Parity(Call call, ReadOnlySpan<FeelValue> arguments, int wanted) =>
        arguments[0].TryGetDecimal(out var number)
            ? FeelValue.From(Math.Abs(number % 2) == wanted)
            : call.WrongType(arguments);

    private static FeelValue Number(Call call, ReadOnlySpan<FeelValue> arguments)
    {
        if (arguments.Length == 1 && arguments[0].Kind == FeelKind.Number)
        {
            return arguments[0];
        }

        if (!arguments[0].TryGetString(out var text))
        {
            return call.WrongType(arguments);
        }

        var grouping = "";
        var point = ".";
        if (arguments.Length > 1 && !TrySeparator(arguments[1], [" ", ",", "."], ref grouping))
        {
            return call.Fail("the grouping separator is a blank, ',' or '.'.");
        }

        if (arguments.Length > 2 && !TrySeparator(arguments[2], [",", "."], ref point))
        {
            return call.Fail("the decimal separator is ',' or '.'.");
        }

        if (grouping == point)
        {
            return call.Fail("the two separators must differ.");
        }

        var plain = grouping.Length == 0 ? text : text.Replace(grouping, "", StringComparison.Ordinal);
        const NumberStyles style =
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return
            (point == "." || !plain.Contains('.', StringComparison.Ordinal))
            && decimal.TryParse(
                plain.Replace(point, ".", StringComparison.Ordinal),
                style,
                CultureInfo.InvariantCulture,
                out var number
            )
            ? FeelValue.From(number)
            : call.Fail("the text is not a number.");
    }

    private static bool TrySeparator(FeelValue value, string[] allowed, ref string separator)
    {
        if (value.IsNull)
        {
            return true;
        }

        separator = value.TryGetString(out var text) ? text : "";
        return allowed.Contains(separator);
    }

    private static FeelValue RandomNumber(Call call, ReadOnlySpan<FeelValue> arguments) =>
        SeededDraws.TryNext(call.Environment, out var bits)
            ? FeelValue.From((decimal)(bits >> 11) / (1UL << 53))
            : call.Fail("this evaluation has no seed.");
}
