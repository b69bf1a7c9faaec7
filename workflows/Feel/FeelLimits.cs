namespace Workflows.Feel;

/// <summary>What one evaluation may use. Reaching any of them ends it with null and a warning.</summary>
public sealed record FeelLimits
{
    public static FeelLimits Default { get; } = new();

    /// <summary>Work units: about one per operation, item visited or 16 characters looked at.</summary>
    public int MaxSteps { get; init; } = 1_000_000;

    /// <summary>Function calls inside function calls.</summary>
    public int MaxDepth { get; init; } = 200;

    /// <summary>Bytes of lists, contexts and strings built, garbage included.</summary>
    public int MaxBytes { get; init; } = 12 * 1024 * 1024;

    /// <summary>
    /// Backstop behind <see cref="MaxSteps"/>, looked at only after thousands of steps, so that an ordinary
    /// expression gives the same answer on a stalled machine.
    /// </summary>
    public TimeSpan MaxTime { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>One regular expression's share of <see cref="MaxTime"/>.</summary>
    public TimeSpan MaxRegexTime { get; init; } = TimeSpan.FromMilliseconds(40);
}
