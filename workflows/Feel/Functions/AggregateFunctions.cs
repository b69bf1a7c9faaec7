using Workflows.Feel.Runtime;

namespace Workflows.Feel.Functions;

/// <summary>
/// Functions that make one value of many. The many may be one list or the arguments themselves.
/// </summary>
internal static class AggregateFunctions
{
    public static IEnumerable<Builtin> All =>
        [
            new("min", "list...", (call, arguments) => Extreme(call, arguments, -1)),
            new("max", "list...", (call, arguments) => Extreme(call, arguments, 1)),
            new("sum", "list...", (call, arguments) => Fold(call, arguments, Arithmetic.Add)),
            new("product", "list...", Product),
            new("mean", "list...", Mean),
            new("median", "list...", Median),
            new("mode", "list...", Mode),
            new("stddev", "list...", StandardDeviation),
            new("all", "list...", (call, arguments) => Quantify(call, arguments, decisive: false)),
            new("any", "list...", (call, arguments) => Quantify(call, arguments, decisive: true)),
            new("and", "list...", (call, arguments) => Quantify(call, arguments, decisive: false)),
            new("or", "list...", (call, arguments) => Quantify(call, arguments, decisive: true)),
        ];

    private delegate FeelValue Step(Evaluation evaluation, FeelValue left, FeelValue right, int position);

    private static FeelValue Extreme(Call call, ReadOnlySpan<FeelValue> arguments, int wanted)
    {
        var items = Arguments.Spread(arguments);
        if (items.Length == 0 || items[0].IsNull)
        {
            return items.Length == 0 ? FeelValue.Null : call.WrongType(arguments);
        }

        var best = items[0];
        foreach (var item in items)
        {
            call.Evaluation.Charge(1);
            if (Comparison.Order(item, best) is not { } order)
            {
                return call.Fail("two items have no order.");
            }

            best = Math.Sign(order) == wanted ? item : best;
        }

        return best;
    }

    private static FeelValue Fold(Call call, ReadOnlySpan<FeelValue> arguments, Step step)
    {
        var items = Arguments.Spread(arguments);
        if (items.Length == 0)
        {
            return FeelValue.Null;
        }

        var total = items[0];
        for (var i = 0; i < items.Length; i++)
        {
            call.Evaluation.Charge(1);
            if (items[i].Kind is not (FeelKind.Number or FeelKind.DaysDuration or FeelKind.MonthsDuration))
            {
                return call.WrongType(arguments);
            }

            total = i == 0 ? total : step(call.Evaluation, total, items[i], call.Position);
        }

        return total;
    }

    private static FeelValue Product(Call call, ReadOnlySpan<FeelValue> arguments)
    {
        if (!TryNumbers(call, arguments, out _))
        {
            return call.WrongType(arguments);
        }

        var product = Fold(call, arguments, Arithmetic.Multiply);
        return product.IsNull ? call.Fail("there is nothing to multiply.") : product;
    }

    private static FeelValue Mean(Call call, ReadOnlySpan<FeelValue> arguments)
    {
        var sum = Fold(call, arguments, Arithmetic.Add);
        var count = Arguments.Spread(arguments).Length;
        return sum.IsNull
            ? sum
            : Arithmetic.Divide(call.Evaluation, sum, FeelValue.From(count), call.Position);
    }

    private static FeelValue Median(Call call, ReadOnlySpan<FeelValue> arguments)
    {
        if (!TryNumbers(call, arguments, out var numbers))
        {
            return call.WrongType(arguments);
        }

        if (numbers.Length == 0)
        {
            return FeelValue.Null;
        }

        Array.Sort(numbers);
        var middle = numbers.Length / 2;
        return numbers.Length % 2 == 1
            ? FeelValue.From(numbers[middle])
            : Arithmetic.Divide(
                call.Evaluation,
                Arithmetic.Add(
                    call.Evaluation,
                    FeelValue.From(numbers[middle - 1]),
                    FeelValue.From(numbers[middle]),
                    call.Position
                ),
                FeelValue.From(2),
                call.Position
            );
    }

    private static FeelValue Mode(Call call, ReadOnlySpan<FeelValue> arguments)
    {
        if (!TryNumbers(call, arguments, out var numbers))
        {
            return call.WrongType(arguments);
        }

        var groups = numbers
            .GroupBy(number => number)
            .Select(group => (group.Key, Count: group.Count()))
            .ToList();
        var most = groups.Count == 0 ? 0 : groups.Max(group => group.Count);
        return call.List([
            .. groups
                .Where(group => group.Count == most)
                .OrderBy(group => group.Key)
                .Select(group => FeelValue.From(group.Key)),
        ]);
    }

    private static FeelValue StandardDeviation(Call call, ReadOnlySpan<FeelValue> arguments)
    {
        if (!TryNumbers(call, arguments, out var numbers) || numbers.Length < 2)
        {
            return call.WrongType(arguments);
        }

        var mean = numbers.Sum(number => (double)number) / numbers.Length;
        var squares = numbers.Sum(number => ((double)number - mean) * ((double)number - mean));
        return Arithmetic.FromDouble(
            call.Evaluation,
            Math.Sqrt(squares / (numbers.Length - 1)),
            call.Position
        );
    }

    private static FeelValue Quantify(Call call, ReadOnlySpan<FeelValue> arguments, bool decisive)
    {
        var items = Arguments.Spread(arguments);
        var known = true;
        foreach (var item in items)
        {
            call.Evaluation.Charge(1);
            if (item.TryGetBoolean(out var value) && value == decisive)
            {
                return item;
            }

            known &= item.Kind == FeelKind.Boolean;
        }

        return known ? FeelValue.From(!decisive) : FeelValue.Null;
    }

    private static bool TryNumbers(Call call, ReadOnlySpan<FeelValue> arguments, out decimal[] numbers)
    {
        var items = Arguments.Spread(arguments);
        call.Evaluation.AllocateItems(items.Length);
        call.Evaluation.Charge(items.Length);
        numbers = new decimal[items.Length];
        for (var i = 0; i < items.Length; i++)
        {
            if (!items[i].TryGetDecimal(out numbers[i]))
            {
                return false;
            }
        }

        return true;
    }
}
