namespace Adapters.Payments;

/// <summary>What a gateway's callback says, once it is known to be the gateway's.</summary>
public abstract record CallbackReading
{
    private CallbackReading() { }

    /// <summary>The payment went through. Whether it is the amount we asked for is the caller's check.</summary>
    public sealed record Approved(CallbackFacts Facts) : CallbackReading;

    /// <summary>
    /// The bank said no, or said yes without a passed 3-D Secure check: <c>3ds_missing</c>, <c>3ds_unknown</c>, or
    /// <c>3ds_</c> and the status of CMI (domain.md §4.7).
    /// </summary>
    public sealed record Declined(CallbackFacts Facts, string Code, string Message) : CallbackReading
    {
        /// <summary>The bank said yes nevertheless: it may hold money for a payment that does not count.</summary>
        public bool IsApprovedByBank { get; init; }
    }

    /// <summary>Not to be believed: <c>bad_hash</c>, <c>wrong_client</c>, <c>wrong_currency</c>, <c>malformed</c>.</summary>
    public sealed record Refused(string? Oid, string Code, string Message) : CallbackReading;
}

/// <summary>The facts of a believable callback.</summary>
/// <param name="Oid">The attempt.</param>
/// <param name="AmountCentimes">What was paid, as the gateway says.</param>
/// <param name="TransactionId">The gateway's id.</param>
/// <param name="MaskedCard">First and last digits only.</param>
public sealed record CallbackFacts(string Oid, long AmountCentimes, string? TransactionId, string? MaskedCard)
{
    /// <summary>The bank's answer as the gateway codes it (CMI: <c>ProcReturnCode</c>, <c>00</c> when approved).</summary>
    public string BankCode { get; init; } = "";

    /// <summary>What the provider withholds of the amount at once; what arrives is the rest.</summary>
    public long FeeCentimes { get; init; }

    /// <summary>Every field as received, in order, the empty ones too: the evidence.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Fields { get; init; } = [];
}
