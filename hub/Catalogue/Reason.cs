namespace Hub.Catalogue;

/// <summary>A coded reason a bureau may give (domain.md §1.6).</summary>
/// <param name="Refundable"><c>yes</c>, <c>no</c> or <c>partial</c> (postage and stamps back, the bureau's work kept).</param>
/// <param name="CorrectionAllowed">May the citizen correct the order once instead?</param>
/// <param name="PostagePaidBy"><c>commune</c>, <c>citizen</c> or <c>post</c>.</param>
/// <param name="Texts">What the citizen is told, by language.</param>
internal sealed record Reason(
    string Code,
    string Refundable,
    bool CorrectionAllowed,
    string PostagePaidBy,
    IReadOnlyDictionary<string, string> Texts
);
