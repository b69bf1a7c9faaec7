namespace Adapters.Payments;

/// <summary>What a gateway knows of one attempt.</summary>
public abstract record GatewayStatus
{
    private GatewayStatus() { }

    /// <summary>It has never heard of it.</summary>
    public sealed record Unknown : GatewayStatus;

    /// <summary>It knows it.</summary>
    public sealed record Known(GatewayState State, long AmountCentimes, string? TransactionId)
        : GatewayStatus;
}

/// <summary>Where an attempt stands at the gateway.</summary>
public enum GatewayState
{
    Pending,
    Failed,

    /// <summary>The amount is held, not captured.</summary>
    Held,

    /// <summary>Captured and not yet settled: it can still be voided.</summary>
    Captured,

    /// <summary>Settled: money goes back by credit only.</summary>
    Settled,
    Voided,

    /// <summary>Money went back.</summary>
    Credited,
}
