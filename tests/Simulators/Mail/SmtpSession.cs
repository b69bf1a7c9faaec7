using System.Globalization;
using System.Text;

namespace Simulators.Mail;

/// <summary>One SMTP conversation (RFC 5321: EHLO, MAIL, RCPT, DATA, RSET, NOOP, QUIT).</summary>
internal sealed class SmtpSession(SmtpLines lines, MailSinkSettings settings, Mailbox mailbox)
{
    private const int MaxRecipients = 100;
    private bool greeted;
    private string? from;
    private readonly List<string> recipients = [];

    /// <summary>Serves the client until it quits or is gone.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        await lines.ReplyAsync(ct, "220 sandbox.example ESMTP");
        while (await lines.ReadAsync(ct) is { } line)
        {
            var command = Encoding.UTF8.GetString(line);
            var verb = command.Split(' ')[0].ToUpperInvariant();
            if (verb == "QUIT")
            {
                await lines.ReplyAsync(ct, "221 2.0.0 Bye");
                return;
            }

            if (verb == "DATA" ? !await TakeMessageAsync(ct) : !await ReplyToAsync(verb, command, ct))
            {
                return;
            }
        }
    }

    private static string? Address(string command, string keyword)
    {
        var open = command.IndexOf('<', StringComparison.Ordinal);
        var close = command.IndexOf('>', StringComparison.Ordinal);
        return command.Contains(keyword, StringComparison.OrdinalIgnoreCase) && open > 0 && close > open
            ? command[(open + 1)..close]
            : null;
    }

    private static int AnnouncedBytes(string command)
    {
        var parameter = command
            .Split(' ')
            .FirstOrDefault(part => part.StartsWith("SIZE=", StringComparison.OrdinalIgnoreCase));
        return int.TryParse(parameter?[5..], NumberStyles.None, CultureInfo.InvariantCulture, out var bytes)
            ? bytes
            : 0;
    }

    private async Task<bool> ReplyToAsync(string verb, string command, CancellationToken ct)
    {
        var reply = verb switch
        {
            "EHLO" => Greet(extended: true),
            "HELO" => Greet(extended: false),
            "MAIL" => [Mail(command)],
            "RCPT" => [Recipient(command)],
            "RSET" => [Reset("250 2.0.0 Forgotten")],
            "NOOP" => ["250 2.0.0 Still here"],
            "VRFY" => ["252 2.5.0 Send it and see"],
            _ => (string[])["502 5.5.1 Command not implemented"],
        };
        await lines.ReplyAsync(ct, reply);
        return true;
    }

    private string[] Greet(bool extended)
    {
        greeted = true;
        Reset("");
        return extended
            ?
            [
                "250-sandbox.example",
                string.Create(CultureInfo.InvariantCulture, $"250-SIZE {settings.MaxMessageBytes}"),
                "250-8BITMIME",
                "250-PIPELINING",
                "250-ENHANCEDSTATUSCODES",
                "250 SMTPUTF8",
            ]
            : ["250 sandbox.example"];
    }

    private bool IsUnknown(string address) =>
        settings.UnknownLocalParts.Any(unknown =>
            address.StartsWith(unknown, StringComparison.OrdinalIgnoreCase)
        );

    private string Reset(string reply)
    {
        from = null;
        recipients.Clear();
        return reply;
    }

    private string Mail(string command)
    {
        if (!greeted || from is not null)
        {
            return "503 5.5.1 Bad sequence of commands";
        }

        if (Address(command, "FROM:") is not { } address)
        {
            return "501 5.1.7 Bad sender address";
        }

        if (AnnouncedBytes(command) > settings.MaxMessageBytes)
        {
            return "552 5.3.4 Message too big";
        }

        if (IsUnknown(address))
        {
            return "550 5.1.0 No such sender";
        }

        from = address;
        return "250 2.1.0 Sender ok";
    }

    private string Recipient(string command)
    {
        if (from is null)
        {
            return "503 5.5.1 Bad sequence of commands";
        }

        if (Address(command, "TO:") is not { } address || !address.Contains('@'))
        {
            return "501 5.1.3 Bad recipient address";
        }

        if (recipients.Count == MaxRecipients)
        {
            return "452 4.5.3 Too many recipients";
        }

        if (IsUnknown(address))
        {
            mailbox.NoteRefusal(address);
            return "550 5.1.1 No such user here";
        }

        if (mailbox.AsksToWait(address))
        {
            return "451 4.7.1 Please try again later";
        }

        recipients.Add(address);
        return "250 2.1.5 Recipient ok";
    }

    /// <summary>Takes the message; false when the connection ends without a reply.</summary>
    private async Task<bool> TakeMessageAsync(CancellationToken ct)
    {
        if (from is null || recipients.Count == 0)
        {
            await lines.ReplyAsync(ct, "503 5.5.1 Bad sequence of commands");
            return true;
        }

        await lines.ReplyAsync(ct, "354 Go ahead");
        if (await lines.ReadMessageAsync(settings.MaxMessageBytes, ct) is not { } message)
        {
            return false;
        }

        if (message.TooLong)
        {
            await lines.ReplyAsync(ct, Reset("552 5.3.4 Message too big"));
            return true;
        }

        if (mailbox.Take(from, [.. recipients], message.Content) is not { } stored)
        {
            await lines.ReplyAsync(ct, Reset("554 5.6.0 A message needs a Message-ID"));
            return true;
        }

        if (mailbox.LosesReply(stored))
        {
            return false;
        }

        await lines.ReplyAsync(ct, Reset("250 2.0.0 Taken"));
        return true;
    }
}
