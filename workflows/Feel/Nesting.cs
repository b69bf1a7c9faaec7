using Workflows.Feel.Runtime;

namespace Workflows.Feel;

/// <summary>
/// Values are nested a bounded number of levels deep, which is what lets the rest of FEEL walk them by
/// recursion.
/// </summary>
internal static class Nesting
{
    public const int Max = 128;

    public static int Around(ReadOnlySpan<FeelValue> items)
    {
        var deepest = 0;
        foreach (var item in items)
        {
            deepest = Math.Max(deepest, Of(item));
        }

        return Checked(deepest + 1);
    }

    public static int Around(ReadOnlySpan<KeyValuePair<string, FeelValue>> entries)
    {
        var deepest = 0;
        foreach (var (_, value) in entries)
        {
            deepest = Math.Max(deepest, Of(value));
        }

        return Checked(deepest + 1);
    }

    private static int Of(FeelValue value)
    {
        if (value.TryGetList(out var list))
        {
            return list.Depth;
        }

        return value.TryGetContext(out var context) ? context.Depth : 0;
    }

    private static int Checked(int depth) =>
        depth <= Max ? depth : throw new FeelLimitException($"A value may be nested {Max} levels deep.");
}
