using Hub.Orders;

namespace Hub.Operations.Ledgers;

/// <summary>One order whose documents a bureau has issued, as each of the three ledgers knows it.</summary>
/// <param name="PriceCentimes">What was to be paid, less the parts that were decided to go back (copies a bureau could not make).</param>
/// <param name="Copies">Documents, by their valid issues.</param>
/// <param name="HeldCentimes">Money the ledger holds for these documents: stamps, commune and postage.</param>
/// <param name="HasLetter">Were these documents packed?</param>
/// <param name="Lines">Lines of manifests that count, of its last letter.</param>
/// <param name="CameBack">The post refused the letter over the counter: it lies on the desk again.</param>
internal sealed record IssuedOrder(
    Guid OrderId,
    string TrackingNumber,
    string BureauCode,
    OrderState State,
    long PriceCentimes,
    int Copies,
    long HeldCentimes,
    bool HasLetter,
    int Lines,
    bool CameBack
)
{
    /// <summary>Do its documents lie in the bureau?</summary>
    public bool IsOnDesk =>
        Lines == 0
        && (
            CameBack
            || !HasLetter
                && State
                    is not (
                        OrderState.Packed
                        or OrderState.HandedToPost
                        or OrderState.InTransit
                        or OrderState.HeldForPickup
                        or OrderState.Delivered
                        or OrderState.Returned
                        or OrderState.ClaimOpen
                    )
        );

    /// <summary>Is its money to be ours? A refund that was decided takes it back in its own time.</summary>
    public bool IsPaidFor =>
        Lines > 0 && State is not (OrderState.RefundDue or OrderState.Refunded or OrderState.Rejected);

    /// <summary>What is wrong, or null: <c>in_no_manifest</c>, <c>in_several_manifests</c>, <c>money_differs</c>.</summary>
    public string? Fault =>
        Lines > 1 ? "in_several_manifests"
        : Lines == 0 && !IsOnDesk ? "in_no_manifest"
        : IsPaidFor && HeldCentimes != PriceCentimes ? "money_differs"
        : null;
}
