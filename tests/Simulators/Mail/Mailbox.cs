using MimeKit;
using Simulators.Scenario;

namespace Simulators.Mail;

/// <summary>Everything the mail server took, and its memory of who asked before.</summary>
internal sealed class Mailbox(MailSinkSettings settings, PartnerClock clock, Journal journal, Draw draw)
{
    private readonly List<StoredMail> messages = [];
    private readonly HashSet<string> ids = new(StringComparer.Ordinal);
    private readonly HashSet<string> askedToWait = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lock gate = new();

    /// <summary>The messages so far, oldest first, repetitions too.</summary>
    public IReadOnlyList<StoredMail> Messages
    {
        get
        {
            lock (gate)
            {
                return [.. messages];
            }
        }
    }

    /// <summary>Takes a message; null when it carries no Message-ID.</summary>
    public StoredMail? Take(string from, IReadOnlyList<string> recipients, byte[] content)
    {
        using var stream = new MemoryStream(content);
        using var message = MimeMessage.Load(stream);
        if (!message.Headers.Contains(HeaderId.MessageId) || message.MessageId is not { Length: > 0 } id)
        {
            return null;
        }

        lock (gate)
        {
            var stored = new StoredMail(id, from, recipients, content, clock.GetUtcNow(), !ids.Add(id));
            messages.Add(stored);
            journal.Note(
                stored.ReceivedAt,
                "mail",
                id,
                stored.Repeated,
                new { bytes = content.Length, language = message.Body?.Headers[HeaderId.ContentLanguage] }
            );
            return stored;
        }
    }

    /// <summary>Is the "250" of this message lost? Only the first time.</summary>
    public bool LosesReply(StoredMail mail) =>
        !mail.Repeated && draw.Happens(settings.LostReplies, "mail:" + mail.MessageId);

    /// <summary>Is this recipient told to come again? Only the first time.</summary>
    public bool AsksToWait(string address)
    {
        lock (gate)
        {
            return draw.Happens(settings.Greylisted, "wait:" + address) && askedToWait.Add(address);
        }
    }

    /// <summary>Notes that an address was refused; the journal names its domain only.</summary>
    public void NoteRefusal(string address) =>
        journal.Note(
            clock.GetUtcNow(),
            "mail-refused",
            address[(address.IndexOf('@', StringComparison.Ordinal) + 1)..],
            repeated: false
        );
}
