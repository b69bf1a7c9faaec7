using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Simulators.Scenario;

namespace Simulators.Portal;

/// <summary>
/// A portal's webhook endpoint: checks every signature, knows a repeated event by its <c>webhook-id</c>, and notes what it
/// took in its journal, from which the portal's view of every order can be rebuilt (reliability.md I14).
/// </summary>
internal sealed class WebhookSink : IAsyncDisposable
{
    private readonly WebhookSinkSettings settings;
    private readonly PartnerClock clock;
    private readonly Journal journal;
    private readonly Draw draw;
    private readonly ConcurrentDictionary<string, HeardEvent> events = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> tripped = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<DateTimeOffset> tries = new();
    private PartnerHost? host;

    /// <summary>An endpoint that notes what it takes in <paramref name="journal"/>.</summary>
    public WebhookSink(WebhookSinkSettings settings, PartnerClock clock, Journal journal, int seed)
    {
        this.settings = settings;
        this.clock = clock;
        this.journal = journal;
        Secret = settings.Secret;
        draw = new Draw(seed);
    }

    /// <summary>Where events are to be posted.</summary>
    public Uri Address =>
        host is null
            ? throw new InvalidOperationException("The portal's endpoint has not been started.")
            : new Uri(host.Address, "hooks");

    /// <summary>The secret it checks with; a portal changes it during a rotation.</summary>
    public string Secret { get; set; }

    public SinkMood Mood { get; set; }

    /// <summary>Every event taken so far, once, in the order of the portal's numbers.</summary>
    public IReadOnlyList<HeardEvent> Events => [.. events.Values.OrderBy(heard => heard.Sequence)];

    /// <summary>When somebody posted something, whatever came of it.</summary>
    public IReadOnlyList<DateTimeOffset> Tries => [.. tries];

    /// <summary>Opens the port; 0 takes any free one.</summary>
    public async Task StartAsync(int port, CancellationToken ct) =>
        host = await PartnerHost.StartAsync(port, routes => routes.MapPost("/hooks", HearAsync), ct);

    public async ValueTask DisposeAsync()
    {
        if (host is not null)
        {
            await host.DisposeAsync();
        }
    }

    private async Task HearAsync(HttpContext context)
    {
        tries.Enqueue(clock.GetUtcNow());
        var body = await context.Request.ReadBodyAsync();
        switch (Mood)
        {
            case SinkMood.Well:
                Take(context, body);
                return;
            case SinkMood.Hanging:
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
                return;
            case SinkMood.Busy:
                context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                context.Response.Headers.RetryAfter = settings.RetryAfter.TotalSeconds.ToString(
                    CultureInfo.InvariantCulture
                );
                return;
            default:
                context.Response.StatusCode =
                    Mood == SinkMood.Gone
                        ? StatusCodes.Status410Gone
                        : StatusCodes.Status500InternalServerError;
                return;
        }
    }

    private void Take(HttpContext context, string body)
    {
        var id = context.Request.Headers["webhook-id"].ToString();
        var now = clock.GetUtcNow();
        if (!WebhookSeal.Holds(context.Request.Headers, body, Secret, now, settings.Tolerance))
        {
            journal.Note(now, "webhook-refused", id, repeated: false);
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        if (Trips(settings.Failing, "failing:" + id))
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return;
        }

        var heard = HeardEvent.Read(id, body, now);
        var repeated = !events.TryAdd(id, heard);
        journal.Note(
            now,
            "webhook",
            id,
            repeated,
            new
            {
                orderId = heard.OrderId,
                type = heard.Type,
                phase = heard.Phase,
                sequence = heard.Sequence,
            }
        );
        if (Trips(settings.LostReplies, "lost:" + id))
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    // A habit strikes once per event: the next try goes through.
    private bool Trips(double share, string what) => draw.Happens(share, what) && tripped.TryAdd(what, true);
}

/// <summary>An event as the portal keeps it.</summary>
internal sealed record HeardEvent(
    string Id,
    long Sequence,
    string Type,
    Guid OrderId,
    string Phase,
    string Body,
    DateTimeOffset HeardAt
)
{
    /// <summary>Reads the body of a webhook.</summary>
    public static HeardEvent Read(string id, string body, DateTimeOffset at)
    {
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        var data = root.GetProperty("data");
        return new HeardEvent(
            id,
            root.GetProperty("sequence").GetInt64(),
            root.GetProperty("type").GetString()!,
            data.GetProperty("orderId").GetGuid(),
            data.GetProperty("phase").GetString()!,
            body,
            at
        );
    }
}
