namespace Simulators.Sms;

/// <summary>The client's account at the aggregator, and the aggregator's habits; shares of 0 to 1.</summary>
internal sealed record SmsSinkSettings
{
    public string Token { get; init; } = "sandbox-sms";

    /// <summary>Of all messages, those that are taken while the reply is lost.</summary>
    public double LostReplies { get; init; } = 0.01;

    /// <summary>Of all messages, those answered 503 the first time.</summary>
    public double Unavailable { get; init; } = 0.02;
}
