using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Simulators.Scenario;

namespace Simulators.Sms;

/// <summary>
/// The SMS aggregator: <c>POST /messages</c> with the client's <c>reference</c>, by which it knows a repetition, and
/// <c>GET /messages/{reference}</c>.
/// </summary>
internal sealed class SmsSink : IAsyncDisposable
{
    private readonly SmsSinkSettings settings;
    private readonly PartnerClock clock;
    private readonly Journal journal;
    private readonly Draw draw;
    private readonly ConcurrentDictionary<string, StoredSms> messages = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> tripped = new(StringComparer.Ordinal);
    private PartnerHost? host;

    /// <summary>An aggregator that notes what it takes in <paramref name="journal"/>.</summary>
    public SmsSink(SmsSinkSettings settings, PartnerClock clock, Journal journal, int seed)
    {
        this.settings = settings;
        this.clock = clock;
        this.journal = journal;
        draw = new Draw(seed);
    }

    /// <summary>The API's address, with a trailing slash.</summary>
    public Uri Address =>
        host?.Address ?? throw new InvalidOperationException("The aggregator has not been started.");

    /// <summary>Every message taken so far.</summary>
    public IReadOnlyCollection<StoredSms> Messages => [.. messages.Values];

    /// <summary>Opens the port; 0 takes any free one.</summary>
    public async Task StartAsync(int port, CancellationToken ct) =>
        host = await PartnerHost.StartAsync(
            port,
            routes =>
            {
                routes.MapPost("/messages", TakeAsync);
                routes.MapGet("/messages/{reference}", ShowAsync);
            },
            ct
        );

    public async ValueTask DisposeAsync()
    {
        if (host is not null)
        {
            await host.DisposeAsync();
        }
    }

    private static Task AnswerAsync(HttpContext context, HttpStatusCode status, object? body)
    {
        context.Response.StatusCode = (int)status;
        if (body is null)
        {
            return Task.CompletedTask;
        }

        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(
            JsonSerializer.Serialize(body, JsonSerializerOptions.Web),
            context.RequestAborted
        );
    }

    private static string? Problem(Incoming? sms) =>
        sms is not { Reference.Length: > 0 and <= 128, Text.Length: > 0 } ? "malformed"
        : sms.To is not ['+', .. var digits] || digits.Length is < 8 or > 15 || !digits.All(char.IsAsciiDigit)
            ? "invalid_number"
        // Moroccan numbers +2125… are fixed lines.
        : sms.To.StartsWith("+2125", StringComparison.Ordinal) ? "not_a_mobile"
        : sms.Text.Length > 1000 ? "too_long"
        : null;

    private async Task TakeAsync(HttpContext context)
    {
        if (!IsKnown(context))
        {
            await AnswerAsync(context, HttpStatusCode.Unauthorized, null);
            return;
        }

        var sms = await ReadAsync(context);
        if (Problem(sms) is { } problem)
        {
            await AnswerAsync(
                context,
                HttpStatusCode.UnprocessableEntity,
                new { code = problem, message = "The message is not taken." }
            );
            return;
        }

        if (Trips(settings.Unavailable, "away:" + sms!.Reference))
        {
            await AnswerAsync(context, HttpStatusCode.ServiceUnavailable, null);
            return;
        }

        var stored = new StoredSms(sms.Reference!, sms.Sender ?? "", sms.To!, sms.Text!, clock.GetUtcNow());
        var repeated = !messages.TryAdd(stored.Reference, stored);
        journal.Note(
            clock.GetUtcNow(),
            "sms",
            stored.Reference,
            repeated,
            new { length = stored.Text.Length }
        );
        if (Trips(settings.LostReplies, "lost:" + stored.Reference))
        {
            context.Abort();
            return;
        }

        await AnswerAsync(
            context,
            repeated ? HttpStatusCode.OK : HttpStatusCode.Accepted,
            new { reference = stored.Reference, status = "accepted" }
        );
    }

    private Task ShowAsync(HttpContext context)
    {
        if (!IsKnown(context))
        {
            return AnswerAsync(context, HttpStatusCode.Unauthorized, null);
        }

        var reference = (string)context.Request.RouteValues["reference"]!;
        return messages.ContainsKey(reference)
            ? AnswerAsync(context, HttpStatusCode.OK, new { reference, status = "sent" })
            : AnswerAsync(context, HttpStatusCode.NotFound, null);
    }

    private static async Task<Incoming?> ReadAsync(HttpContext context)
    {
        try
        {
            return JsonSerializer.Deserialize<Incoming>(
                await context.Request.ReadBodyAsync(),
                JsonSerializerOptions.Web
            );
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private bool IsKnown(HttpContext context) =>
        context.Request.Headers.Authorization.ToString() == "Bearer " + settings.Token;

    // A habit strikes once per message: the next try goes through.
    private bool Trips(double share, string what) => draw.Happens(share, what) && tripped.TryAdd(what, true);

    private sealed record Incoming(string? Reference, string? Sender, string? To, string? Text);
}

/// <summary>A short message that was taken.</summary>
internal sealed record StoredSms(
    string Reference,
    string Sender,
    string To,
    string Text,
    DateTimeOffset ReceivedAt
);
