namespace Simulators.Gateway;

/// <summary>The merchant contract as the gateway knows it, and the gateway's habits.</summary>
internal sealed record GatewaySettings
{
    public string ClientId { get; init; } = "600000001";

    /// <summary>The store key of the sandbox; bar and backslash are in it because real ones may hold them.</summary>
    public string StoreKey { get; init; } = "sandbox|store\\key";

    public string ApiUser { get; init; } = "hub-api";
    public string ApiPassword { get; init; } = "sandbox-api";

    /// <summary>When the day's captured payments are settled, UTC: before it a payment is voided, after it credited.</summary>
    public TimeSpan ClosingAt { get; init; } = new(22, 30, 0);

    public GatewayHabits Habits { get; init; } = new();
}

/// <summary>How often the gateway does what gateways do. Shares of all payments or calls, 0 to 1.</summary>
internal sealed record GatewayHabits
{
    /// <summary>A gateway without bad habits.</summary>
    public static readonly GatewayHabits None = new()
    {
        RepeatedCallbacks = 0,
        LateCallbacks = 0,
        VeryLateCallbacks = 0,
        ForgedCallbacks = 0,
        UnheardAnswers = 0,
        LostReplies = 0,
        Unavailable = 0,
        Chargebacks = 0,
        ReversedCredits = 0,
        MissingSettlements = 0,
        DoubledSettlements = 0,
        StrangeSettlements = 0,
    };

    /// <summary>The same callback two to five times at once, and once more hours later.</summary>
    public double RepeatedCallbacks { get; init; } = 0.10;

    /// <summary>Callback after ten minutes to an hour.</summary>
    public double LateCallbacks { get; init; } = 0.06;

    /// <summary>Callback after three to twenty hours.</summary>
    public double VeryLateCallbacks { get; init; } = 0.02;

    /// <summary>Somebody else sends a callback too: with a wrong hash, amount, currency or merchant.</summary>
    public double ForgedCallbacks { get; init; } = 0.06;

    /// <summary>The answer to the first callback never reaches the gateway.</summary>
    public double UnheardAnswers { get; init; } = 0.03;

    /// <summary>The XML API does the work and the reply is lost.</summary>
    public double LostReplies { get; init; } = 0.10;

    /// <summary>The XML API answers 503 and does nothing.</summary>
    public double Unavailable { get; init; } = 0.05;

    /// <summary>The payer's bank takes a settled payment back, days later.</summary>
    public double Chargebacks { get; init; } = 0.005;

    /// <summary>A credit that was done comes back two days later.</summary>
    public double ReversedCredits { get; init; } = 0.05;

    /// <summary>A payment that is never settled.</summary>
    public double MissingSettlements { get; init; } = 0.003;

    /// <summary>A payment that is settled twice.</summary>
    public double DoubledSettlements { get; init; } = 0.002;

    /// <summary>A payment of another merchant among ours, per payment of ours.</summary>
    public double StrangeSettlements { get; init; } = 0.002;
}
