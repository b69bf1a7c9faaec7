using Workflows.Feel.Runtime;

namespace Workflows.Feel.Functions;

/// <summary>Functions that look at lists, or pick from them.</summary>
internal static class ListFunctions
{
    public static IEnumerable<Builtin> All =>
        [
            new("list contains", "list, element", ListContains),
            new("count", "list", Count),
            new("sublist", "list, start position, length?", Sublist),
            new("index of", "list, match", IndexOf),
            new("distinct values", "list", DistinctValues),
            new("duplicate values", "list", DuplicateValues),
            new("union", "list...", Union),
            new("reverse", "list", Reverse),
            new("flatten", "list", Flatten),
            new("sort", "list, precedes?", Sort),
            new("is empty", "list", IsEmpty),
            new("partition", "list, size", Partition),
        ];

    private static FeelValue ListContains(Call call, ReadOnlySpan<FeelValue> arguments)
    {
        if (arguments[0].IsNull)
        {
            return call.WrongType(arguments);
        }

        return FeelValue.From(IndexesOf(call, Arguments.ItemsOf(arguments[0]), arguments[1], 1).Count > 0);
    }

    private static FeelValue Count(Call call, ReadOnlySpan<FeelValue> arguments) =>
        arguments[0].IsNull
            ? call.WrongType(arguments)
            : FeelValue.From(Arguments.ItemsOf(arguments[0]).Length);

    private static FeelValue IsEmpty(Call call, ReadOnlySpan<FeelValue> arguments) =>
        arguments[0].TryGetList(out var list) ? FeelValue.From(list.Count == 0) : call.WrongType(arguments);

    private static FeelValue Sublist(Call call, ReadOnlySpan<FeelValue> arguments)
    {
        if (arguments[0].IsNull || !arguments[1].TryGetDecimal(out var start))
        {
            return call.WrongType(arguments);
        }

        var items = Arguments.ItemsOf(arguments[0]);
        start = decimal.Truncate(start);
        var from = start < 0 ? items.Length + start : start - 1;
        var length = items.Length - from;
        if (arguments.Length > 2 && !arguments[2].IsNull)
        {
            if (!arguments[2].TryGetDecimal(out length))
            {
                return call.WrongType(arguments);
            }

            length = decimal.Truncate(length);
        }

        return from < 0 || from >= items.Length || length < 0 || from + length > items.Length
            ? call.Fail("the start position or the length lies outside the list.")
            : call.List(items.Slice((int)from, (int)length).ToArray());
    }

    private static FeelValue IndexOf(Call call, ReadOnlySpan<FeelValue> arguments)
    {
        if (arguments[0].IsNull)
        {
            return call.WrongType(arguments);
        }

        var indexes = IndexesOf(call, Arguments.ItemsOf(arguments[0]), arguments[1], int.MaxValue);
        return call.List([.. indexes.Select(index => FeelValue.From(index + 1L))]);
    }

    private static List<int> IndexesOf(Call call, ReadOnlySpan<FeelValue> items, FeelValue wanted, int most)
    {
        var found = new List<int>();
        for (var i = 0; i < items.Length && found.Count < most; i++)
        {
            call.Evaluation.Charge(1);
            if (Comparison.AreEqual(call.Evaluation, items[i], wanted) == true)
            {
                found.Add(i);
            }
        }

        return found;
    }

    private static FeelValue DistinctValues(Call call, ReadOnlySpan<FeelValue> arguments) =>
        arguments[0].IsNull ? call.WrongType(arguments) : Distinct(call, Arguments.ItemsOf(arguments[0]));

    private static FeelValue DuplicateValues(Call call, ReadOnlySpan<FeelValue> arguments)
    {
        if (arguments[0].IsNull)
        {
            return call.WrongType(arguments);
        }

        var items = Arguments.ItemsOf(arguments[0]);
        var seen = new ValueSet(call.Evaluation);
        var twice = new ValueSet(call.Evaluation);
        foreach (var item in items)
        {
            if (!seen.Add(item))
            {
                twice.Add(item);
            }
        }

        return call.List([.. twice.InOrder]);
    }

    private static FeelValue Union(Call call, ReadOnlySpan<FeelValue> arguments)
    {
        var all = new List<FeelValue>();
        foreach (var argument in arguments)
        {
            if (argument.IsNull)
            {
                return call.WrongType(arguments);
            }

            var items = Arguments.ItemsOf(argument);
            call.Evaluation.AllocateItems(items.Length);
            all.AddRange(items);
        }

        return Distinct(call, all.ToArray());
    }

    private static FeelValue Distinct(Call call, ReadOnlySpan<FeelValue> items)
    {
        var seen = new ValueSet(call.Evaluation);
        foreach (var item in items)
        {
            seen.Add(item);
        }

        return call.List([.. seen.InOrder]);
    }

    private static FeelValue Reverse(Call call, ReadOnlySpan<FeelValue> arguments)
    {
        if (arguments[0].IsNull)
        {
            return call.WrongType(arguments);
        }

        var items = Arguments.ItemsOf(arguments[0]).ToArray();
        Array.Reverse(items);
        return call.List(items);
    }

    private static FeelValue Flatten(Call call, ReadOnlySpan<FeelValue> arguments)
    {
        if (arguments[0].IsNull)
        {
            return call.WrongType(arguments);
        }

        var flat = new List<FeelValue>();
        AddFlat(call, arguments[0], flat);
        return call.List([.. flat]);
    }

    private static void AddFlat(Call call, FeelValue value, List<FeelValue> flat)
    {
        call.Evaluation.Charge(1);
        if (!value.TryGetList(out var list))
        {
            call.Evaluation.AllocateItem();
            flat.Add(value);
            return;
        }

        foreach (var item in list.Span)
        {
            AddFlat(call, item, flat);
        }
    }

    private static FeelValue Partition(Call call, ReadOnlySpan<FeelValue> arguments)
    {
        if (!arguments[0].TryGetList(out var list) || !arguments[1].TryGetInt64(out var size) || size < 1)
        {
            return call.WrongType(arguments);
        }

        var chunk = (int)Math.Min(size, Math.Max(list.Count, 1));
        var parts = new List<FeelValue>();
        for (var from = 0; from < list.Count; from += chunk)
        {
            parts.Add(call.List(list.Span.Slice(from, Math.Min(chunk, list.Count - from)).ToArray()));
        }

        return call.List([.. parts]);
    }

    private static FeelValue Sort(Call call, ReadOnlySpan<FeelValue> arguments)
    {
        FeelFunction? precedes = null;
        if (arguments[0].IsNull || (arguments.Length > 1 && !arguments[1].TryGetFunction(out precedes)))
        {
            return call.WrongType(arguments);
        }

        var items = Arguments.ItemsOf(arguments[0]).ToArray();
        return MergeSort.TrySort(call, items, precedes)
            ? call.List(items)
            : call.Fail("two items have no order.");
    }
}
