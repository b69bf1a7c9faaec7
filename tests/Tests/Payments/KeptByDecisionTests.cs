using System.Text.Json;
using Hub.Operations.Invariants;
using Hub.Orders;
using Hub.Payments;
using Microsoft.EntityFrameworkCore;
using Simulators.Gateway;
using Tests.Storage;

namespace Tests.Payments;

/// <summary>Money that a coded decision keeps breaks no rule, and is told beside the zero (decision 0010).</summary>
public sealed class KeptByDecisionTests : IAsyncLifetime
{
    private MoneyWorld world = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        world = await MoneyWorld.OpenAsync(
            await TestDatabase.CreateSqliteAsync(),
            GatewayHabits.None,
            seed: 10
        );

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task Orders_that_end_with_money_kept_by_their_reason_are_counted_with_the_amount()
    {
        var whole = await RejectedAsync("attachment_unreadable");
        var part = await RejectedAsync("requester_not_entitled");
        await RejectedAsync("act_not_found");

        var results = await world.CheckAsync();

        var counted = Assert.IsType<Verdict.Counted>(results.Single(r => r.Invariant.Id == "I4").Verdict);
        Assert.Empty(counted.Violations);
        var aside = counted.Aside!;
        Assert.Equal((2, world.HeldFor(whole) + world.HeldFor(part)), (aside.Orders, aside.Centimes));
        Assert.Equal(whole.Price.TotalCentimes, world.HeldFor(whole));
        Assert.InRange(world.HeldFor(part), 1, part.Price.TotalCentimes - 1);
        Assert.Equal(
            [("attachment_unreadable", 1), ("requester_not_entitled", 1)],
            aside.Reasons.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => (r.Key, r.Value))
        );
    }

    [Fact]
    public async Task The_report_says_it_below_I4_for_people_and_for_programs()
    {
        var order = await RejectedAsync("attachment_unreadable");

        var results = await world.CheckAsync();

        var lines = CheckReport.ToText(results).Split(Environment.NewLine);
        var at = Array.FindIndex(lines, line => line.StartsWith("I4 ", StringComparison.Ordinal));
        Assert.Equal(
            $"             i finished orders that keep money by a coded decision, without a document for it: 1, {order.Price.TotalCentimes / 100}.00 MAD (attachment_unreadable 1)",
            lines[at + 1]
        );
        using var json = JsonDocument.Parse(CheckReport.ToJson(results));
        var kept = json.RootElement.GetProperty("invariants")[3].GetProperty("aside");
        Assert.Equal(order.Price.TotalCentimes, kept.GetProperty("centimes").GetInt64());
    }

    [Fact]
    public async Task A_decision_that_is_not_in_force_keeps_nothing()
    {
        var order = await RejectedAsync("attachment_unreadable");
        await world.Store.WriteAsync(
            async session =>
                (await session.Db.Refunds.SingleAsync(r => r.OrderId == order.Id, Ct)).State =
                    RefundState.Failed,
            Ct
        );

        var violation = Assert.Single(await world.ViolationsAsync());

        Assert.StartsWith($"I4: {order.TrackingNumber} ", violation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_such_orders_nothing_is_told()
    {
        await RejectedAsync("act_not_found");

        var results = await world.CheckAsync();

        Assert.All(results, r => Assert.Null((r.Verdict as Verdict.Counted)?.Aside));
    }

    private async Task<Order> RejectedAsync(string reason)
    {
        var order = await world.PlaceAsync();
        await world.DeliverAsync((await world.StartAsync(order))!.Approve());
        await world.PassAsync(TimeSpan.FromMinutes(10));
        await world.AnswerAsync(order, "rejected", reason);
        // A part can only be credited when the whole has been settled.
        await world.PassAsync(TimeSpan.FromDays(4));
        return order;
    }
}
