using System.Collections.Concurrent;
using Simulators.Scenario;

namespace Simulators.Gateway;

/// <summary>The hosted page: takes the merchant's form from the citizen's browser, then the card.</summary>
internal sealed class HostedPages(
    GatewaySettings settings,
    PartnerClock clock,
    Draw draw,
    PaymentBook book,
    CallbackSender callbacks
)
{
    private readonly ConcurrentDictionary<string, Session> sessions = new(StringComparer.Ordinal);
    private int opened;

    /// <summary><c>POST /fim/est3Dgate</c>: the merchant's form.</summary>
    public async Task OpenAsync(HttpContext context)
    {
        var body = await context.Request.ReadBodyAsync();
        var (form, problem) = HostedForm.Read(body, settings);
        if (form is not null && book.IsPaid(form.Oid))
        {
            (form, problem) = (null, "oid_used");
        }

        if (form is null)
        {
            await RefuseAsync(context, FormText.Parse(body), problem!);
            return;
        }

        var bytes = new byte[16];
        draw.For($"session:{form.Oid}:{Interlocked.Increment(ref opened)}").NextBytes(bytes);
        var session = Convert.ToHexStringLower(bytes);
        sessions[session] = new Session(form, clock.GetUtcNow() + form.SessionTimeout);
        await ShowAsync(
            context,
            HostedPageText.Of(form.Language).CardPage(form, session),
            StatusCodes.Status200OK
        );
    }

    /// <summary><c>POST /fim/again</c>: another card after a refusal, or the same page in another language.</summary>
    public async Task AskAgainAsync(HttpContext context)
    {
        var fields = FormText.Parse(await context.Request.ReadBodyAsync());
        if (Find(fields) is { } found)
        {
            var words = HostedPageText.Of(fields.Value("lang") ?? found.Form.Language);
            await ShowAsync(context, words.CardPage(found.Form, found.Id), StatusCodes.Status200OK);
            return;
        }

        await RefuseAsync(context, fields, "session_expired");
    }

    /// <summary><c>POST /fim/pay</c>: the card.</summary>
    public async Task PayAsync(HttpContext context)
    {
        var fields = FormText.Parse(await context.Request.ReadBodyAsync());
        if (Find(fields) is not { } found)
        {
            await RefuseAsync(context, fields, "session_expired");
            return;
        }

        var answer = TestCards.Ask(fields.Value("pan") ?? "");
        if (book.Book(found.Form, answer) is not { } movement)
        {
            await RefuseAsync(context, fields, "oid_used");
            return;
        }

        callbacks.Announce(found.Form, answer, movement);
        var back = CallbackForm.Build(found.Form, answer, movement, settings, toServer: false);
        await ShowAsync(
            context,
            HostedPageText
                .Of(fields.Value("lang") ?? found.Form.Language)
                .ResultPage(found.Form, found.Id, answer.IsApproved, back),
            StatusCodes.Status200OK
        );
    }

    private static Task RefuseAsync(
        HttpContext context,
        List<KeyValuePair<string, string>> fields,
        string code
    ) =>
        ShowAsync(
            context,
            HostedPageText.Of(fields.Value("lang")).ProblemPage(code),
            StatusCodes.Status400BadRequest
        );

    private static Task ShowAsync(HttpContext context, string page, int status)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(page, context.RequestAborted);
    }

    private (string Id, HostedForm Form)? Find(List<KeyValuePair<string, string>> fields) =>
        fields.Value("session") is { } id
        && sessions.TryGetValue(id, out var session)
        && clock.GetUtcNow() <= session.EndsAt
            ? (id, session.Form)
            : null;

    private sealed record Session(HostedForm Form, DateTimeOffset EndsAt);
}
