namespace Hub.Operations.Invariants;

/// <summary>What came of checking one invariant.</summary>
internal abstract record Verdict
{
    private Verdict() { }

    /// <summary>It was counted; every violation is named.</summary>
    /// <param name="Violations">What breaks the rule, and where.</param>
    /// <param name="Left">What could not be looked at (no journals, no files); null when everything was.</param>
    public sealed record Counted(IReadOnlyList<string> Violations, string? Left = null) : Verdict;

    /// <summary>Nothing of it can be checked without what is missing.</summary>
    public sealed record Skipped(string Why) : Verdict;
}
