using NodaTime;
using NodaTime.Text;

namespace Hub.Payments;

/// <summary>Both sides of a reconciliation: what we booked, and what the providers settled.</summary>
/// <param name="Attempts">Our attempts, with what became of them.</param>
/// <param name="Lines">The settled lines of the same attempts, and of those we do not know.</param>
/// <param name="Delay">How long a provider may take.</param>
/// <param name="Today">The day of the reconciliation.</param>
internal sealed record SettlementEvidence(
    IReadOnlyList<BookedAttempt> Attempts,
    IReadOnlyList<SettlementLine> Lines,
    SettlementDelay Delay,
    LocalDate Today
)
{
    private readonly ILookup<string, SettlementLine> byOid = Lines.ToLookup(
        l => l.Oid,
        StringComparer.Ordinal
    );

    /// <summary>What was settled of one attempt.</summary>
    public IEnumerable<SettlementLine> LinesOf(string oid) => byOid[oid];

    /// <summary>Should what was booked on a day have been settled by now, whether files come or not?</summary>
    public bool IsOverdue(string day) => Delay.LastDayFor(day) < Today;

    /// <summary>
    /// The providers that owe us the settlement of a payment and have settled nothing of that day or of a later one: not a
    /// payment is missing from their files, the files are.
    /// </summary>
    public IReadOnlyList<SilentProvider> SilentProviders() =>
        [
            .. Attempts
                .GroupBy(a => a.Provider, StringComparer.Ordinal)
                .Select(Silence)
                .OfType<SilentProvider>(),
        ];

    private SilentProvider? Silence(IGrouping<string, BookedAttempt> provider)
    {
        // A day that has not come yet is the provider's slip, and proves nothing.
        var today = LocalDatePattern.Iso.Format(Today);
        var last = provider
            .SelectMany(a => LinesOf(a.Oid))
            .Select(l => l.Date)
            .Where(day => string.CompareOrdinal(day, today) <= 0)
            .Max(StringComparer.Ordinal);
        var waiting = provider
            .Where(a => a is { CapturedOn: not null, Voided: false } && !LinesOf(a.Oid).Any())
            .Select(a => a.CapturedOn!)
            .Where(day => string.CompareOrdinal(day, last) > 0 && IsOverdue(day))
            .Min(StringComparer.Ordinal);
        return waiting is null ? null : new SilentProvider(provider.Key, last, waiting);
    }
}

/// <summary>A provider whose settlement files do not come.</summary>
/// <param name="Provider">The partner.</param>
/// <param name="LastDay">The newest day it has settled, <c>yyyy-MM-dd</c>; null when it never did.</param>
/// <param name="Since">The day of the oldest payment that waits.</param>
internal sealed record SilentProvider(string Provider, string? LastDay, string Since);

/// <summary>An attempt as our ledger has it.</summary>
/// <param name="Provider">The partner who settles it.</param>
/// <param name="CapturedOn">The day it was captured; null when we took no money for it.</param>
/// <param name="Voided">Cancelled as a whole before the day was closed: nobody settles it.</param>
/// <param name="IsKept">Is its money, or a part of it, kept and not on its way back?</param>
/// <param name="RefundedCentimes">Given back through the provider, less what came back again.</param>
/// <param name="RefundedOn">The newest day of such a refund.</param>
internal sealed record BookedAttempt(
    Guid OrderId,
    string Oid,
    string Provider,
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
