using Adapters.Registries;
using Hub.Orders;
using Hub.Registries;
using Hub.Steps;
using Workflows.Feel;

namespace Tests.Steps;

/// <summary>Orders on their way from bureau to bureau.</summary>
public sealed class RerouteOrderTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_order_goes_to_the_bureau_that_holds_the_act()
    {
        await using var steps = await StepBench.OpenAsync();
        var order = await steps.Bench.PaidOrderAsync("CHK-02");

        var answer = await steps.DoneAsync("reroute-order", order, ("heldAt", "CHK-03"));

        Assert.Equal(("CHK-03", FeelValue.False), (answer["bureau"].AsString(), answer["handedOver"]));
        var moved = await steps.Bench.OrderAsync(order);
        Assert.Equal((OrderState.Rerouted, "CHK-03"), (moved.State, moved.BureauCode));
    }

    [Fact]
    public async Task A_bureau_that_sent_the_order_away_does_not_get_it_again()
    {
        await using var steps = await StepBench.OpenAsync();
        var order = await steps.Bench.PaidOrderAsync("CHK-02");
        await steps.Bench.RequestAsync(order);
        await AnswerAsync(steps, order);
        await steps.DoneAsync("reroute-order", order, ("heldAt", "CHK-03"));

        var back = await steps.RunAsync("reroute-order", order, Guid.CreateVersion7(), ("heldAt", "CHK-02"));
        var unknown = await steps.RunAsync(
            "reroute-order",
            order,
            Guid.CreateVersion7(),
            ("heldAt", "XX-99")
        );

        Assert.Equal("bureau_denied", Assert.IsType<StepAnswer.Error>(back).Code);
        Assert.Equal("bureau_unknown", Assert.IsType<StepAnswer.Error>(unknown).Code);
        Assert.Equal("CHK-03", (await steps.Bench.OrderAsync(order)).BureauCode);
    }

    private static Task AnswerAsync(StepBench steps, Order order) =>
        steps.Bench.Store.WriteAsync(
            session =>
            {
                session.Db.BureauAnswers.Add(
                    new BureauAnswer
                    {
                        RequestId = order.TrackingNumber + "-R1",
                        Line = 1,
                        Outcome = AnswerOutcomes.Rerouted,
                        Reason = "wrong_bureau",
                        BureauCodeHeld = "CHK-03",
                        ReceivedAt = session.Now,
                    }
                );
                return Task.CompletedTask;
            },
            Ct
        );
}
