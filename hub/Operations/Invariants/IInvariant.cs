namespace Hub.Operations.Invariants;

/// <summary>
/// Something that must be true of every hub at every moment (reliability.md §2.2), whatever was killed and whenever. It is
/// counted from the rows, the partners' own journals and the file areas, never from what the hub's code believes.
/// </summary>
internal interface IInvariant
{
    /// <summary><c>I1</c> …</summary>
    string Id { get; }

    /// <summary>The rule, as one sentence.</summary>
    string Rule { get; }

    /// <summary>Counts what breaks the rule.</summary>
    Task<Verdict> CheckAsync(Evidence evidence, CancellationToken ct);
}
