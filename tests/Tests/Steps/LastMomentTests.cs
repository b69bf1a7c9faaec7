using Hub.Orders;
using Workflows.Feel;

namespace Tests.Steps;

/// <summary>When a deadline and a person meet, the person wins.</summary>
public sealed class LastMomentTests
{
    [Fact]
    public async Task A_citizen_who_corrected_in_time_is_not_rejected()
    {
        await using var steps = await StepBench.OpenAsync();
        var order = await steps.Bench.PaidOrderAsync("CHK-02");
        await steps.DoneAsync("ask-citizen", order, ("reason", "act_not_found"));
        await steps.ChangeAsync(order, o => o.Corrected = true);

        var answer = await steps.DoneAsync("expire-correction", order);

        Assert.Equal(FeelValue.True, answer["corrected"]);
        Assert.Equal(OrderState.NeedsInformation, (await steps.Bench.OrderAsync(order)).State);
    }

    [Fact]
    public async Task A_citizen_who_did_not_is()
    {
        await using var steps = await StepBench.OpenAsync();
        var order = await steps.Bench.PaidOrderAsync("CHK-02");
        await steps.DoneAsync("ask-citizen", order, ("reason", "act_not_found"));

        var answer = await steps.DoneAsync("expire-correction", order);

        Assert.Equal(FeelValue.False, answer["corrected"]);
        Assert.Equal("citizen_did_not_answer", answer["reason"].AsString());
        Assert.Equal(OrderState.Rejected, (await steps.Bench.OrderAsync(order)).State);
    }

    [Theory]
    [InlineData(true, "returned")]
    [InlineData(false, "closed")]
    public async Task A_returned_order_is_closed_unless_its_address_was_corrected_in_time(
        bool corrected,
        string end
    )
    {
        await using var steps = await StepBench.OpenAsync();
        var order = await steps.Bench.PaidOrderAsync("CHK-02");
        await steps.Bench.PackAsync(order);
        await steps.Bench.StepAsync("record-return", order);
        if (corrected)
        {
            await steps.ChangeAsync(
                order,
                o => o.Recipient = o.Recipient with { Lines = ["14 rue Ibn Sina", "Etage 2"] }
            );
        }

        var answer = await steps.DoneAsync("close-order", order);

        Assert.Equal(FeelValue.From(corrected), answer["addressCorrected"]);
        Assert.Equal(end, (await steps.Bench.OrderAsync(order)).State.ToWireName());
    }

    [Fact]
    public async Task A_letter_the_post_finds_is_on_its_way_again_and_may_be_claimed_again()
    {
        await using var steps = await StepBench.OpenAsync();
        var order = await steps.Bench.PaidOrderAsync("CHK-02");
        var letter = await steps.Bench.PackAsync(order);
        var shipmentRef = ("shipmentRef", FeelValue.From(letter.Ref));
        await steps.Bench.StepAsync("record-handover", order, shipmentRef);
        await steps.Bench.AdvanceToAsync(Tests.Exchange.ExchangeBench.Monday.AddDays(20));
        Assert.Equal(FeelValue.True, (await steps.DoneAsync("open-claim", order, shipmentRef))["claimOpen"]);

        await steps.DoneAsync("record-found", order, shipmentRef);

        Assert.Equal(OrderState.InTransit, (await steps.Bench.OrderAsync(order)).State);
        await steps.Bench.AdvanceToAsync(Tests.Exchange.ExchangeBench.Monday.AddDays(40));
        Assert.Equal(FeelValue.True, (await steps.DoneAsync("open-claim", order, shipmentRef))["claimOpen"]);
    }
}
