using System.Text;
using Hub.Orders;
using Hub.Shipping;
using Microsoft.EntityFrameworkCore;
using Tests.Exchange;
using Workflows.Feel;

namespace Tests.Shipping;

/// <summary>Claims are handed to the post by a person, each once (docs/decisions/0009).</summary>
public sealed class HandOverClaimsTests
{
    private const string Bureau = "CHK-02";
    private const string Service = "Service réclamations, Casablanca";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_claim_is_handed_over_with_who_when_to_whom_and_the_very_bytes()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var (order, letter) = await ClaimedAsync(bench);

        var handover = await HandOverAsync(bench);

        Assert.Equal(
            (1, Service, "user:monitor.1"),
            (handover.Number, handover.HandedTo, handover.HandedOverBy)
        );
        var kept = await bench.Store.ReadAsync(db => db.ClaimHandovers.Include(h => h.Lines).SingleAsync(Ct));
        var text = Encoding.UTF8.GetString(kept.Content);
        Assert.Contains($"{letter.Item};{letter.Ref};REC_NAT;MA;", text, StringComparison.Ordinal);
        Assert.Equal(letter.Id, Assert.Single(kept.Lines).ShipmentId);
        Assert.DoesNotContain(order.Act.Number, text, StringComparison.Ordinal);
        Assert.DoesNotContain(order.Recipient.Name, text, StringComparison.Ordinal);
        var claim = Assert.Single(
            await bench.Store.ReadAsync(db => ClaimSearch.RunAsync(db, ClaimFilter.All, 10, Ct))
        );
        Assert.Equal((1L, Service), (claim.Receipt!.Number, claim.Receipt.HandedTo));
    }

    [Fact]
    public async Task Nothing_is_handed_over_twice_and_nothing_to_nobody()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        await ClaimedAsync(bench);

        Assert.Equal("handed_to_missing", await RefusalAsync(bench, "  "));
        await HandOverAsync(bench);
        Assert.Equal("claims_none_open", await RefusalAsync(bench, Service));
    }

    [Fact]
    public async Task However_many_press_the_button_each_claim_is_in_one_file()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        await ClaimedAsync(bench);
        await ClaimedAsync(bench);

        var results = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(_ => bench.Get<HandOverClaims>().RunAsync(Service, "user:m", Ct))
        );

        var handed = Assert.Single(results.OfType<HandOverClaimsResult.HandedOver>()).Handover;
        Assert.Equal(2, handed.Lines.Count);
    }

    [Fact]
    public async Task A_letter_that_was_found_and_got_lost_again_is_a_new_claim()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var (order, letter) = await ClaimedAsync(bench);
        await HandOverAsync(bench);
        await bench.StepAsync("record-found", order, ("shipmentRef", FeelValue.From(letter.Ref)));
        Assert.Equal("claims_none_open", await RefusalAsync(bench, Service));
        await bench.AdvanceToAsync(bench.Clock.GetUtcNow().AddDays(30));
        await bench.StepAsync("open-claim", order, ("shipmentRef", FeelValue.From(letter.Ref)));

        var second = await HandOverAsync(bench);

        Assert.Equal((2, letter.Id), (second.Number, Assert.Single(second.Lines).ShipmentId));
    }

    private static async Task<ClaimHandover> HandOverAsync(ExchangeBench bench) =>
        Assert
            .IsType<HandOverClaimsResult.HandedOver>(
                await bench.Get<HandOverClaims>().RunAsync(Service, "user:monitor.1", Ct)
            )
            .Handover;

    private static async Task<string> RefusalAsync(ExchangeBench bench, string to) =>
        Assert
            .IsType<HandOverClaimsResult.Refused>(
                await bench.Get<HandOverClaims>().RunAsync(to, "user:monitor.1", Ct)
            )
            .Code;

    /// <summary>A letter the post has taken and then been silent about.</summary>
    private static async Task<(Order Order, Shipment Letter)> ClaimedAsync(ExchangeBench bench)
    {
        var order = await bench.PaidOrderAsync(Bureau);
        var letter = await bench.PackAsync(order);
        var letterRef = ("shipmentRef", FeelValue.From(letter.Ref));
        await bench.StepAsync("record-handover", order, letterRef);
        await bench.AdvanceToAsync(bench.Clock.GetUtcNow().AddDays(20));
        await bench.StepAsync("open-claim", order, letterRef);
        Assert.Equal(OrderState.ClaimOpen, (await bench.OrderAsync(order)).State);
        return (order, letter);
    }
}
