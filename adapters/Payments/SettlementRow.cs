namespace Adapters.Payments;

/// <summary>
/// One line of a provider's settlement (protocols.md §2). Amounts are signed, in centimes: what the provider pays us is
/// positive, what it takes back negative; <c>net = gross − commission</c>.
/// </summary>
/// <param name="Line">Line of the file, counted from 1.</param>
/// <param name="Date">The day of settlement.</param>
/// <param name="Oid">The attempt.</param>
/// <param name="Type">What was settled.</param>
/// <param name="SettleId">The provider's batch.</param>
public sealed record SettlementRow(
    int Line,
    DateOnly Date,
    string Oid,
    SettlementType Type,
    long GrossCentimes,
    long CommissionCentimes,
    long NetCentimes,
    string SettleId
);

/// <summary>What a provider settles.</summary>
public enum SettlementType
{
    Sale = 1,
    Refund = 2,

    /// <summary>A refund that was done came back: the card was closed, the bank refused it.</summary>
    RefundReversed = 3,

    /// <summary>The payer's bank took the money back.</summary>
    Chargeback = 4,

    /// <summary>A chargeback was contested and won.</summary>
    ChargebackReversed = 5,
}
