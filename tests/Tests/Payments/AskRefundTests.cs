using Hub.Desk;
using Hub.Orders;
using Hub.Payments;
using Microsoft.EntityFrameworkCore;
using Simulators.Gateway;
using Tests.Storage;

namespace Tests.Payments;

/// <summary>People ask for refunds: once, within what is left, and above the limit by two.</summary>
public sealed class AskRefundTests : IAsyncLifetime
{
    private MoneyWorld world = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        world = await MoneyWorld.OpenAsync(
            await TestDatabase.CreateSqliteAsync(),
            GatewayHabits.None,
            seed: 2,
            ("Payments:ApprovalAboveCentimes", "2000")
        );

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task A_small_part_goes_back_at_once_and_the_order_goes_on()
    {
        var order = await PaidAsync();

        Assert.Null(await AskAsync(order, 15_00));
        await world.PassAsync(TimeSpan.FromDays(2));

        Assert.Equal(35_00, world.HeldFor(order));
        Assert.Equal(OrderState.Paid, (await world.OrderAsync(order)).State);
        var refund = await world.Store.ReadAsync(db => db.Refunds.SingleAsync(Ct));
        Assert.Equal(("user:monitor.1", null), (refund.DecidedBy, refund.ApprovedBy));
        Assert.Equal(new MoneyParts(0, 0, 15_00, 0), refund.Parts);
        Assert.Empty(await world.ViolationsAsync());
    }

    [Fact]
    public async Task A_large_one_waits_for_somebody_else_than_the_asker()
    {
        var order = await PaidAsync();
        Assert.Null(await AskAsync(order, 50_00));
        await world.PassAsync(TimeSpan.FromHours(1));

        Assert.Equal(0, await world.WorkTasksAsync("monitor.1"));
        Assert.Equal(50_00, world.HeldFor(order));
        Assert.Equal(1, await world.WorkTasksAsync("admin.1"));
        await world.PassAsync(TimeSpan.FromHours(1));

        Assert.Equal(0, world.HeldFor(order));
        var refund = await world.Store.ReadAsync(db => db.Refunds.SingleAsync(Ct));
        Assert.Equal(("user:monitor.1", "user:admin.1"), (refund.DecidedBy, refund.ApprovedBy));
    }

    [Theory]
    [InlineData("monitor.1")]
    [InlineData("monitor.2")]
    public async Task A_large_one_is_large_in_two_parts_too(string second)
    {
        var order = await PaidAsync();
        Assert.Null(await AskAsync(order, 15_00));
        await world.PassAsync(TimeSpan.FromDays(1));

        Assert.Null(await AskAsync(order, 5_01, second));
        await world.PassAsync(TimeSpan.FromHours(1));

        Assert.Equal(35_00, world.HeldFor(order));
        Assert.Equal(0, await world.WorkTasksAsync(second));
        Assert.Equal(1, await world.WorkTasksAsync("admin.1"));
        await world.PassAsync(TimeSpan.FromHours(1));
        Assert.Equal(29_99, world.HeldFor(order));
    }

    [Fact]
    public async Task Two_parts_that_are_small_together_need_one_person()
    {
        var order = await PaidAsync();
        Assert.Null(await AskAsync(order, 15_00));
        await world.PassAsync(TimeSpan.FromDays(1));

        Assert.Null(await AskAsync(order, 5_00));
        await world.PassAsync(TimeSpan.FromHours(1));

        Assert.Equal(30_00, world.HeldFor(order));
    }

    [Fact]
    public async Task Two_clerks_who_click_at_once_give_it_back_once()
    {
        var order = await PaidAsync();

        var answers = await Task.WhenAll(
            Enumerable.Range(1, 6).Select(i => Task.Run(() => AskAsync(order, 10_00, $"monitor.{i}"), Ct))
        );
        await world.PassAsync(TimeSpan.FromDays(2));

        Assert.Equal(1, answers.Count(a => a is null));
        Assert.All(answers, a => Assert.True(a is null or "refund_under_way", a));
        Assert.Equal(40_00, world.HeldFor(order));
        Assert.Empty(await world.ViolationsAsync());
    }

    [Theory]
    [InlineData(0, "act_not_found", "refund_amount_wrong")]
    [InlineData(-1, "act_not_found", "refund_amount_wrong")]
    [InlineData(50_01, "act_not_found", "refund_amount_wrong")]
    [InlineData(10_00, "because", "reason_unknown")]
    public async Task What_cannot_be_asked_for_is_refused_by_its_code(long amount, string reason, string code)
    {
        var order = await PaidAsync();

        var fault = await world
            .Node.Get<AskRefund>()
            .RunAsync(order.Id, amount, reason, "user:monitor.1", Ct);

        Assert.Equal(code, fault);
        Assert.Equal(0, await world.Store.ReadAsync(db => db.Refunds.CountAsync(Ct)));
    }

    [Fact]
    public async Task Nothing_goes_back_of_an_order_that_nobody_paid()
    {
        var order = await world.PlaceAsync();

        Assert.Equal("order_not_paid", await AskAsync(order, 10_00));
        Assert.Equal(
            "order_unknown",
            await world
                .Node.Get<AskRefund>()
                .RunAsync(Guid.CreateVersion7(), 10_00, "act_not_found", "user:monitor.1", Ct)
        );
    }

    private async Task<Order> PaidAsync()
    {
        var order = await world.PlaceAsync();
        var attempt = (await world.StartAsync(order))!;
        await world.DeliverAsync(attempt.Approve());
        await world.PassAsync(TimeSpan.FromMinutes(10));
        return order;
    }

    private Task<string?> AskAsync(Order order, long centimes, string who = "monitor.1") =>
        world
            .Node.Get<AskRefund>()
            .RunAsync(order.Id, centimes, "duplicate_order", new DeskPerson(who, [], null).Actor, Ct);
}
