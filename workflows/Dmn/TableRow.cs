using Workflows.Feel;

namespace Workflows.Dmn;

/// <summary>The outputs of one matching rule.</summary>
internal sealed class TableRow(FeelValue[] values)
{
    /// <summary>The only output itself, or several as a context by their names.</summary>
    public FeelValue ToValue(CompiledOutput[] columns)
    {
        if (columns.Length == 1)
        {
            return values[0];
        }

        var context = new FeelContext.Builder();
        for (var i = 0; i < values.Length; i++)
        {
            context.Set(columns[i].Name, values[i]);
        }

        return FeelValue.From(context.Build());
    }

    /// <summary>For each output its place in the order of values, the first output weighing most.</summary>
    public int[] Rank(List<FeelValue>[] orders)
    {
        var rank = new int[values.Length];
        for (var i = 0; i < rank.Length; i++)
        {
            var place = orders[i].IndexOf(values[i]);
            rank[i] = place < 0 ? int.MaxValue : place;
        }

        return rank;
    }
}

/// <summary>Compares ranks from left to right.</summary>
internal sealed class RankComparer : IComparer<int[]>
{
    public static RankComparer Instance { get; } = new();

    public int Compare(int[]? x, int[]? y) => x.AsSpan().SequenceCompareTo(y);
}
