namespace Simulators.Mail;

/// <summary>What the mail server takes, and its habits; shares of 0 to 1.</summary>
internal sealed record MailSinkSettings
{
    /// <summary>An address whose local part begins with one of these does not exist: 550.</summary>
    public IReadOnlyList<string> UnknownLocalParts { get; init; } = ["bounce", "nobody"];

    /// <summary>The largest message, in bytes; announced by SIZE and enforced: 552.</summary>
    public int MaxMessageBytes { get; init; } = 1024 * 1024;

    /// <summary>Of all messages, those whose "250" is lost after they were taken.</summary>
    public double LostReplies { get; init; } = 0.01;

    /// <summary>Of all recipients, those that are told "451, later" the first time.</summary>
    public double Greylisted { get; init; } = 0.02;
}
