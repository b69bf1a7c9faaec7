using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Simulators.Scenario;

namespace Simulators.Registries;

/// <summary>
/// The bureaus with a system of their own, behind one web server: <c>POST /bureaus/{code}/requests</c>,
/// <c>GET /bureaus/{code}/requests/{id}</c>, <c>GET /bureaus/{code}/answers?after=</c>, all signed. Most of them push their
/// answers to the hub; the others have to be asked.
/// </summary>
internal sealed class RestBureaus : IAsyncDisposable
{
    private const int PageSize = 100;
    private static readonly TimeSpan Freshness = TimeSpan.FromMinutes(15);

    private readonly BureauRegister register;
    private readonly BureauSecrets secrets;
    private readonly BureauHabits habits;
    private readonly AnswerPush push;
    private readonly Agenda agenda;
    private readonly PartnerClock clock;
    private readonly Draw draw;
    private readonly ConcurrentDictionary<string, List<GivenAnswer>> given = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> tripped = new(StringComparer.Ordinal);
    private PartnerHost? host;

    /// <summary>Bureaus that answer through <paramref name="push"/> or when they are asked.</summary>
    public RestBureaus(
        BureauRegister register,
        BureauSecrets secrets,
        BureauHabits habits,
        AnswerPush push,
        Agenda agenda,
        PartnerClock clock,
        Draw draw
    ) =>
        (this.register, this.secrets, this.habits, this.push, this.agenda, this.clock, this.draw) = (
            register,
            secrets,
            habits,
            push,
            agenda,
            clock,
            draw
        );

    /// <summary>The address of one bureau's system; <c>{code}</c> stands for its code.</summary>
    public string AddressPattern =>
        host is null
            ? throw new InvalidOperationException("The bureaus' server has not been started.")
            : host.Address + "bureaus/{code}/";

    /// <summary>Opens the port; 0 takes any free one.</summary>
    public async Task StartAsync(int port, CancellationToken ct) =>
        host = await PartnerHost.StartAsync(
            port,
            routes =>
            {
                routes.MapPost("/bureaus/{code}/requests", TakeAsync);
                routes.MapGet("/bureaus/{code}/requests/{id}", ShowAsync);
                routes.MapGet("/bureaus/{code}/answers", ListAsync);
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

    private async Task TakeAsync(HttpContext context)
    {
        var code = CodeOf(context);
        var text = await context.Request.ReadBodyAsync();
        if (!secrets.Verify(code, Encoding.UTF8.GetBytes(text), SignatureOf(context)))
        {
            await AnswerAsync(
                context,
                401,
                new { code = "signature_wrong", message = "Not signed by the hub." }
            );
            return;
        }

        if (Read(code, text) is not { } request)
        {
            await AnswerAsync(
                context,
                422,
                new { code = "request_wrong", message = "Not the fields agreed on." }
            );
            return;
        }

        if (Trips(habits.Unavailable, "away:" + request.RequestId))
        {
            await AnswerAsync(context, 503, null);
            return;
        }

        if (register.Take(request))
        {
            Plan(request);
        }

        if (Trips(habits.LostReplies, "lost:" + request.RequestId))
        {
            context.Abort();
            return;
        }

        await AnswerAsync(context, 202, new { reference = ReferenceOf(request.RequestId) });
    }

    private Task ShowAsync(HttpContext context)
    {
        var id = (string)context.Request.RouteValues["id"]!;
        return !IsSigned(context) ? AnswerAsync(context, 401, null)
            : register.Has(CodeOf(context), id)
                ? AnswerAsync(context, 200, new { reference = ReferenceOf(id) })
            : AnswerAsync(context, 404, null);
    }

    private Task ListAsync(HttpContext context)
    {
        if (!IsSigned(context))
        {
            return AnswerAsync(context, 401, null);
        }

        _ = int.TryParse(
            context.Request.Query["after"],
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var after
        );
        var all = given.GetOrAdd(CodeOf(context), _ => []);
        lock (all)
        {
            var page = all.Skip(after).Take(PageSize).ToList();
            var next = after + page.Count;
            return AnswerAsync(
                context,
                200,
                new { answers = page, next = next == 0 ? null : next.ToString(CultureInfo.InvariantCulture) }
            );
        }
    }

    private void Plan(AskedRequest request)
    {
        var now = clock.GetUtcNow();
        if (register.IsSearchedFor(request))
        {
            var soon = register.Hours.Add(now, TimeSpan.FromHours(2));
            agenda.Add(
                soon,
                request.BureauCode,
                "searches " + request.RequestId,
                ct => TellAsync(request.BureauCode, BureauRegister.Searching(request), ct)
            );
        }

        agenda.Add(
            register.AnswerAt(request, now),
            request.BureauCode,
            "answers " + request.RequestId,
            ct => TellAsync(request.BureauCode, register.Decide(request), ct)
        );
    }

    private Task TellAsync(string bureau, IReadOnlyList<GivenAnswer> answers, CancellationToken ct)
    {
        var all = given.GetOrAdd(bureau, _ => []);
        lock (all)
        {
            all.AddRange(answers);
        }

        if (draw.Happens(habits.PolledOnly, "polled-only:" + bureau))
        {
            return Task.CompletedTask;
        }

        var now = clock.GetUtcNow();
        // An act of its own: when the hub is away the push is repeated, not the decision.
        agenda.Add(now, bureau, "pushes an answer", next => push.SendAsync(bureau, answers, next));
        var key = $"{answers[0].RequestId}:{answers[0].Outcome}";
        if (draw.Happens(habits.PushedTwice, "push-twice:" + key))
        {
            agenda.Add(
                now + draw.For("again:" + key).Between(TimeSpan.FromHours(1), TimeSpan.FromHours(30)),
                bureau,
                "pushes an answer again",
                next => push.SendAsync(bureau, answers, next)
            );
        }

        return Task.CompletedTask;
    }

    private AskedRequest? Read(string code, string text)
    {
        try
        {
            var body = JsonSerializer.Deserialize<Body>(text, JsonSerializerOptions.Web);
            return
                body is { RequestId.Length: > 0, Lines.Count: > 0, Act: not null }
                && body.Bureau == code
                && (body.SentAt - clock.GetUtcNow()).Duration() <= Freshness
                ? new AskedRequest(body.RequestId, code, body.Lines, body.Act.Number, body.Act.Year)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private bool IsSigned(HttpContext context) =>
        secrets.Verify(
            CodeOf(context),
            Encoding.UTF8.GetBytes(context.Request.Path.Value + context.Request.QueryString.Value),
            SignatureOf(context)
        );

    private static string CodeOf(HttpContext context) => (string)context.Request.RouteValues["code"]!;

    private static string SignatureOf(HttpContext context) =>
        context.Request.Headers[BureauSecrets.Header].ToString();

    private static string ReferenceOf(string requestId) => "BEC-" + requestId;

    private static Task AnswerAsync(HttpContext context, int status, object? body)
    {
        context.Response.StatusCode = status;
        if (body is null)
        {
            return Task.CompletedTask;
        }

        context.Response.ContentType = "application/json; charset=utf-8";
        return context.Response.WriteAsync(
            JsonSerializer.Serialize(body, JsonSerializerOptions.Web),
            context.RequestAborted
        );
    }

    // A habit strikes once per request: the next try goes through.
    private bool Trips(double share, string what) => draw.Happens(share, what) && tripped.TryAdd(what, true);

    private sealed record Body(
        string? RequestId,
        DateTimeOffset SentAt,
        string? Bureau,
        IReadOnlyList<AskedLine>? Lines,
        Act? Act
    );

    private sealed record Act(string Number, int Year);
}
