using System.Net;
using System.Net.Sockets;
using Simulators.Scenario;

namespace Simulators.Mail;

/// <summary>
/// The citizens' mail server: takes every message by real SMTP, keeps it, and knows a repeated one by its Message-ID.
/// </summary>
internal sealed class MailSink : IAsyncDisposable
{
    private readonly MailSinkSettings settings;
    private readonly Mailbox mailbox;
    private readonly CancellationTokenSource stopping = new();
    private readonly List<Task> sessions = [];
    private TcpListener? listener;
    private Task accepting = Task.CompletedTask;

    /// <summary>A mail server that notes what it takes in <paramref name="journal"/>.</summary>
    public MailSink(MailSinkSettings settings, PartnerClock clock, Journal journal, int seed)
    {
        this.settings = settings;
        mailbox = new Mailbox(settings, clock, journal, new Draw(seed));
    }

    /// <summary>The port on 127.0.0.1.</summary>
    public int Port =>
        ((IPEndPoint?)listener?.LocalEndpoint)?.Port
        ?? throw new InvalidOperationException("The mail server has not been started.");

    /// <summary>Every message taken so far, oldest first.</summary>
    public IReadOnlyList<StoredMail> Messages => mailbox.Messages;

    /// <summary>Opens the port; 0 takes any free one.</summary>
    public void Start(int port)
    {
        listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        accepting = AcceptAsync(listener, stopping.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener?.Stop();
        await accepting;
        await Task.WhenAll(sessions);
        listener?.Dispose();
        stopping.Dispose();
    }

    private async Task AcceptAsync(TcpListener open, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                var client = await open.AcceptTcpClientAsync(ct);
                // Two replies to two pipelined commands are two small packets: the second must not wait for a receipt.
                client.NoDelay = true;
                sessions.RemoveAll(session => session.IsCompleted);
                sessions.Add(ServeAsync(client, ct));
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(TcpClient client, CancellationToken ct)
    {
        using (client)
        {
            try
            {
                var lines = new SmtpLines(client.GetStream());
                await new SmtpSession(lines, settings, mailbox).RunAsync(ct);
            }
            catch (IOException)
            {
                // The client went away in the middle: its message, if any, was not taken.
            }
            catch (OperationCanceledException)
            {
                // The server is being stopped.
            }
        }
    }
}
