namespace Simulators.Portal;

/// <summary>What the portal's endpoint knows, and its habits; shares of 0 to 1.</summary>
internal sealed record WebhookSinkSettings
{
    /// <summary>The secret it was shown when the endpoint was made.</summary>
    public string Secret { get; init; } = "whsec_c2FuZGJveC1wb3J0YWwtd2ViaG9vay1zZWNyZXQtMDAwMQ==";

    /// <summary>Of all events, those answered 500 the first time.</summary>
    public double Failing { get; init; } = 0.02;

    /// <summary>Of all events, those that are taken while the reply is lost.</summary>
    public double LostReplies { get; init; } = 0.01;

    /// <summary>How far the timestamp may be from the portal's clock.</summary>
    public TimeSpan Tolerance { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>What it asks for while it is <see cref="SinkMood.Busy"/>.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromMinutes(10);
}

/// <summary>How the portal's endpoint is today.</summary>
internal enum SinkMood
{
    Well,

    /// <summary>500.</summary>
    Error,

    /// <summary>429 with <c>Retry-After</c>.</summary>
    Busy,

    /// <summary>410.</summary>
    Gone,

    /// <summary>It takes the connection and never answers.</summary>
    Hanging,
}
