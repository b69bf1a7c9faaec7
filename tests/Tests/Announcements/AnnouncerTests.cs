using Hub.Orders;
using Microsoft.EntityFrameworkCore;
using Simulators.Portal;

namespace Tests.Announcements;

public sealed class AnnouncerTests
{
    private static readonly OrderState[] WholeWay =
    [
        OrderState.Paid,
        OrderState.Routed,
        OrderState.AtBureau,
        OrderState.Issued,
        OrderState.Packed,
        OrderState.HandedToPost,
        OrderState.InTransit,
        OrderState.Delivered,
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_event_reaches_the_portal_once_numbered_without_a_gap()
    {
        await using var bench = await AnnouncementBench.OpenAsync();

        for (var i = 0; i < 3; i++)
        {
            await bench.MoveAsync(await bench.OrderAsync(), WholeWay);
        }

        await bench.RunAsync(TimeSpan.FromMinutes(10));

        Assert.Equal(
            Enumerable.Range(1, 21).Select(n => (long)n),
            bench.Portal.Events.Select(e => e.Sequence)
        );
        Assert.Equal(21, bench.Portal.Tries.Count);
    }

    [Fact]
    public async Task What_happens_in_one_moment_is_numbered_in_the_order_it_happened()
    {
        await using var bench = await AnnouncementBench.OpenAsync();

        var order = await bench.OrderAsync();
        await bench.MoveAsync(order, WholeWay);
        await bench.RunAsync(TimeSpan.FromMinutes(10));

        Assert.Equal(
            [
                "order.created",
                "order.paid",
                "order.accepted",
                "order.issued",
                "order.shipped",
                "order.in_transit",
                "order.delivered",
            ],
            bench.Portal.Events.Where(e => e.OrderId == order).Select(e => e.Type)
        );
    }

    [Fact]
    public async Task What_a_portal_with_bad_habits_heard_is_what_the_orders_are()
    {
        await using var bench = await AnnouncementBench.OpenAsync(
            new WebhookSinkSettings { Failing = 0.3, LostReplies = 0.2 }
        );
        for (var i = 0; i < 20; i++)
        {
            var order = await bench.OrderAsync();
            await bench.MoveAsync(order, WholeWay[..(i % WholeWay.Length + 1)]);
            await bench.MoveAsync(
                order,
                OrderState.NeedsInformation,
                OrderState.Rejected,
                OrderState.Refunded
            );
        }

        await bench.RunAsync(TimeSpan.FromDays(1));

        var heard = bench
            .Portal.Events.GroupBy(e => e.OrderId)
            .ToDictionary(told => told.Key, told => told.MaxBy(e => e.Sequence)!.Phase);
        var logged = await bench.Store.ReadAsync(db =>
            db.PortalEvents.OrderBy(e => e.Sequence).Select(e => e.Id).ToListAsync(Ct)
        );
        var orders = await bench.Store.ReadAsync(db => db.Orders.ToListAsync(Ct));
        Assert.Equal(20, orders.Count);
        Assert.All(orders, order => Assert.Equal(order.State.ToPhase().ToWireName(), heard[order.Id]));
        Assert.Equal(logged, bench.Portal.Events.Select(e => e.Id));
        Assert.True(bench.Portal.Tries.Count > logged.Count);
    }

    [Fact]
    public async Task An_event_says_nothing_of_anybody()
    {
        await using var bench = await AnnouncementBench.OpenAsync();

        await bench.OrderAsync();
        await bench.RunAsync(TimeSpan.FromMinutes(1));

        var body = Assert.Single(bench.Portal.Events).Body;
        Assert.Contains("CASA-2026-000001", body, StringComparison.Ordinal);
        Assert.Contains("2026-11-23T09:00:00Z", body, StringComparison.Ordinal);
        Assert.DoesNotContain("said", body, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("+212", body, StringComparison.Ordinal);
    }
}
