namespace Adapters.Portal;

/// <summary>Delivers one event to a portal's endpoint (Standard Webhooks). Silence is an exception.</summary>
public interface IWebhookSender
{
    /// <summary>Signs and posts; only a 2xx is a delivery.</summary>
    Task<WebhookReply> SendAsync(Webhook webhook, CancellationToken ct);
}

/// <summary>One delivery.</summary>
/// <param name="Url">The endpoint.</param>
/// <param name="Id">The event's id; the same in every repetition.</param>
/// <param name="Body">The JSON, exactly as it is signed.</param>
/// <param name="Secrets">One or, during rotation, two <c>whsec_…</c> secrets.</param>
public sealed record Webhook(Uri Url, string Id, string Body, IReadOnlyList<string> Secrets);

/// <summary>What the endpoint answered.</summary>
public abstract record WebhookReply
{
    private WebhookReply() { }

    /// <summary>2xx.</summary>
    public sealed record Delivered(int Status) : WebhookReply;

    /// <summary>410: the portal wants no more events here.</summary>
    public sealed record Gone : WebhookReply;

    /// <summary>Anything else; a later try may succeed.</summary>
    public sealed record Failed(int Status, TimeSpan? RetryAfter) : WebhookReply;

    /// <summary>The address is one we do not call: <c>https_required</c>, <c>address_not_allowed</c>.</summary>
    public sealed record Forbidden(string Code) : WebhookReply;
}
