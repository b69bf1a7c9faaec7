namespace Adapters.Notifications;

/// <summary>Sends one e-mail. A transport that fails is an exception; a refused address is an answer.</summary>
public interface IEmailSender
{
    /// <summary>Sends the message. The same message id a second time is the same message to any mail system.</summary>
    Task<EmailReply> SendAsync(Email email, CancellationToken ct);
}

/// <summary>A plain text message to one person.</summary>
/// <param name="MessageId">Stable for the intention, without angle brackets: <c>phase.order@domain</c>.</param>
/// <param name="Language"><c>ar</c> or <c>fr</c>, for the Content-Language header.</param>
public sealed record Email(string MessageId, string To, string Subject, string Body, string Language);

/// <summary>What a mail server answered.</summary>
public abstract record EmailReply
{
    private EmailReply() { }

    /// <summary>Taken; whether it is delivered, nobody knows yet.</summary>
    public sealed record Sent : EmailReply;

    /// <summary>The server refuses this address or message for good.</summary>
    public sealed record Refused(int Code, string Message) : EmailReply;
}
