using Hub.Orders;
using Hub.Shipping;
using Hub.Steps;
using Microsoft.EntityFrameworkCore;
using Tests.Exchange;
using Workflows.Feel;

namespace Tests.Shipping;

/// <summary>What the post tells of letters on their way, in whatever order it does.</summary>
public sealed class TrackingTests
{
    private const string Bureau = "CHK-02";
    private const string Header = "record;item;event_code;event_time;office;country;reason;action;signatory";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_order_follows_its_letter_to_the_door()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var (order, letter) = await HandedOverAsync(bench);
        var states = new List<OrderState>();

        foreach (
            var row in (string[])
                [
                    $"R;{letter.Item};EMA;2026-11-23T16:00:00;20000;MA;;;",
                    $"R;{letter.Item};EMG;2026-11-24T08:00:00;20250;MA;;;",
                    $"R;{letter.Item};EDH;2026-11-24T15:00:00;20250;MA;;;",
                    $"R;{letter.Item};EMI;2026-11-25T12:00:00;20250;MA;;;Someone",
                ]
        )
        {
            Events(bench, states.Count + 1, row);
            await bench.PollAsync("post");
            states.Add((await bench.OrderAsync(order)).State);
        }

        Assert.Equal(
            [OrderState.HandedToPost, OrderState.InTransit, OrderState.HeldForPickup, OrderState.Delivered],
            states
        );
        Assert.Equal(
            ["in_transit", "held_for_pickup", "delivered"],
            (await bench.MessagesAsync("shipment-update")).Select(m => StatusOf(m.Payload))
        );
        var kept = await bench.Store.ReadAsync(db => db.TrackingEvents.CountAsync(Ct));
        Assert.Equal(4, kept);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task In_whatever_order_and_however_often_events_come_the_end_is_the_same_and_nothing_goes_back(
        int seed
    )
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var (order, letter) = await HandedOverAsync(bench);
        var rows = new[]
        {
            $"R;{letter.Item};EMA;2026-11-23T16:00:00;20000;MA;;;",
            $"R;{letter.Item};EMG;2026-11-24T08:00:00;20250;MA;;;",
            $"R;{letter.Item};EMH;2026-11-24T11:00:00;20250;MA;addressee_not_available;held_for_pickup;",
            $"R;{letter.Item};EDH;2026-11-24T15:00:00;20250;MA;;;",
            $"R;{letter.Item};EMI;2026-11-25T12:00:00;20250;MA;;;",
        };
        var told = rows.Concat(rows).ToArray();
        var random = new Random(seed);
        random.Shuffle(told);
        var seen = new List<OrderState>();

        for (var i = 0; i < told.Length; i += 2)
        {
            Events(bench, (i / 2) + 1, told[i], told[i + 1]);
            await bench.PollAsync("post");
            seen.Add((await bench.OrderAsync(order)).State);
        }

