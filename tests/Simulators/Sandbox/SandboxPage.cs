using System.Globalization;
using System.Text;
using System.Text.Json;
using Simulators.Portal;
using Simulators.Scenario;

namespace Simulators.Sandbox;

/// <summary>
/// A page that stands for the portal in the sandbox: places sample orders, sends the browser to the gateway's page to pay,
/// shows what the hub says of each order, and lets time jump.
/// </summary>
internal sealed class SandboxPage(Partners partners, PortalClient portal, TimeMachine time, Uri hub)
{
    private readonly List<Placed> placed = [];
    private readonly Lock gate = new();
    private int attempts;

    /// <summary>Maps the page and its buttons.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", ShowAsync);
        routes.MapPost("/orders", PlaceAsync);
        routes.MapPost("/pay", PayAsync);
        routes.MapPost("/clock", JumpAsync);
        // Where the gateway sends the browser back to: it proves nothing, so it only leads to the page again.
        routes.MapMethods("/pay/return/{id}", ["GET", "POST"], BackAsync);
    }

    private async Task ShowAsync(HttpContext context)
    {
        var words = SandboxText.Of(context.Request.Query["lang"]);
        var rows = new StringBuilder();
        foreach (var one in AllPlaced())
        {
            var order = await portal.GetAsync("api/v1/orders/" + one.Id, context.RequestAborted);
            var timeline = await portal.GetAsync($"api/v1/orders/{one.Id}/timeline", context.RequestAborted);
            var phase = timeline.GetProperty("phaseText").GetProperty(words.Language).GetString()!;
            rows.Append("<tr><td>")
                .Append(
                    CultureInfo.InvariantCulture,
                    $"<a href=\"{hub}orders/{one.Id}\"><bdi>{Html(one.TrackingNumber)}</bdi></a>"
                )
                .Append(
                    CultureInfo.InvariantCulture,
                    $"<td><bdi>{Html(one.Bureau)}</bdi><td>{Html(phase)}<td>"
                )
                .Append(order.GetProperty("state").GetString() == "awaiting_payment" ? Pay(one, words) : "")
                .Append(Counter(one, words));
        }

        await HtmlAsync(
            context,
            SandboxPageText.Page(words, partners.Bureaus.All, Now(words), rows.ToString())
        );
    }

    private async Task PlaceAsync(HttpContext context)
    {
        var form = FormText.Parse(await context.Request.ReadBodyAsync());
        var bureau = partners.Bureaus.Find(form.Value("bureau") ?? "") ?? partners.Bureaus.All[0];
        _ = Enum.TryParse<SandboxStory>(form.Value("story"), out var story);
        var words = SandboxText.Of(form.Value("lang"));
        var number = AllPlaced().Count + 1;
        var plan = new OrderPlan(
            number,
            bureau.Code,
            bureau.Channel,
            PaymentTurn.Approved,
            story.Bureau(),
            story.Post()
        )
        {
            Method = Enum.TryParse<PayBy>(form.Value("method"), out var method) ? method : PayBy.Card,
            HeldAtBureauCode = partners.Bureaus.All.First(b => b.Code != bureau.Code).Code,
        };
        var reference = string.Create(CultureInfo.InvariantCulture, $"SANDBOX-{number:0000}");
        var body = OrderForm.Of(plan, reference, bureau.Type == "consulate", partners.Draw.For(reference));
        // Citizens' messages come in Arabic or French (protocols.md §1); who reads English keeps what the draw says.
        body["locale"] = words.Language == "en" ? (string)body["locale"]! : words.Language;
        var order = await portal.PlaceAsync(body, context.RequestAborted);
        var trackingNumber = order.GetProperty("trackingNumber").GetString()!;
        partners.Plans.Bind(trackingNumber, plan);
        lock (gate)
        {
            placed.Add(
                new Placed(order.GetProperty("id").GetString()!, trackingNumber, bureau.Code, plan.Method)
                {
                    Language = words.Language,
                }
            );
        }

        Back(context, words);
    }

    /// <summary>
    /// A page that posts the merchant's form to the gateway by itself, as portals do; or the reference, and where it is paid.
    /// </summary>
    private async Task PayAsync(HttpContext context)
    {
        var form = FormText.Parse(await context.Request.ReadBodyAsync());
        var words = SandboxText.Of(form.Value("lang"));
        var order = form.Value("order") ?? "";
        var key = string.Create(
            CultureInfo.InvariantCulture,
            $"sandbox-pay-{Interlocked.Increment(ref attempts)}"
        );
        var attempt = await portal.StartAttemptAsync(order, key, context.RequestAborted);
        Note(order, words, attempt);
        if (!attempt.TryGetProperty("form", out var target))
        {
            Back(context, words);
            return;
        }

        var fields = target
            .GetProperty("fields")
            .EnumerateObject()
            .Select(f => KeyValuePair.Create(f.Name, f.Value.GetString()!));
        await HtmlAsync(
            context,
            SandboxPageText.Forward(words, target.GetProperty("url").GetString()!, fields)
        );
    }

    private async Task JumpAsync(HttpContext context)
    {
        var form = FormText.Parse(await context.Request.ReadBodyAsync());
        _ = int.TryParse(form.Value("hours"), NumberStyles.None, CultureInfo.InvariantCulture, out var hours);
        await time.JumpAsync(TimeSpan.FromHours(Math.Clamp(hours, 1, 24 * 14)), context.RequestAborted);
        Back(context, SandboxText.Of(form.Value("lang")));
    }

    /// <summary>In the language in which the citizen went to pay: the gateway's form does not carry the page's.</summary>
    private Task BackAsync(HttpContext context, string id)
    {
        Back(context, SandboxText.Of(AllPlaced().FirstOrDefault(p => p.Id == id)?.Language));
        return Task.CompletedTask;
    }

    private static void Back(HttpContext context, SandboxText words)
    {
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = "/?lang=" + words.Language;
    }

    private void Note(string order, SandboxText words, JsonElement attempt)
    {
        lock (gate)
        {
            foreach (var one in placed.Where(p => p.Id == order))
            {
                one.Language = words.Language;
                if (attempt.TryGetProperty("reference", out var reference))
                {
                    (one.Reference, one.Amount) = (
                        reference.GetString(),
                        attempt.GetProperty("amount").GetString()
                    );
                }
            }
        }
    }

    private static string Pay(Placed one, SandboxText words) =>
        $"<form method=\"post\" action=\"/pay\">{SandboxPageText.Lang(words)}<button name=\"order\" value=\"{one.Id}\">{Html(words.Pay)}</button></form>";

    /// <summary>The reference stays there when the order has expired: people pay late.</summary>
    private string Counter(Placed one, SandboxText words) =>
        one.Reference is { } reference
            ? $"<a href=\"{partners.Counters[one.Method].Address}counter?reference={reference}&amp;amount={one.Amount}&amp;lang={words.Language}\">"
                + $"{Html(one.Method == PayBy.Agency ? words.AtTheCounter : words.BySms)} <bdi>{reference}</bdi></a>"
            : "";

    private IReadOnlyList<Placed> AllPlaced()
    {
        lock (gate)
        {
            return [.. placed];
        }
    }

    private string Now(SandboxText words)
    {
        var local = partners.Hours.Local(partners.Clock.GetUtcNow());
        return $"{words.Days[(int)local.DayOfWeek - 1]} {local.ToString("uuuu-MM-dd HH:mm", CultureInfo.InvariantCulture)}";
    }

    private static string Html(string text) => PageFrame.Html(text);

    private static Task HtmlAsync(HttpContext context, string html)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(html, context.RequestAborted);
    }

    /// <summary>An order of this page.</summary>
    private sealed record Placed(string Id, string TrackingNumber, string Bureau, PayBy Method)
    {
        /// <summary>The language of the page when it was ordered or paid.</summary>
        public required string Language { get; set; }

        /// <summary>The last reference that was given out for it, and its amount in dirhams.</summary>
        public string? Reference { get; set; }

        public string? Amount { get; set; }
    }
}
