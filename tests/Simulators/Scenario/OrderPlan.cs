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
    /// <summary>For <see cref="BureauTurn.Reroutes"/>: the bureau that really holds the act.</summary>
    public string? HeldAtBureauCode { get; init; }
}

/// <summary>What the citizen and the gateway do.</summary>
internal enum PaymentTurn
{
    Approved,
    DeclinedThenApproved,
    PaidTwice,
    NeverPaid,
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
