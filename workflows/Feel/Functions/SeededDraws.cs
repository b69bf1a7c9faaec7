namespace Workflows.Feel.Functions;

/// <summary>
/// Numbers that look random but follow from the environment's seed, so that a replay draws them again.
/// </summary>
internal static class SeededDraws
{
    /// <summary>The next 64 bits (SplitMix64, Steele et al. 2014); false without a seed.</summary>
    public static bool TryNext(FeelEnvironment environment, out ulong bits)
    {
        bits = 0;
        if (environment.Seed is not { } seed)
        {
            return false;
        }

        bits = seed + (++environment.Drawn * 0x9E3779B97F4A7C15UL);
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9UL;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EBUL;
        bits ^= bits >> 31;
        return true;
    }
}
