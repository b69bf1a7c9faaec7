namespace Adapters.Notifications;

/// <summary>Sends one short message through an aggregator. Silence is an exception; query before repeating.</summary>
public interface ISmsSender
{
    /// <summary>Sends the message; the aggregator recognises a repeated <see cref="Sms.Reference"/>.</summary>
    Task<SmsReply> SendAsync(Sms sms, CancellationToken ct);

    /// <summary>What the aggregator knows of a reference; null when it has never heard of it.</summary>
    Task<SmsReply?> QueryAsync(string reference, CancellationToken ct);
}

/// <summary>A short message.</summary>
/// <param name="Reference">Stable for the intention.</param>
/// <param name="To">E.164: <c>+212661234567</c>.</param>
public sealed record Sms(string Reference, string To, string Text);

/// <summary>What the aggregator answered.</summary>
public abstract record SmsReply
{
    private SmsReply() { }

    /// <summary>Taken.</summary>
    public sealed record Accepted : SmsReply;

    /// <summary>The number or text is refused for good.</summary>
    public sealed record Refused(string Code, string Message) : SmsReply;
}
