namespace Adapters.Registries;

/// <summary>A bureau's answer to one line of a request, whatever channel it came by (protocols.md §3b, ANS record).</summary>
/// <param name="Outcome">One of <see cref="AnswerOutcomes"/>.</param>
/// <param name="Reason">Coded reason; mandatory unless the line was issued in full.</param>
/// <param name="IssuedOn"><c>yyyy-MM-dd</c>.</param>
/// <param name="BureauCodeHeld">For <c>rerouted</c>: where the act really is.</param>
/// <param name="RegisteredItem">The S10 number the bureau has put on the letter, if it has.</param>
public sealed record RegistryAnswer(
    string RequestId,
    int Line,
    string Outcome,
    string? Reason,
    int? IssuedCopies,
    string? IssuedOn,
    string? Officer,
    string? ActNumberFound,
    int? ActYearFound,
    string? BureauCodeHeld,
    string? RegisteredItem,
    string? Note
);

/// <summary>The outcomes a bureau may give.</summary>
public static class AnswerOutcomes
{
    public const string Issued = "issued";
    public const string PartiallyIssued = "partially_issued";
    public const string Rejected = "rejected";
    public const string NeedsInformation = "needs_information";
    public const string Rerouted = "rerouted";
    public const string InSearch = "in_search";

    /// <summary>All of them.</summary>
    public static readonly IReadOnlySet<string> All = new HashSet<string>(StringComparer.Ordinal)
    {
        Issued,
        PartiallyIssued,
        Rejected,
        NeedsInformation,
        Rerouted,
        InSearch,
    };
}
