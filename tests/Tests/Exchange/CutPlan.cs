namespace Tests.Exchange;

/// <summary>
/// Where a conversation is cut, in bytes from its beginning: at every byte that carries a small file, and before and within
/// every other message; of a large file at every 997th byte. <c>HUB_TEST_ALL_CUTS=1</c> cuts a small conversation at every byte.
/// </summary>
internal static class CutPlan
{
    private const int LargeStep = 997;

    /// <summary>The cuts of a conversation that carries a small file.</summary>
    /// <param name="ends">Where each message ended.</param>
    /// <param name="fileBytes">Of the file: a shorter message does not carry it.</param>
    public static IReadOnlyList<long> Small(IReadOnlyList<long> ends, int fileBytes)
    {
        var everywhere = Environment.GetEnvironmentVariable("HUB_TEST_ALL_CUTS") == "1";
        var places = new SortedSet<long>();
        var start = 0L;
        foreach (var end in ends)
        {
            if (everywhere || end - start >= fileBytes)
            {
                places.UnionWith(Range(start, end, 1));
            }
            else
            {
                places.UnionWith([start, end - 1]);
            }

            start = end;
        }

        return [.. places];
    }

    /// <summary>The cuts before and within each message of a conversation.</summary>
    public static IReadOnlyList<long> Messages(IReadOnlyList<long> ends) => Small(ends, int.MaxValue);

    /// <summary>The cuts of a conversation that carries a large file.</summary>
    public static IReadOnlyList<long> Large(IReadOnlyList<long> ends) => [.. Range(0, ends[^1], LargeStep)];

    private static IEnumerable<long> Range(long start, long end, int step)
    {
        for (var place = start; place < end; place += step)
        {
            yield return place;
        }
    }
}
