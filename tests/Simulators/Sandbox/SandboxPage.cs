using System.Globalization;
using System.Net;
using System.Text;
using Simulators.Portal;
using Simulators.Scenario;

namespace Simulators.Sandbox;

/// <summary>
/// A page that stands for the portal in the sandbox: places sample orders, sends the browser to the gateway's page to pay,
/// shows what the hub says of each order, and lets time jump.
/// </summary>
internal sealed class SandboxPage(Partners partners, PortalClient portal, TimeMachine time, Uri hub)
{
    private static readonly (string Name, BureauTurn Bureau, PostTurn Post)[] Stories =
    [
        ("the bureau issues, the letter arrives", BureauTurn.Issues, PostTurn.Delivers),
        ("the bureau needs information", BureauTurn.NeedsInformation, PostTurn.Delivers),
        ("the bureau rejects, the money goes back", BureauTurn.Rejects, PostTurn.Delivers),
        ("another bureau holds the act", BureauTurn.Reroutes, PostTurn.Delivers),
        ("fewer copies than ordered", BureauTurn.IssuesPartially, PostTurn.Delivers),
        ("the letter comes back", BureauTurn.Issues, PostTurn.ReturnsToSender),
        ("the letter is lost", BureauTurn.Issues, PostTurn.Loses),
    ];

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
        var rows = new StringBuilder();
        foreach (var one in AllPlaced())
        {
            var order = await portal.GetAsync("api/v1/orders/" + one.Id, context.RequestAborted);
            var state = order.GetProperty("state").GetString();
            var pay =
                state == "awaiting_payment"
                    ? $"<form method=post action=/pay><button name=order value={one.Id}>Pay</button></form>"
                    : "";
            rows.Append(
                CultureInfo.InvariantCulture,
                $"<tr><td><a href=\"{hub}orders/{one.Id}\">{Html(one.TrackingNumber)}</a><td>{Html(one.Bureau)}<td>{state}<td>{pay}{Counter(one)}"
            );
        }

        await HtmlAsync(
            context,
            SandboxPageText.Page(partners, clock: Now(), rows.ToString(), [.. Stories.Select(s => s.Name)])
        );
    }

    private async Task PlaceAsync(HttpContext context)
    {
        var form = FormText.Parse(await context.Request.ReadBodyAsync());
        var bureau = partners.Bureaus.Find(form.Value("bureau") ?? "") ?? partners.Bureaus.All[0];
        _ = int.TryParse(
            form.Value("story"),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var chosen
        );
        var story = Stories[Math.Clamp(chosen, 0, Stories.Length - 1)];
        var number = AllPlaced().Count + 1;
        var plan = new OrderPlan(
            number,
            bureau.Code,
            bureau.Channel,
            PaymentTurn.Approved,
            story.Bureau,
            story.Post
        )
        {
            Method = Enum.TryParse<PayBy>(form.Value("method"), out var method) ? method : PayBy.Card,
            HeldAtBureauCode = partners.Bureaus.All.First(b => b.Code != bureau.Code).Code,
        };
        var reference = string.Create(CultureInfo.InvariantCulture, $"SANDBOX-{number:0000}");
        var body = OrderForm.Of(plan, reference, bureau.Type == "consulate", partners.Draw.For(reference));
        var order = await portal.PlaceAsync(body, context.RequestAborted);
        var trackingNumber = order.GetProperty("trackingNumber").GetString()!;
        partners.Plans.Bind(trackingNumber, plan);
        lock (gate)
        {
            placed.Add(
                new Placed(
                    order.GetProperty("id").GetString()!,
                    trackingNumber,
                    bureau.Code,
                    plan.Method,
                    (string)body["locale"]!
                )
            );
        }

        Back(context);
    }

    /// <summary>
    /// A page that posts the merchant's form to the gateway by itself, as portals do; or the reference, and where it is paid.
    /// </summary>
    private async Task PayAsync(HttpContext context)
    {
        var order = FormText.Parse(await context.Request.ReadBodyAsync()).Value("order") ?? "";
        var key = string.Create(
            CultureInfo.InvariantCulture,
            $"sandbox-pay-{Interlocked.Increment(ref attempts)}"
        );
        var attempt = await portal.StartAttemptAsync(order, key, context.RequestAborted);
        if (attempt.TryGetProperty("reference", out var reference))
        {
            Note(order, reference.GetString()!, attempt.GetProperty("amount").GetString()!);
            Back(context);
            return;
        }

        var target = attempt.GetProperty("form");
        var fields = target
            .GetProperty("fields")
            .EnumerateObject()
            .Select(f =>
                $"<input type=hidden name=\"{Html(f.Name)}\" value=\"{Html(f.Value.GetString()!)}\">"
            );
        await HtmlAsync(
            context,
            $"<form id=f method=post action=\"{Html(target.GetProperty("url").GetString()!)}\">{string.Concat(fields)}"
                + "<button>To the payment page</button></form><script>document.getElementById('f').submit()</script>"
        );
    }

    private async Task JumpAsync(HttpContext context)
    {
        var form = FormText.Parse(await context.Request.ReadBodyAsync());
        _ = int.TryParse(form.Value("hours"), NumberStyles.None, CultureInfo.InvariantCulture, out var hours);
        await time.JumpAsync(TimeSpan.FromHours(Math.Clamp(hours, 1, 24 * 14)), context.RequestAborted);
        Back(context);
    }

    private static Task BackAsync(HttpContext context)
    {
        Back(context);
        return Task.CompletedTask;
    }

    private static void Back(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = "/";
    }

    private void Note(string order, string reference, string amount)
    {
        lock (gate)
        {
            foreach (var one in placed.Where(p => p.Id == order))
            {
                (one.Reference, one.Amount) = (reference, amount);
            }
        }
    }

    /// <summary>The reference stays there when the order has expired: people pay late.</summary>
    private string Counter(Placed one) =>
        one.Reference is { } reference
            ? $"<a href=\"{partners.Counters[one.Method].Address}counter?reference={reference}&amp;amount={one.Amount}&amp;lang={one.Locale}\">"
                + $"{(one.Method == PayBy.Agency ? "At the counter" : "By SMS")} <bdi>{reference}</bdi></a>"
            : "";

    private IReadOnlyList<Placed> AllPlaced()
    {
        lock (gate)
        {
            return [.. placed];
        }
    }

    private string Now() =>
        partners
            .Hours.Local(partners.Clock.GetUtcNow())
            .ToString("dddd d MMMM uuuu, HH:mm", CultureInfo.InvariantCulture);

    private static string Html(string text) => WebUtility.HtmlEncode(text);

    private static Task HtmlAsync(HttpContext context, string html)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(html, context.RequestAborted);
    }

    /// <summary>An order of this page.</summary>
    private sealed record Placed(string Id, string TrackingNumber, string Bureau, PayBy Method, string Locale)
    {
        /// <summary>The last reference that was given out for it, and its amount in dirhams.</summary>
        public string? Reference { get; set; }

        public string? Amount { get; set; }
    }
}
