using MimeKit;

namespace Simulators.Mail;

/// <summary>A message that the server took.</summary>
/// <param name="Repeated">True when a message with this id had been taken before.</param>
internal sealed record StoredMail(
    string MessageId,
    string From,
    IReadOnlyList<string> Recipients,
    byte[] Content,
    DateTimeOffset ReceivedAt,
    bool Repeated
)
{
    /// <summary>The message, parsed.</summary>
    public MimeMessage Parse()
    {
        using var stream = new MemoryStream(Content);
        return MimeMessage.Load(stream);
    }
}
