using Hub.Payments;
using Hub.Processes;
using Microsoft.EntityFrameworkCore;
using Simulators.Gateway;
using Tests.Storage;

namespace Tests.Payments;

/// <summary>An order that is paid twice gives the later payment back by itself, and an operator sees it (protocols.md §2).</summary>
public sealed class SecondPaymentTests : IAsyncLifetime
{
    private MoneyWorld world = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        world = await MoneyWorld.OpenAsync(
            await TestDatabase.CreateSqliteAsync(),
            GatewayHabits.None,
            seed: 14
        );

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task The_later_one_goes_back_and_is_shown_once()
    {
        var order = await world.PlaceAsync();
        var (first, second) = ((await world.StartAsync(order))!, (await world.StartAsync(order))!);
        await world.DeliverAsync(first.Approve());
        var report = second.Approve();

        await world.DeliverAsync(report);
        await world.DeliverAsync(report);
        await world.PassAsync(TimeSpan.FromDays(1));

        Assert.Equal(50_00, world.HeldFor(order));
        var refund = await world.Store.ReadAsync(db => db.Refunds.SingleAsync(Ct));
        Assert.Equal((RefundReasons.SecondPayment, RefundState.Done), (refund.Reason, refund.State));
        var incident = Assert.Single(await IncidentsAsync());
        Assert.Equal(
            ("order_paid_twice", order.Id, "cmi"),
            (incident.Code, incident.OrderId, incident.Partner)
        );
        Assert.StartsWith(second.Oid, incident.Message, StringComparison.Ordinal);
        Assert.Empty(await world.ViolationsAsync());
    }

    [Fact]
    public async Task An_order_paid_once_shows_nothing()
    {
        var order = await world.PlaceAsync();
        var report = (await world.StartAsync(order))!.Approve();

        await world.DeliverAsync(report);
        await world.DeliverAsync(report);
        await world.PassAsync(TimeSpan.FromDays(1));

        Assert.Empty(await IncidentsAsync());
    }

    private Task<List<Incident>> IncidentsAsync() =>
        world.Store.ReadAsync(db => db.Incidents.ToListAsync(Ct));
}
