using System.Net;
using System.Net.Sockets;
using Adapters.Notifications;
using MailKit.Net.Smtp;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using MimeKit;
using Simulators.Mail;
using Tests.Simulation;

namespace Tests.Notifications;

public sealed class SmtpEmailSenderTests : IDisposable
{
    private static readonly MailSinkSettings Good = new() { LostReplies = 0, Greylisted = 0 };
    private readonly PartnerDesk desk = new("mail");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_arrives_as_it_was_written()
    {
        await using var sink = Start(Good);
        var text = "السلام عليكم،\nN° de suivi : CASA-2026-000123\n.\n..deux points\nمرحبا";

        var reply = await Sender(sink.Port).SendAsync(Mail(body: text), Ct);

        Assert.IsType<EmailReply.Sent>(reply);
        var stored = Assert.Single(sink.Messages);
        using var message = stored.Parse();
        Assert.Equal("citizen@example.ma", Assert.Single(stored.Recipients));
        Assert.Equal("issued.0198@hub.example", message.MessageId);
        Assert.Equal("طلبكم جاهز · commande prête", message.Subject);
        Assert.Equal(text, message.TextBody!.ReplaceLineEndings("\n").TrimEnd('\n'));
        Assert.Equal("ar", message.Body!.Headers[HeaderId.ContentLanguage]);
        Assert.Equal("auto-generated", message.Headers["Auto-Submitted"]);
        Assert.Equal("Watiqa", Assert.Single(message.From.Mailboxes).Name);
    }

    [Fact]
    public async Task The_same_message_twice_is_known_by_its_id()
    {
        await using var sink = Start(Good);
        var sender = Sender(sink.Port);

        await sender.SendAsync(Mail(), Ct);
        await sender.SendAsync(Mail(), Ct);

        Assert.Equal([false, true], sink.Messages.Select(message => message.Repeated));
        Assert.Equal("issued.0198@hub.example", Assert.Single(desk.Done("mail")));
    }

    [Fact]
    public async Task An_address_that_does_not_exist_is_an_answer_and_not_a_failure()
    {
        await using var sink = Start(Good);

        var reply = await Sender(sink.Port).SendAsync(Mail(to: "bounce.me@example.ma"), Ct);

        Assert.Equal(550, Assert.IsType<EmailReply.Refused>(reply).Code);
        Assert.Empty(sink.Messages);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not an address at all <")]
    public async Task A_text_that_is_no_address_is_refused_without_asking_the_server(string to)
    {
        var reply = await Sender(port: 1).SendAsync(Mail(to: to), Ct);

        Assert.Equal(553, Assert.IsType<EmailReply.Refused>(reply).Code);
    }

    [Fact]
    public async Task An_address_in_arabic_letters_is_written_to()
    {
        await using var sink = Start(Good);

        var reply = await Sender(sink.Port).SendAsync(Mail(to: "عائشة@مثال.المغرب"), Ct);

        Assert.IsType<EmailReply.Sent>(reply);
        Assert.StartsWith("عائشة@", Assert.Single(Assert.Single(sink.Messages).Recipients));
    }

    [Fact]
    public async Task A_message_the_server_finds_too_big_is_refused()
    {
        await using var sink = Start(Good with { MaxMessageBytes = 2000 });

        var reply = await Sender(sink.Port).SendAsync(Mail(body: new string('x', 5000)), Ct);

        Assert.Equal(552, Assert.IsType<EmailReply.Refused>(reply).Code);
        Assert.Empty(sink.Messages);
    }

    [Fact]
    public async Task A_lost_reply_is_a_failure_and_the_repetition_is_recognised()
    {
        await using var sink = Start(Good with { LostReplies = 1 });
        var sender = Sender(sink.Port);

        await Assert.ThrowsAnyAsync<Exception>(() => sender.SendAsync(Mail(), Ct));
        var reply = await sender.SendAsync(Mail(), Ct);

        Assert.IsType<EmailReply.Sent>(reply);
        Assert.Single(desk.Done("mail"));
    }

    [Fact]
    public async Task A_server_that_asks_to_wait_is_a_failure_and_takes_the_message_later()
    {
        await using var sink = Start(Good with { Greylisted = 1 });
        var sender = Sender(sink.Port);

        var wait = await Assert.ThrowsAsync<SmtpCommandException>(() => sender.SendAsync(Mail(), Ct));
        var reply = await sender.SendAsync(Mail(), Ct);

        Assert.Equal(451, (int)wait.StatusCode);
        Assert.IsType<EmailReply.Sent>(reply);
    }

    [Fact]
    public async Task A_refused_sender_is_our_own_fault_and_never_the_citizens()
    {
        await using var sink = Start(Good);

        await Assert.ThrowsAsync<SmtpCommandException>(() =>
            Sender(sink.Port, from: "nobody@hub.example").SendAsync(Mail(), Ct)
        );
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_left_after_the_timeout()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var port = ((IPEndPoint)silent.LocalEndpoint).Port;

        await Assert.ThrowsAsync<TimeoutException>(() =>
            Sender(port, timeout: TimeSpan.FromMilliseconds(200)).SendAsync(Mail(), Ct)
        );
    }

    [Fact]
    public async Task A_server_without_tls_is_not_written_to_when_tls_is_required()
    {
        await using var sink = Start(Good);

        await Assert.ThrowsAsync<NotSupportedException>(() =>
            Sender(sink.Port, requireTls: true).SendAsync(Mail(), Ct)
        );

        Assert.Empty(sink.Messages);
    }

    public void Dispose() => desk.Dispose();

    private static Email Mail(string to = "citizen@example.ma", string body = "…") =>
        new("issued.0198@hub.example", to, "طلبكم جاهز · commande prête", body, "ar");

    private static SmtpEmailSender Sender(
        int port,
        string from = "no-reply@hub.example",
        TimeSpan? timeout = null,
        bool requireTls = false
    ) =>
        new(
            Options.Create(
                new EmailOptions
                {
                    Host = "127.0.0.1",
                    Port = port,
                    From = from,
                    RequireTls = requireTls,
                    Timeout = timeout ?? TimeSpan.FromSeconds(15),
                }
            ),
            new FakeTimeProvider(new DateTimeOffset(2026, 10, 5, 9, 0, 0, TimeSpan.Zero))
        );

    private MailSink Start(MailSinkSettings settings)
    {
        var sink = new MailSink(settings, desk.Clock, desk.Journal, seed: 7);
        sink.Start(0);
        return sink;
    }
}
