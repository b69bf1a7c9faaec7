using Hub.Payments;

namespace Hub.Operations.Invariants;

/// <summary>One attempt's money as the ledger has it.</summary>
internal sealed record AttemptMoney(
    PaymentAttempt Attempt,
    IReadOnlyList<Refund> Refunds,
    IReadOnlyList<LedgerEntry> Movements
)
{
    public long CapturedCentimes => Sum(LedgerKind.Captured);

    /// <summary>Gone back, less what came back again.</summary>
    public long RefundedCentimes => Sum(LedgerKind.Refunded) - Sum(LedgerKind.RefundReversed);

    public long ChargedBackCentimes => Sum(LedgerKind.ChargedBack) - Sum(LedgerKind.ChargebackReversed);
    public long KeptCentimes => CapturedCentimes - RefundedCentimes - ChargedBackCentimes;

    /// <summary>What the gateway must say it holds: refunds that people settled otherwise are none of its business.</summary>
    public long AtGatewayCentimes =>
        CapturedCentimes
        + Sum(LedgerKind.RefundReversed)
        - Movements
            .Where(e => e.Kind == LedgerKind.Refunded)
            .SelectMany(e => e.Postings)
            .Where(p => p is { Account: LedgerAccount.Provider, AmountCentimes: < 0 })
            .Sum(p => -p.AmountCentimes);

    /// <summary>Decided, and not yet given back.</summary>
    public bool IsGoingBack => Refunds.Any(r => r.State == RefundState.Due);

    private long Sum(LedgerKind kind) => Movements.Where(e => e.Kind == kind).Sum(e => e.ValueCentimes);
}
