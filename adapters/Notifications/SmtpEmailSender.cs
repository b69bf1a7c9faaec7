using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Adapters.Notifications;

/// <summary>E-mail by SMTP.</summary>
internal sealed class SmtpEmailSender(IOptions<EmailOptions> options, TimeProvider clock) : IEmailSender
{
    private const int PermanentFailure = 500;

    public async Task<EmailReply> SendAsync(Email email, CancellationToken ct)
    {
        var server = options.Value;
        using var client = new SmtpClient { Timeout = (int)server.Timeout.TotalMilliseconds };
        var security = server.RequireTls ? SecureSocketOptions.StartTls : SecureSocketOptions.None;
        await client.ConnectAsync(server.Host, server.Port, security, ct);
        if (server.User is not null)
        {
            await client.AuthenticateAsync(server.User, server.Password ?? "", ct);
        }

        using var message = ToMessage(email);
        try
        {
            await client.SendAsync(message, ct);
        }
        catch (SmtpCommandException refusal) when ((int)refusal.StatusCode >= PermanentFailure)
        {
            return new EmailReply.Refused((int)refusal.StatusCode, refusal.Message);
        }

        await client.DisconnectAsync(quit: true, ct);
        return new EmailReply.Sent();
    }

    private MimeMessage ToMessage(Email email)
    {
        var message = new MimeMessage
        {
            MessageId = email.MessageId,
            Date = clock.GetUtcNow(),
            Subject = email.Subject,
            Body = new TextPart("plain") { Text = email.Body },
        };
        message.From.Add(new MailboxAddress(options.Value.FromName, options.Value.From));
        message.To.Add(MailboxAddress.Parse(email.To));
        message.Headers.Add(HeaderId.ContentLanguage, email.Language);
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }
}
