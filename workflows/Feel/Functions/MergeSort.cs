using Workflows.Feel.Runtime;

namespace Workflows.Feel.Functions;

/// <summary>
/// A stable sort that asks a FEEL function which of two comes first, and survives foolish answers.
/// </summary>
internal static class MergeSort
{
    /// <summary>Sorts in place; false when the order of two items is neither true nor false.</summary>
    public static bool TrySort(Call call, FeelValue[] items, FeelFunction? precedes)
    {
        call.Evaluation.AllocateItems(items.Length);
        var spare = new FeelValue[items.Length];
        for (var width = 1; width < items.Length; width *= 2)
        {
            for (var from = 0; from < items.Length; from += 2 * width)
            {
                var middle = Math.Min(from + width, items.Length);
                var to = Math.Min(from + (2 * width), items.Length);
                if (
                    !TryMerge(
                        call,
                        items.AsSpan(from, to - from),
                        middle - from,
                        spare.AsSpan(from),
                        precedes
                    )
                )
                {
                    return false;
                }
            }

            spare.CopyTo(items, 0);
        }

        return true;
    }

    private static bool TryMerge(
        Call call,
        ReadOnlySpan<FeelValue> runs,
        int middle,
        Span<FeelValue> target,
        FeelFunction? precedes
    )
    {
        var (left, right) = (0, middle);
        for (var i = 0; i < runs.Length; i++)
        {
            bool? takeRight =
                left == middle ? true
                : right == runs.Length ? false
                : Precedes(call, runs[right], runs[left], precedes);
            if (takeRight is null)
            {
                return false;
            }

            target[i] = takeRight.Value ? runs[right++] : runs[left++];
        }

        return true;
    }

    private static bool? Precedes(Call call, FeelValue one, FeelValue other, FeelFunction? precedes)
    {
        call.Evaluation.Charge(1);
        if (precedes is null)
        {
            return Comparison.Order(one, other) is { } order ? order < 0 : null;
        }

        var answer = precedes.Invoke(call.Evaluation, [one, other], call.Position);
        return answer.TryGetBoolean(out var first) ? first : null;
    }
}
