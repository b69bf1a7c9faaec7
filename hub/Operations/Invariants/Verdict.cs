namespace Hub.Operations.Invariants;

/// <summary>What came of checking one invariant.</summary>
internal abstract record Verdict
{
    private Verdict() { }

    /// <summary>It was counted; every violation is named.</summary>
    /// <param name="Violations">What breaks the rule, and where.</param>
    /// <param name="Left">What could not be looked at (no journals, no files); null when everything was.</param>
    public sealed record Counted(IReadOnlyList<string> Violations, string? Left = null) : Verdict
    {
        /// <summary>What breaks nothing and should not be overlooked; null when there is none of it.</summary>
        public Aside? Aside { get; init; }
    }

    /// <summary>Nothing of it can be checked without what is missing.</summary>
    public sealed record Skipped(string Why) : Verdict;
}

/// <summary>Cases that an invariant allows by a decision, counted so that nobody takes a zero for their absence.</summary>
/// <param name="What">Which orders they are.</param>
/// <param name="Orders">How many orders.</param>
/// <param name="Centimes">How much money.</param>
/// <param name="Reasons">How many orders by each coded reason.</param>
internal sealed record Aside(
    string What,
    int Orders,
    long Centimes,
    IReadOnlyDictionary<string, int> Reasons
);
