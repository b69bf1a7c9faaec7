namespace Workflows.Feel.Functions;

/// <summary>Functions that make a list from another by adding, removing or replacing.</summary>
internal static class ListEditing
{
    public static IEnumerable<Builtin> All =>
        [
            new("append", "list, item...", Append),
            new("concatenate", "list...", Concatenate),
            new("insert before", "list, position, newItem", InsertBefore),
            new("remove", "list, position", Remove),
            new("list replace", "list, position, newItem | list, match, newItem", Replace),
        ];

    private static FeelValue Append(Call call, ReadOnlySpan<FeelValue> arguments)
    {
        var items = arguments[0].IsNull ? [] : Arguments.ItemsOf(arguments[0]);
        return call.List([.. items, .. arguments[1..]]);
    }

    private static FeelValue Concatenate(Call call, ReadOnlySpan<FeelValue> arguments)
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

        return call.List([.. all]);
    }

    private static FeelValue InsertBefore(Call call, ReadOnlySpan<FeelValue> arguments)
    {
        if (arguments[0].IsNull)
        {
            return call.WrongType(arguments);
        }

        var items = Arguments.ItemsOf(arguments[0]);
        // One may insert before the place behind the last item.
        var slots = items.Length + (arguments[1].TryGetDecimal(out var given) && given > 0 ? 1 : 0);
        return TryIndex(arguments[1], slots, out var at)
            ? call.List([.. items[..at], arguments[2], .. items[at..]])
            : call.Fail("the position lies outside the list.");
    }

    private static FeelValue Remove(Call call, ReadOnlySpan<FeelValue> arguments)
    {
        if (arguments[0].IsNull)
        {
            return call.WrongType(arguments);
        }

        var items = Arguments.ItemsOf(arguments[0]);
        return TryIndex(arguments[1], items.Length, out var at)
            ? call.List([.. items[..at], .. items[(at + 1)..]])
            : call.Fail("the position lies outside the list.");
    }

    private static FeelValue Replace(Call call, ReadOnlySpan<FeelValue> arguments)
    {
        if (arguments[0].IsNull)
        {
            return call.WrongType(arguments);
        }

        var items = Arguments.ItemsOf(arguments[0]).ToArray();
        if (arguments[1].TryGetFunction(out var match))
        {
            return ReplaceMatching(call, items, match, arguments[2]);
        }

        if (!TryIndex(arguments[1], items.Length, out var at))
        {
            return call.Fail("the position lies outside the list.");
        }

        items[at] = arguments[2];
        return call.List(items);
    }

    private static FeelValue ReplaceMatching(
        Call call,
        FeelValue[] items,
        FeelFunction match,
        FeelValue newItem
    )
    {
        for (var i = 0; i < items.Length; i++)
        {
            if (
                !match
                    .Invoke(call.Evaluation, [items[i], newItem], call.Position)
                    .TryGetBoolean(out var matches)
            )
            {
                return call.Fail("the match is neither true nor false.");
            }

            items[i] = matches ? newItem : items[i];
        }

        return call.List(items);
    }

    /// <summary>A position from 1, or from the end when negative, as an index.</summary>
    private static bool TryIndex(FeelValue position, int count, out int index)
    {
        index = 0;
        if (!position.TryGetDecimal(out var given))
        {
            return false;
        }

        given = decimal.Truncate(given);
        var from = given < 0 ? count + given : given - 1;
        var inside = from >= 0 && from < count;
        index = inside ? (int)from : 0;
        return inside;
    }
}
