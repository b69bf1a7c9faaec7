using System.Runtime.InteropServices;
using Workflows.Feel.Runtime;

namespace Workflows.Feel;

/// <summary>
/// How deep a value is nested and how much text it would make. Both are bounded when a list or context is made, which
/// is what lets the rest walk and write values freely: a list that holds another twice, forty times over, would be
/// small in memory and endless on paper.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Nesting(int Depth, long Weight)
{
    public const int MaxDepth = 128;

    /// <summary>Items and entries, and every eight characters of text, counted as often as they occur.</summary>
    public const long MaxWeight = 2_000_000;

    private const int CharactersPerUnit = 8;

    public static Nesting Around(ReadOnlySpan<FeelValue> items)
    {
        var sum = default(Nesting);
        foreach (var item in items)
        {
            sum = sum.And(item);
        }

        return sum.Closed();
    }

    public static Nesting Around(ReadOnlySpan<KeyValuePair<string, FeelValue>> entries)
    {
        var sum = default(Nesting);
        foreach (var (name, value) in entries)
        {
            sum = sum.And(value);
            sum = sum with { Weight = sum.Weight + (name.Length / CharactersPerUnit) };
        }

        return sum.Closed();
    }

    private Nesting And(FeelValue value)
    {
        var inner =
            value.TryGetList(out var list) ? list.Nesting
            : value.TryGetContext(out var context) ? context.Nesting
            : value.TryGetString(out var text) ? new Nesting(0, text.Length / CharactersPerUnit)
            : default;
        return new Nesting(Math.Max(Depth, inner.Depth), Weight + inner.Weight + 1);
    }

    private Nesting Closed()
    {
        if (Depth >= MaxDepth)
        {
            throw new FeelLimitException($"A value may be nested {MaxDepth} levels deep.");
        }

        return Weight > MaxWeight
            ? throw new FeelLimitException("A value may not be so large.")
            : this with
            {
                Depth = Depth + 1,
            };
    }
}
