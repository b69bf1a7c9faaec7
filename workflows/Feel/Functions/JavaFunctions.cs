using System.Globalization;
using Workflows.Feel.Runtime;

namespace Workflows.Feel.Functions;

/// <summary>
/// What FEEL functions mapped to Java (DMN 1.5 §10.3.2.13.3) can be without Java: the arithmetic of <c>java.lang.Math</c> and
/// <c>valueOf</c> of Java's number classes, which are the same everywhere. No foreign code is ever run.
/// </summary>
internal static class JavaFunctions
{
    private static readonly Dictionary<string, (decimal Least, decimal Most)> Whole = new()
    {
        ["byte"] = (sbyte.MinValue, sbyte.MaxValue),
        ["short"] = (short.MinValue, short.MaxValue),
        ["int"] = (int.MinValue, int.MaxValue),
        ["long"] = (long.MinValue, long.MaxValue),
    };

    private static readonly Dictionary<string, string> Boxes = new()
    {
        ["java.lang.Byte"] = "byte",
        ["java.lang.Short"] = "short",
        ["java.lang.Integer"] = "int",
        ["java.lang.Long"] = "long",
        ["java.lang.Float"] = "float",
        ["java.lang.Double"] = "double",
    };

    private static readonly Dictionary<string, Func<double, double>> OfOne = new()
    {
        ["sin"] = Math.Sin,
        ["cos"] = Math.Cos,
        ["tan"] = Math.Tan,
        ["asin"] = Math.Asin,
        ["acos"] = Math.Acos,
        ["atan"] = Math.Atan,
        ["sinh"] = Math.Sinh,
        ["cosh"] = Math.Cosh,
        ["tanh"] = Math.Tanh,
        ["exp"] = Math.Exp,
        ["log"] = Math.Log,
        ["log10"] = Math.Log10,
        ["sqrt"] = Math.Sqrt,
        ["cbrt"] = Math.Cbrt,
        ["floor"] = Math.Floor,
        ["ceil"] = Math.Ceiling,
        ["rint"] = value => Math.Round(value, MidpointRounding.ToEven),
        ["round"] = value => Math.Floor(value + 0.5),
        ["signum"] = value => Math.Sign(value),
        ["toRadians"] = double.DegreesToRadians,
        ["toDegrees"] = double.RadiansToDegrees,
    };

    private static readonly Dictionary<string, Func<double, double, double>> OfTwo = new()
    {
        ["pow"] = Math.Pow,
        ["atan2"] = Math.Atan2,
        ["hypot"] = double.Hypot,
    };

    /// <summary>Whether a method is among those computed here.</summary>
    public static bool Knows(string type, string signature)
    {
        var method = signature.Split('(')[0].Trim();
        return type == "java.lang.Math"
            ? method is "abs" or "max" or "min" || OfOne.ContainsKey(method) || OfTwo.ContainsKey(method)
            : method == "valueOf" && Boxes.ContainsKey(type);
    }

    /// <summary>
    /// Calls <c>class</c>'s method of a signature such as <c>max(double, double)</c>; false when it is not among those known
    /// here, or the arguments do not fit its types.
    /// </summary>
    public static bool TryCall(
        Evaluation evaluation,
        string type,
        string signature,
        ReadOnlySpan<FeelValue> arguments,
        int position,
        out FeelValue result
    )
    {
        result = default;
        var open = signature.IndexOf('(', StringComparison.Ordinal);
        if (open < 0 || !signature.EndsWith(')'))
        {
            return false;
        }

        var method = signature[..open].Trim();
        var types = signature[(open + 1)..^1].Split(',', StringSplitOptions.TrimEntries);
        if (types.Length != arguments.Length)
        {
            return false;
        }

        if (type != "java.lang.Math")
        {
            return method == "valueOf" && TryValueOf(type, types[0], arguments[0], out result);
        }

        var numbers = new decimal[arguments.Length];
        for (var i = 0; i < numbers.Length; i++)
        {
            if (!arguments[i].TryGetDecimal(out numbers[i]) || !TryFit(types[i], ref numbers[i]))
            {
                return false;
            }
        }

        return TryMath(evaluation, method, numbers, position, out result);
    }

    private static bool TryMath(
        Evaluation evaluation,
        string method,
        decimal[] numbers,
        int position,
        out FeelValue result
    )
    {
        decimal? exact = (method, numbers) switch
        {
            ("abs", [var one]) => Math.Abs(one),
            ("max", [var one, var other]) => Math.Max(one, other),
            ("min", [var one, var other]) => Math.Min(one, other),
            _ => null,
        };
        double? real = numbers switch
        {
            [var one] when OfOne.TryGetValue(method, out var ofOne) => ofOne((double)one),
            [var one, var other] when OfTwo.TryGetValue(method, out var ofTwo) => ofTwo(
                (double)one,
                (double)other
            ),
            _ => null,
        };
        result =
            exact is { } number ? FeelValue.From(number)
            : real is { } computed ? Arithmetic.FromDouble(evaluation, computed, position)
            : FeelValue.Null;
        return exact is not null || real is not null;
    }

    private static bool TryValueOf(string box, string given, FeelValue argument, out FeelValue result)
    {
        result = default;
        if (!Boxes.TryGetValue(box, out var type))
        {
            return false;
        }

        const NumberStyles style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        var number = 0m;
        var known =
            given == "java.lang.String"
                ? decimal.TryParse(argument.ToText(), style, CultureInfo.InvariantCulture, out number)
                : given == type && argument.TryGetDecimal(out number);
        if (!known || !TryFit(type, ref number))
        {
            return false;
        }

        result = FeelValue.From(number);
        return true;
    }

    private static bool TryFit(string type, ref decimal number)
    {
        if (Whole.TryGetValue(type, out var bounds))
        {
            return decimal.Truncate(number) == number && number >= bounds.Least && number <= bounds.Most;
        }

        number = type == "float" ? (decimal)(float)number : number;
        return type is "float" or "double";
    }
}
