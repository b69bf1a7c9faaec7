using Adapters.Payments;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Simulators.Gateway;
using Simulators.Portal;
using Simulators.Scenario;
using Tests.Simulation;

namespace Tests.Payments;

/// <summary>CMI's adapter, wired as the hub wires it, against the gateway simulator over HTTP.</summary>
internal sealed class CmiBench : PaymentBench
{
    private readonly PartnerDesk desk = new("gateway");
    private readonly CitizenBrowser browser = new();
    private readonly GatewaySimulator simulator;
    private readonly Dictionary<string, BrowserPage> pages = new(StringComparer.Ordinal);
    private CmiWiring? wiring;
    private PartnerHost? callbackHost;

    private CmiBench(GatewayHabits habits) =>
        simulator = new GatewaySimulator(
            new GatewaySettings
            {
                ClientId = CmiWiring.ClientId,
                StoreKey = CmiWiring.StoreKey,
                Habits = habits,
            },
            desk.Agenda,
            desk.Clock,
            desk.Journal,
            seed: 7
        );

    public override IPaymentGateway Gateway => wiring!.Gateway;

    public static async Task<CmiBench> OpenAsync(GatewayHabits habits, CancellationToken ct)
    {
        var bench = new CmiBench(habits);
        await bench.simulator.StartAsync(0, ct);
        bench.callbackHost = await PartnerHost.StartAsync(
            0,
            routes => routes.MapPost("/payments/cmi/callback", bench.HearAsync),
            ct
        );
        bench.wiring = new CmiWiring(
            new Uri(bench.simulator.ApiUrl, "/"),
            new Uri(bench.callbackHost.Address, "payments/cmi/callback")
        );
        return bench;
    }

    public override async Task<string> PayAsync(
        PaymentInvitation invitation,
        bool approved,
        CancellationToken ct
    )
    {
        var page = (HostedPage)invitation;
        var oid = page.Fields.Value("oid")!;
        if (!pages.TryGetValue(oid, out var open) || open.Outcome != "declined")
        {
            open = await browser.OpenAsync(page.Url, page.Fields, ct);
        }

        var card = approved ? TestCards.Approved : TestCards.InsufficientFunds;
        pages[oid] = await browser.PayAsync(open, card, ct);
        return pages[oid].Outcome;
    }

    public override Task PassAsync(TimeSpan time, CancellationToken ct) => desk.PassAsync(time, ct);

    public override int Effects(string effect, string oid) => desk.Done(effect).Count(key => key == oid);

    public override async ValueTask DisposeAsync()
    {
        await simulator.DisposeAsync();
        if (callbackHost is not null)
        {
            await callbackHost.DisposeAsync();
        }

        if (wiring is not null)
        {
            await wiring.DisposeAsync();
        }

        browser.Dispose();
        desk.Dispose();
    }

    private async Task HearAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var form = await reader.ReadToEndAsync(context.RequestAborted);
        CallbackReply reply;
        lock (Callbacks)
        {
            Callbacks.Add(form);
            reply = Answer(form);
        }

        context.Response.ContentType = "text/plain";
        await context.Response.WriteAsync(Gateway.Answer(reply), context.RequestAborted);
    }
}
