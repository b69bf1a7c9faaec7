using System.Numerics;
using Workflows.Feel;
using Workflows.Feel.Syntax;

namespace Workflows.Dmn;

/// <summary>
/// For columns whose cells are all constants or "any": which rules a value leaves possible, as a set of bits.
/// Tables of fees are long and made of such columns; with it they cost the same however long they are.
/// </summary>
internal sealed class TableIndex
{
    // A shorter table is walked as fast as it is looked up.
    private const int WorthwhileRules = 8;

    private readonly Dictionary<FeelValue, ulong[]>?[] _byValue;
    private readonly ulong[][] _any;
    private readonly int _words;

    private TableIndex(Dictionary<FeelValue, ulong[]>?[] byValue, ulong[][] any, int words)
    {
        _byValue = byValue;
        _any = any;
        _words = words;
    }

    /// <summary>Whether the index has already judged a column.</summary>
    public bool Covers(int column) => _byValue[column] is not null;

    /// <summary>An index over the columns it can cover, or null when it is of no use.</summary>
    public static TableIndex? Build(TableNode table)
    {
        if (table.Rules.Count < WorthwhileRules)
        {
            return null;
        }

        var words = (table.Rules.Count + 63) / 64;
        var byValue = new Dictionary<FeelValue, ulong[]>?[table.Inputs.Count];
        var any = new ulong[table.Inputs.Count][];
        for (var column = 0; column < table.Inputs.Count; column++)
        {
            any[column] = new ulong[words];
            byValue[column] = BuildColumn(table, column, words, any[column]);
        }

        return Array.Exists(byValue, column => column is not null)
            ? new TableIndex(byValue, any, words)
            : null;
    }

    /// <summary>Clears the bits of rules that a column's value rules out.</summary>
    public void Narrow(Span<ulong> candidates, int column, FeelValue value)
    {
        if (_byValue[column] is not { } byValue)
        {
            return;
        }

        var possible = byValue.GetValueOrDefault(value) ?? _any[column];
        for (var word = 0; word < _words; word++)
        {
            candidates[word] &= possible[word];
        }
    }

    /// <summary>The next rule still possible, from one on, or -1.</summary>
    public static int Next(ReadOnlySpan<ulong> candidates, int from, int count)
    {
        while (from < count)
        {
            var rest = candidates[from / 64] >> (from % 64);
            if (rest != 0)
            {
                var next = from + BitOperations.TrailingZeroCount(rest);
                return next < count ? next : -1;
            }

            from = ((from / 64) + 1) * 64;
        }

        return -1;
    }

    private static Dictionary<FeelValue, ulong[]>? BuildColumn(
        TableNode table,
        int column,
        int words,
        ulong[] any
    )
    {
        var byValue = new Dictionary<FeelValue, ulong[]>();
        for (var rule = 0; rule < table.Rules.Count; rule++)
        {
            if (
                table.Rules[rule].Tests[column] is not TestsNode { Negated: false } cell
                || !cell.Tests.All(IsConstant)
            )
            {
                return null;
            }

            foreach (var test in cell.Tests)
            {
                var value = ((LiteralNode)test).Value;
                if (!byValue.TryGetValue(value, out var rules))
                {
                    byValue.Add(value, rules = new ulong[words]);
                }

                rules[rule / 64] |= 1UL << (rule % 64);
            }

            any[rule / 64] |= cell.Tests.Count == 0 ? 1UL << (rule % 64) : 0;
        }

        foreach (var rules in byValue.Values)
        {
            for (var word = 0; word < words; word++)
            {
                rules[word] |= any[word];
            }
        }

        return byValue;
    }

    // Of these kinds, what is equal is also the same. A list as input may match by its items, so it is never
    // looked up.
    private static bool IsConstant(Node node) =>
        node
            is LiteralNode
            {
                Value.Kind: FeelKind.String or FeelKind.Number or FeelKind.Boolean or FeelKind.Date
            };
}
