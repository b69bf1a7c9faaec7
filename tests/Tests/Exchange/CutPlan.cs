using System.Globalization;

namespace Tests.Exchange;

/// <summary>
/// Where connections are cut. <c>HUB_TEST_ALL_CUTS=1</c> cuts at every byte (of a small file) or every 997th (of a large one);
/// otherwise a sample is drawn, from the seed <c>HUB_TEST_SEED</c> or of the day, which is printed.
/// </summary>
internal static class CutPlan
{
    /// <summary>Bytes between two cuts in a large file.</summary>
    public const int LargeStep = 997;

    /// <summary>The places from 0 to <paramref name="length"/> at which to cut, each <paramref name="step"/>th at the most.</summary>
    public static IReadOnlyList<long> Draw(long length, int step, int sample)
    {
        var all = Enumerable.Range(0, (int)(length / step) + 1).Select(i => (long)i * step).ToList();
        if (Environment.GetEnvironmentVariable("HUB_TEST_ALL_CUTS") == "1" || all.Count <= sample)
        {
            TestContext.Current.SendDiagnosticMessage("All {0} cuts", all.Count);
            return all;
        }

        var given = Environment.GetEnvironmentVariable("HUB_TEST_SEED");
        var seed = given is null
            ? DateOnly.FromDateTime(DateTime.UtcNow).DayNumber
            : int.Parse(given, CultureInfo.InvariantCulture);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"HUB_TEST_SEED={seed}: {sample} of {all.Count} cuts"
        );
        // One in each stretch, so that no part of the transfer is left out.
        var random = new Random(seed);
        return
        [
            .. Enumerable
                .Range(0, sample)
                .Select(i => all[((i * all.Count) + random.Next(all.Count)) / sample])
                .Distinct(),
        ];
    }
}