        Assert.Equal(OrderState.Delivered, seen[^1]);
        Assert.Equal(seen.OrderBy(s => (int)s), seen);
        Assert.Equal(5, await bench.Store.ReadAsync(db => db.TrackingEvents.CountAsync(Ct)));
        var messages = await bench.MessagesAsync("shipment-update");
        Assert.Equal("delivered", StatusOf(messages[^1].Payload));
        Assert.Equal(messages.Count, messages.Select(m => StatusOf(m.Payload)).Distinct().Count());
    }

    [Fact]
    public async Task A_letter_that_came_back_returns_its_order()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var (order, letter) = await HandedOverAsync(bench);
        bench.Drop(
            "post",
            "RET_SHUBBAK_20261123_000001_P.csv",
            ManifestTests.Rows(
                "record;item;returned_at;office;reason",
                $"R;{letter.Item};2026-12-04T10:00:00;20000;unclaimed"
            )
        );

        await bench.PollAsync("post");

        Assert.Equal(OrderState.Returned, (await bench.OrderAsync(order)).State);
        var shipment = await bench.Store.ReadAsync(db => db.Shipments.SingleAsync(Ct));
        Assert.True(shipment.CameBack);
        Assert.Equal(
            "returned",
            StatusOf(Assert.Single(await bench.MessagesAsync("shipment-update")).Payload)
        );
    }

    [Fact]
    public async Task Late_news_of_an_earlier_letter_does_not_move_the_order_but_is_told_to_a_person()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var (order, first) = await HandedOverAsync(bench);
        await bench.PackAsync(order);

        Events(bench, 1, $"R;{first.Item};EMG;2026-11-24T08:00:00;20250;MA;;;");
        await bench.PollAsync("post");
        Assert.Equal(OrderState.Packed, (await bench.OrderAsync(order)).State);
        Assert.Empty(await bench.IncidentsAsync());

        Events(bench, 2, $"R;{first.Item};EMI;2026-11-25T12:00:00;20250;MA;;;");
        await bench.PollAsync("post");
        Assert.Equal(OrderState.Packed, (await bench.OrderAsync(order)).State);
        Assert.Equal(["late_news_of_letter"], await bench.IncidentsAsync());
    }

    [Fact]
    public async Task Rows_about_other_peoples_letters_and_garbage_are_refused_by_line_and_the_others_count()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var (order, letter) = await HandedOverAsync(bench);

        Events(
            bench,
            1,
            "R;RR473124829MA;EMG;2026-11-24T08:00:00;20250;MA;;;",
            "R;RR12#;E?;yesterday;;;;;",
            $"R;{letter.Item};EMG;2026-11-24T08:00:00;20250;MA;;;"
        );
        await bench.PollAsync("post");
        await bench.SettleAsync();

        Assert.Equal(OrderState.InTransit, (await bench.OrderAsync(order)).State);
        var ack = (Adapters.Exchange.ReceiptReading.Readable)
            Adapters.Exchange.Receipts.Read(
                Adapters.Exchange.FileKind.ACK,
                bench.Read("post", "ack", Assert.Single(bench.Files("post", "ack")))
            );
        Assert.Contains((2, "item_unknown"), ack.Refused.Select(r => (r.Line, r.Problem!.Code)));
        Assert.Contains(ack.Refused, r => r.Line == 3);
        Assert.DoesNotContain(ack.Refused, r => r.Line == 4);
    }

    [Fact]
    public async Task News_that_come_with_the_deadline_win_over_the_claim()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var (order, letter) = await HandedOverAsync(bench);
        Events(bench, 1, $"R;{letter.Item};EMI;2026-11-25T12:00:00;20250;MA;;;");
        await bench.PollAsync("post");

        await bench.StepAsync("open-claim", order, ("shipmentRef", FeelValue.From(letter.Ref)));

        Assert.Equal(OrderState.Delivered, (await bench.OrderAsync(order)).State);
    }

    [Fact]
    public async Task A_scan_that_changes_nothing_puts_the_claim_off_all_the_same()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var (order, letter) = await HandedOverAsync(bench);
        Events(bench, 1, $"R;{letter.Item};EMG;2026-11-24T08:00:00;20250;MA;;;");
        await bench.PollAsync("post");
        await bench.AdvanceToAsync(ExchangeBench.Monday.AddDays(10));
        Events(bench, 2, $"R;{letter.Item};EMG;2026-12-03T08:00:00;20250;MA;;;");
        await bench.PollAsync("post");
        await bench.AdvanceToAsync(ExchangeBench.Monday.AddDays(17));

        var early = await bench.StepAsync("open-claim", order, ("shipmentRef", FeelValue.From(letter.Ref)));
        await bench.AdvanceToAsync(ExchangeBench.Monday.AddDays(26));
        var late = await bench.StepAsync("open-claim", order, ("shipmentRef", FeelValue.From(letter.Ref)));

        Assert.Equal(FeelValue.False, Assert.IsType<StepAnswer.Done>(early).Variables["claimOpen"]);
        Assert.Equal(FeelValue.True, Assert.IsType<StepAnswer.Done>(late).Variables["claimOpen"]);
        Assert.Equal(OrderState.ClaimOpen, (await bench.OrderAsync(order)).State);
    }

    [Fact]
    public async Task A_reason_told_later_for_the_same_scan_is_not_lost()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var (_, letter) = await HandedOverAsync(bench);

        Events(bench, 1, $"R;{letter.Item};EME;2026-11-24T08:00:00;FRCDGA;FR;;;");
        Events(bench, 2, $"R;{letter.Item};EME;2026-11-24T08:00:00;FRCDGA;FR;prohibited_articles;;");
        Events(bench, 3, $"R;{letter.Item};EME;2026-11-24T08:00:00;FRCDGA;FR;prohibited_articles;;");
        await bench.PollAsync("post");

        var reasons = await bench.Store.ReadAsync(db =>
            db.TrackingEvents.OrderBy(e => e.Reason).Select(e => e.Reason).ToListAsync(Ct)
        );
        Assert.Equal(["", "prohibited_articles"], reasons);
    }

    [Fact]
    public async Task A_letter_that_turns_up_ends_its_claim()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var (order, letter) = await HandedOverAsync(bench);
        await bench.AdvanceToAsync(ExchangeBench.Monday.AddDays(20));
        await bench.StepAsync("open-claim", order, ("shipmentRef", FeelValue.From(letter.Ref)));
        Assert.Equal(OrderState.ClaimOpen, (await bench.OrderAsync(order)).State);

        Events(bench, 1, $"R;{letter.Item};EMI;2026-12-20T12:00:00;20250;MA;;;");
        await bench.PollAsync("post");

        Assert.Equal(OrderState.Delivered, (await bench.OrderAsync(order)).State);
    }

    private static async Task<(Order Order, Shipment Letter)> HandedOverAsync(ExchangeBench bench)
    {
        var order = await bench.PaidOrderAsync(Bureau);
        var letter = await bench.PackAsync(order);
        Assert.IsType<StepAnswer.Done>(
            await bench.StepAsync("record-handover", order, ("shipmentRef", FeelValue.From(letter.Ref)))
        );
        return (order, letter);
    }

    private static void Events(ExchangeBench bench, int number, params string[] rows) =>
        bench.Drop("post", $"EVT_SHUBBAK_20261123_{number:000000}_P.csv", ManifestTests.Rows(Header, rows));

    private static string StatusOf(string payload) =>
        System
            .Text.Json.JsonDocument.Parse(payload)
            .RootElement.GetProperty("variables")
            .GetProperty("status")
            .GetString()!;
}
