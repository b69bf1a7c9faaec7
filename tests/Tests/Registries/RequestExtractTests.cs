using Adapters.Registries;
using Hub.Orders;
using Hub.Registries;
using Hub.Steps;
using Hub.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tests.Exchange;
using Workflows.Feel;

namespace Tests.Registries;

/// <summary>Requests to bureaus with their own system: handed over once, whatever happens on the line.</summary>
public sealed class RequestExtractTests
{
    private const string Bureau = "CHK-01";

    private readonly ScriptedRegistry registry = new(Bureau);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_accepted_request_puts_the_order_at_the_bureau()
    {
        await using var bench = await OpenAsync();
        var (order, request) = await IntendAsync(bench);

        await bench.SettleAsync();

        Assert.Equal([(request, false)], registry.Requests);
        Assert.Equal(OrderState.AtBureau, (await bench.OrderAsync(order)).State);
        Assert.Equal(RequestState.Received, (await RowAsync(bench)).State);
        var effect = await bench.Store.ReadAsync(db => db.Effects.SingleAsync(Ct));
        Assert.Equal(
            (EffectState.Done, TransmissionLevel.Received, "ref-1"),
            (effect.State, effect.Level, effect.Detail)
        );
    }

    [Fact]
    public async Task A_reply_that_was_lost_is_asked_for_and_nothing_is_sent_again()
    {
        registry.LosesReplies = true;
        await using var bench = await OpenAsync();
        var (order, _) = await IntendAsync(bench);

        await bench.AdvanceToAsync(ExchangeBench.Monday.AddMinutes(10));

        Assert.Single(registry.Requests);
        Assert.Equal(OrderState.AtBureau, (await bench.OrderAsync(order)).State);
    }

    [Fact]
    public async Task A_repetition_says_that_it_may_be_one()
    {
        registry.IsAway = true;
        await using var bench = await OpenAsync();
        var (_, request) = await IntendAsync(bench);
        await bench.SettleAsync();

        registry.IsAway = false;
        await bench.AdvanceToAsync(ExchangeBench.Monday.AddMinutes(10));

        Assert.Equal([(request, true)], registry.Requests);
    }

    [Fact]
    public async Task A_bureau_that_says_no_leaves_the_order_where_it_is()
    {
        registry.Refusal = new RegistryReply.Refused("too_many_copies", "?");
        await using var bench = await OpenAsync();
        var (order, _) = await IntendAsync(bench);

        await bench.SettleAsync();

        Assert.Equal(OrderState.Routed, (await bench.OrderAsync(order)).State);
        Assert.Equal(
            EffectState.Refused,
            (await bench.Store.ReadAsync(db => db.Effects.SingleAsync(Ct))).State
        );
        Assert.Equal(["bureau_refused_request"], await bench.IncidentsAsync());
    }

    private Task<ExchangeBench> OpenAsync() =>
        ExchangeBench.OpenAsync(services =>
        {
            services.AddSingleton<IRegistryChannel>(registry);
            services.AddSingleton<IWorkHandler, RequestExtract>();
        });

    private static async Task<(Order Order, string RequestId)> IntendAsync(ExchangeBench bench)
    {
        var order = await bench.PaidOrderAsync(Bureau);
        var request = await bench.RequestAsync(order);
        var work = (IProcessWork)
            bench.Services.GetServices<IWorkHandler>().Single(h => h.Type == "request-extract");
        var input = FeelContext
            .Empty.With("requestId", FeelValue.From(request))
            .With("bureau", FeelValue.From(Bureau));
        await bench.Store.WriteAsync(
            session =>
            {
                session.Work.Intend(
                    work.Plan(new StepCall(order.Id, Guid.Empty, 1, input, new Dictionary<string, string>()))
                );
                return Task.CompletedTask;
            },
            Ct
        );
        return (order, request);
    }

    private static Task<BureauRequest> RowAsync(ExchangeBench bench) =>
        bench.Store.ReadAsync(db => db.BureauRequests.SingleAsync(Ct));
}
