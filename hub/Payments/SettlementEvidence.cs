namespace Hub.Payments;

/// <summary>Both sides of a reconciliation: what we booked, and what the provider settled.</summary>
/// <param name="Attempts">Our attempts, with what became of them.</param>
/// <param name="Lines">The settled lines of the same attempts, and of those we do not know.</param>
/// <param name="LastDay">The newest day the provider has settled, <c>yyyy-MM-dd</c>; null when it never did.</param>
/// <param name="Grace">How many days a provider may take.</param>
internal sealed record SettlementEvidence(
    IReadOnlyList<BookedAttempt> Attempts,
    IReadOnlyList<SettlementLine> Lines,
    string? LastDay,
    int Grace
)
{
    private readonly ILookup<string, SettlementLine> byOid = Lines.ToLookup(
        l => l.Oid,
        StringComparer.Ordinal
    );

    /// <summary>What was settled of one attempt.</summary>
    public IEnumerable<SettlementLine> LinesOf(string oid) => byOid[oid];

    /// <summary>Should what was booked on a day have been settled by now? As long as files come, and in the order of days.</summary>
    public bool ShouldBeSettled(string day) =>
        LastDay is not null
        && string.CompareOrdinal(
            Day(day).AddDays(Grace).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            LastDay
        ) <= 0;

    private static DateOnly Day(string text) =>
        DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>An attempt as our ledger has it.</summary>
/// <param name="CapturedOn">The day it was captured; null when we took no money for it.</param>
/// <param name="Voided">Cancelled as a whole before the day was closed: nobody settles it.</param>
/// <param name="IsKept">Is its money, or a part of it, kept and not on its way back?</param>
/// <param name="RefundedCentimes">Given back through the provider, less what came back again.</param>
/// <param name="RefundedOn">The newest day of such a refund.</param>
internal sealed record BookedAttempt(
    Guid OrderId,
    string Oid,
    long AmountCentimes,
    string? CapturedOn,
    bool Voided,
    bool IsKept,
    long RefundedCentimes,
    string? RefundedOn
);

/// <summary>A break that was found.</summary>
internal sealed record FoundBreak(
    BreakType Type,
    string Oid,
    Guid? OrderId,
    string Day,
    long ExpectedCentimes,
    long FoundCentimes
);
