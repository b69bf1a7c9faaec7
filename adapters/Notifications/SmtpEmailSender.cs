using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Adapters.Notifications;

/// <summary>E-mail by SMTP.</summary>
internal sealed class SmtpEmailSender(IOptions<EmailOptions> options, TimeProvider clock) : IEmailSender
{
    private const int PermanentFailure = 500;

    /// <summary>"Mailbox name not allowed", said by ourselves of an address that no server has to be asked about.</summary>
    private const int NoSuchAddress = 553;

    public async Task<EmailReply> SendAsync(Email email, CancellationToken ct)
    {
        if (!MailboxAddress.TryParse(email.To, out var to))
        {
            return new EmailReply.Refused(NoSuchAddress, "The address is no address.");
        }

        var server = options.Value;
        // MailKit's own timeout does not reach asynchronous reads: a server that hangs is left by this one.
        using var timeout = new CancellationTokenSource(server.Timeout, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, ct);
        try
        {
            return await SendAsync(ToMessage(email, to), server, either.Token);
        }
        catch (OperationCanceledException silence) when (!ct.IsCancellationRequested)
        {
            throw new TimeoutException($"The mail server did not answer within {server.Timeout}.", silence);
        }
    }

    private static async Task<EmailReply> SendAsync(
        MimeMessage message,
        EmailOptions server,
        CancellationToken ct
    )
    {
        using (message)
        using (var client = new SmtpClient())
        {
            var security = server.RequireTls ? SecureSocketOptions.StartTls : SecureSocketOptions.None;
            await client.ConnectAsync(server.Host, server.Port, security, ct);
            if (server.User is not null)
            {
                await client.AuthenticateAsync(server.User, server.Password ?? "", ct);
            }

            if (
                message.To.Mailboxes.Any(mailbox => mailbox.IsInternational)
                && !client.Capabilities.HasFlag(SmtpCapabilities.UTF8)
            )
            {
                return new EmailReply.Refused(NoSuchAddress, "The server takes no address in this script.");
            }

            try
            {
                await client.SendAsync(message, ct);
            }
            catch (SmtpCommandException refusal) when (IsForGood(refusal))
            {
                return new EmailReply.Refused((int)refusal.StatusCode, refusal.Message);
            }

            // The message is taken: a goodbye that fails changes nothing, and MailKit keeps it to itself.
            await client.DisconnectAsync(quit: true, ct);
            return new EmailReply.Sent();
        }
    }

    // A refused sender is our own setting, not the citizen's address: that one stays an exception, which a person sees.
    // A message that is too big is refused at the same place, because its size is announced with the sender.
    private static bool IsForGood(SmtpCommandException refusal) =>
        (int)refusal.StatusCode >= PermanentFailure
        && (
            refusal.ErrorCode is SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.MessageNotAccepted
            || refusal.StatusCode == SmtpStatusCode.ExceededStorageAllocation
        );

    private MimeMessage ToMessage(Email email, MailboxAddress to)
    {
        var text = new TextPart("plain") { Text = email.Body };
        text.Headers.Add(HeaderId.ContentLanguage, email.Language);
        var message = new MimeMessage
        {
            MessageId = email.MessageId,
            Date = clock.GetUtcNow(),
            Subject = email.Subject,
            Body = text,
        };
        message.From.Add(new MailboxAddress(options.Value.FromName, options.Value.From));
        message.To.Add(to);
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }
}
