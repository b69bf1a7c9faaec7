namespace Simulators.Scenario;

/// <summary>How the demo wants one order to go. Drawn once from the seed; every simulated partner plays its part.</summary>
internal sealed record OrderPlan(
    int Index,
    string BureauCode,
    string Channel,
    PaymentTurn Payment,
    BureauTurn Bureau,
    PostTurn Post
)
{
    /// <summary>What the citizen pays with.</summary>
    public PayBy Method { get; init; }

    /// <summary>For <see cref="BureauTurn.Reroutes"/>: the bureau that really holds the act.</summary>
    public string? HeldAtBureauCode { get; init; }

    /// <summary>For <see cref="PostTurn.Loses"/>: what the post's operator decides when the claim is settled.</summary>
    public ClaimTurn Claim { get; init; }

    /// <summary>The state in which the hub must show the order when its story is over.</summary>
    public string EndsAs =>
        Payment is PaymentTurn.NeverPaid or PaymentTurn.PaidLate ? "expired"
        : Bureau == BureauTurn.Rejects || this is { Post: PostTurn.Loses, Claim: ClaimTurn.Refund }
            ? "refunded"
        : "delivered";

    /// <summary>The one peculiar thing about this order, in a word; <c>delivered</c> for the ordinary ones.</summary>
    public string Story =>
        this switch
        {
            { Payment: PaymentTurn.DeclinedThenApproved } => "declined, then approved",
            { Payment: PaymentTurn.PaidTwice } => "paid twice",
            { Payment: PaymentTurn.NeverPaid } => "never paid",
            { Payment: PaymentTurn.PaidLate } => "paid after expiry, money back",
            { Payment: PaymentTurn.ConfirmedTwice } => "confirmed twice",
            { Method: not PayBy.Card, Bureau: BureauTurn.Rejects } => "by reference, refunded",
            { Method: PayBy.Agency } => "paid at an agency",
            { Method: PayBy.Sms } => "paid by SMS",
            { Bureau: BureauTurn.Rejects } => "rejected, refunded",
            { Bureau: BureauTurn.NeedsInformation } => "corrected, issued",
            { Bureau: BureauTurn.Reroutes } => "re-routed",
            { Bureau: BureauTurn.IssuesPartially } => "issued in part",
            { Post: PostTurn.ReturnsToSender } => "returned, sent again",
            { Post: PostTurn.Loses, Claim: ClaimTurn.Refund } => "lost, refunded",
            { Post: PostTurn.Loses } => "lost, issued again",
            _ => "delivered",
        };
}

/// <summary>What the citizen and the gateway do.</summary>
internal enum PaymentTurn
{
    Approved,
    DeclinedThenApproved,
    PaidTwice,
    NeverPaid,

    /// <summary>By reference only: the provider confirms the same payment several times.</summary>
    ConfirmedTwice,

    /// <summary>By reference only: at the counter after the order has expired.</summary>
    PaidLate,
}

/// <summary>The methods, as the portal names them in lower case.</summary>
internal enum PayBy
{
    Card,
    Agency,
    Sms,
}

/// <summary>What the bureau of the place of birth does.</summary>
internal enum BureauTurn
{
    Issues,
    Rejects,
    NeedsInformation,
    Reroutes,
    IssuesPartially,
}

/// <summary>What the post does.</summary>
internal enum PostTurn
{
    Delivers,
    ReturnsToSender,
    Loses,
}

/// <summary>How a claim for a lost letter ends.</summary>
internal enum ClaimTurn
{
    Reissue,
    Refund,
}
