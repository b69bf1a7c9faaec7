namespace Workflows.Feel.Functions;

/// <summary>Functions of contexts.</summary>
internal static class ContextFunctions
{
    public static IEnumerable<Builtin> All =>
        [
            new("get value", "m, key | context, keys", GetValue),
            new("get entries", "m", GetEntries),
            new("context", "entries", Context),
            new("context put", "context, key, value | context, keys, value", Put),
            new("context merge", "contexts", Merge),
        ];

    private static FeelValue GetValue(Call call, ReadOnlySpan<FeelValue> arguments)
    {
        var value = arguments[0];
        if (value.Kind != FeelKind.Context || arguments[1].Kind is not (FeelKind.String or FeelKind.List))
        {
            return call.WrongType(arguments);
        }

        if (Arguments.ItemsOf(arguments[1]).Length == 0)
        {
            return call.Fail("the path is empty.");
        }

        foreach (var key in Arguments.ItemsOf(arguments[1]))
        {
            if (
                !key.TryGetString(out var name)
                || !value.TryGetContext(out var context)
                || !context.TryGet(name, out value)
            )
            {
                return call.Fail("the context has no such entry.");
            }
        }

        return value;
    }

    private static FeelValue GetEntries(Call call, ReadOnlySpan<FeelValue> arguments)
    {
        if (!arguments[0].TryGetContext(out var context))
        {
            return call.WrongType(arguments);
        }

        call.Evaluation.Allocate(context.Count * 400L);
        return call.List([
            .. context.Select(entry =>
                FeelValue.From(FeelContext.Empty.With("key", entry.Key).With("value", entry.Value))
            ),
        ]);
    }

    private static FeelValue Context(Call call, ReadOnlySpan<FeelValue> arguments)
    {
        var context = new FeelContext.Builder();
        foreach (var item in Arguments.ItemsOf(arguments[0]))
        {
            if (
                !item.TryGetContext(out var entry)
                || !entry.TryGet("key", out var key)
                || !key.TryGetString(out var name)
                || !entry.TryGet("value", out var value)
            )
            {
                return call.Fail("every entry needs a key, which is a string, and a value.");
            }

            if (context.Contains(name))
            {
                return call.Fail("a key is given twice.");
            }

            call.Evaluation.Allocate(160);
            context.Set(name, value);
        }

        return FeelValue.From(context.Build());
    }

    private static FeelValue Put(Call call, ReadOnlySpan<FeelValue> arguments)
    {
        if (arguments[1].Kind == FeelKind.List && call.Names.Contains("key"))
        {
            return call.Fail("a path is given as 'keys', not as 'key'.");
        }

        if (
            !arguments[0].TryGetContext(out var context)
            || arguments[1].Kind is not (FeelKind.String or FeelKind.List)
            || Arguments.ItemsOf(arguments[1]).Length == 0
        )
        {
            return call.WrongType(arguments);
        }

        return TryPut(call, context, Arguments.ItemsOf(arguments[1]), arguments[2], out var changed)
            ? FeelValue.From(changed)
            : call.Fail("the path leads through something that is not a context.");
    }

    private static bool TryPut(
        Call call,
        FeelContext context,
        ReadOnlySpan<FeelValue> path,
        FeelValue value,
        out FeelContext changed
    )
    {
        changed = context;
        call.Evaluation.Allocate(120 + (context.Count * 48L));
        call.Evaluation.Charge(1 + (context.Count / 4));
        if (!path[0].TryGetString(out var name))
        {
            return false;
        }

        if (path.Length > 1)
        {
            // A context that is not there yet is made on the way, as Camunda does.
            var inner = FeelContext.Empty;
            if (
                (context.TryGet(name, out var entry) && !entry.TryGetContext(out inner))
                || !TryPut(call, inner, path[1..], value, out var changedInner)
            )
            {
                return false;
            }

            value = FeelValue.From(changedInner);
        }

        changed = context.With(name, value);
        return true;
    }

    private static FeelValue Merge(Call call, ReadOnlySpan<FeelValue> arguments)
    {
        var merged = new FeelContext.Builder();
        foreach (var item in Arguments.ItemsOf(arguments[0]))
        {
            if (!item.TryGetContext(out var context))
            {
                return call.WrongType(arguments);
            }

            call.Evaluation.Allocate(160 + (context.Count * 160L));
            call.Evaluation.Charge(1 + context.Count);
            foreach (var (name, value) in context.Entries)
            {
                merged.Set(name, value);
            }
        }

        return FeelValue.From(merged.Build());
    }
}
