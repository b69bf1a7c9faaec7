namespace Workflows.Feel.Runtime;

/// <summary>A position in square brackets behind a value.</summary>
internal static class Filters
{
    /// <summary>
    /// The item at a position, from 1, or from the end when negative; null beyond the ends.
    /// </summary>
    public static FeelValue At(Evaluation evaluation, FeelValue source, long index, int position)
    {
        if (!Sequence.TryOf(source, out var items))
        {
            return FeelValue.Null;
        }

        var at = index < 0 ? items.Count + index : index - 1;
        return index != 0 && at >= 0 && at < items.Count
            ? items[at]
            : evaluation.Fail("index_out_of_range", $"The list has no item {index}.", position);
    }
}
