using Hub.Storage;

namespace Hub.Operations.Invariants;

/// <summary>What the invariants are counted from.</summary>
/// <param name="Db">The rows, all of one moment.</param>
/// <param name="Journals">What the partners say they received; null when nobody gave their journals.</param>
/// <param name="Files">What lies in the partners' areas; null when nobody gave them.</param>
/// <param name="Now">The newest moment known, or the one the operator named.</param>
internal sealed record Evidence(HubDb Db, Journals? Journals, FileAreas? Files, DateTimeOffset Now)
{
    /// <summary>Why something was left out for want of journals.</summary>
    public const string NoJournals = "no journals";

    /// <summary>Why something was left out for want of file areas.</summary>
    public const string NoFiles = "no files";

    /// <summary>What a check that also reads the journals has to leave out, or null.</summary>
    public string? LeftWithoutJournals => Journals is null ? NoJournals : null;
}
