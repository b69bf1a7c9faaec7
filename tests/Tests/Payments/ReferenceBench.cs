using Adapters.Payments;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Simulators.Gateway;
using Simulators.Scenario;
using Tests.Simulation;

namespace Tests.Payments;

/// <summary>A method by reference, wired as the hub wires it, against its simulated provider over HTTP.</summary>
internal sealed class ReferenceBench : PaymentBench
{
    public const string Biller = "4711";
    public const string Secret = "a secret of the reference tests";
    private const long Price = 23_20;

    private readonly PartnerDesk desk;
    private ReferenceProvider? provider;
    private PartnerHost? callbackHost;
    private ServiceProvider? services;

    private ReferenceBench(string partner) => desk = new PartnerDesk(partner);

    public override IPaymentGateway Gateway =>
        services!.GetServices<IPaymentGateway>().Single(g => g is ReferenceGateway);

    /// <summary>Opens the bench of a method, by the section that switches it on.</summary>
    public static async Task<ReferenceBench> OpenAsync(
        string section,
        double keptShare,
        GatewayHabits habits,
        CancellationToken ct
    )
    {
        var bench = new ReferenceBench("references");
        bench.callbackHost = await PartnerHost.StartAsync(
            0,
            routes => routes.MapPost("/confirmation", bench.HearAsync),
            ct
        );
        bench.provider = new ReferenceProvider(
            new ReferenceSettings(
                "references",
                Biller,
                Secret,
                keptShare,
                () => new Uri(bench.callbackHost.Address, "confirmation")
            )
            {
                Habits = habits,
            },
            bench.desk.Agenda,
            bench.desk.Clock,
            bench.desk.Journal,
            seed: 7
        );
        await bench.provider.StartAsync(0, ct);
        var settings = CmiWiring.Settings(new Uri("https://gateway.example/"), null);
        settings[section + ":Enabled"] = "true";
        settings[section + ":BaseAddress"] = bench.provider.Address.AbsoluteUri;
        settings[section + ":Secret"] = Secret;
        settings[section + ":BillerCode"] = Biller;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        bench.services = new ServiceCollection().AddPaymentGateways(configuration).BuildServiceProvider();
        return bench;
    }

    public override Task<string> PayAsync(
        PaymentInvitation invitation,
        bool approved,
        CancellationToken ct
    ) =>
        Task.FromResult(
            approved && provider!.Pay(((PaymentReference)invitation).Number, Price) ? "approved" : "error"
        );

    public override Task PassAsync(TimeSpan time, CancellationToken ct) => desk.PassAsync(time, ct);

    public override int Effects(string effect, string oid) => desk.Done(effect).Count(key => key == oid);

    public override async ValueTask DisposeAsync()
    {
        await provider!.DisposeAsync();
        await callbackHost!.DisposeAsync();
        await services!.DisposeAsync();
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
