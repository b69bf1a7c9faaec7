using System.Text;
using Adapters.Payments;
using Hub.Orders;
using Hub.Payments;
using Hub.Processes;
using Microsoft.EntityFrameworkCore;
using Simulators.Gateway;
using Tests.Storage;

namespace Tests.Payments;

/// <summary>What the gateway says when it is asked: reports that were lost, refunds that came back, money that is not there.</summary>
public sealed class PaymentInDoubtTests : IAsyncLifetime
{
    private const string Header = "date;oid;type;gross;commission;net;settleId\r\n";
    private MoneyWorld world = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        world = await MoneyWorld.OpenAsync(
            await TestDatabase.CreateSqliteAsync(),
            GatewayHabits.None,
            seed: 6
        );

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task A_report_that_was_lost_is_asked_for_and_pays_the_order_once()
    {
        var order = await world.PlaceAsync();
        var report = (await world.StartAsync(order))!.Approve();
        await world.PassAsync(TimeSpan.FromHours(25));

        await ReconcileAsync();

        Assert.Equal(OrderState.Paid, (await world.OrderAsync(order)).State);
        Assert.Equal(5_000, world.HeldFor(order));
        await world.DeliverAsync(report);
        await world.PassAsync(TimeSpan.FromHours(1));
        Assert.Equal(5_000, world.HeldFor(order));
        Assert.Empty(await world.ViolationsAsync());
    }

    [Fact]
    public async Task A_lost_report_that_is_found_when_the_order_has_expired_goes_back()
    {
        var order = await world.PlaceAsync();
        (await world.StartAsync(order))!.Approve();
        await world.PassAsync(TimeSpan.FromDays(4) + TimeSpan.FromHours(1));

        await ReconcileAsync();

        Assert.Equal(OrderState.Expired, (await world.OrderAsync(order)).State);
        Assert.Equal(0, world.HeldFor(order));
        Assert.Equal(
            RefundReasons.LatePayment,
            (await world.Store.ReadAsync(db => db.Refunds.SingleAsync(Ct))).Reason
        );
        Assert.Empty(await world.ViolationsAsync());
    }

    [Fact]
    public async Task An_attempt_that_nobody_paid_is_asked_about_twice_and_no_more()
    {
        var order = await world.PlaceAsync();
        await world.StartAsync(order);
        for (var day = 0; day < 12; day++)
        {
            await world.PassAsync(TimeSpan.FromDays(1));
            await ReconcileAsync();
        }

        Assert.Equal(OrderState.Expired, (await world.OrderAsync(order)).State);
        var asked = await world.Store.ReadAsync(db =>
            db.Effects.Where(e => e.Type == "check-payment").OrderBy(e => e.Key).ToListAsync(Ct)
        );
        Assert.Equal(["expired", "unheard"], asked.Select(e => e.Key.Split(':')[^1]));
        Assert.All(asked, e => Assert.Equal("unknown", e.Detail));
        Assert.Empty(await IncidentsAsync());
    }

    [Fact]
    public async Task A_refund_that_came_back_unseen_is_found_and_its_line_books_nothing_more()
    {
        var (order, oid) = await PaidAsync();
        await world.PassAsync(TimeSpan.FromDays(1));
        await world.AnswerAsync(order, "rejected", "act_not_found");
        await world.PassAsync(TimeSpan.FromHours(1));
        world.Book.Reverse(oid, world.Book.Moved().Single(m => m.Movement.IsCredit).Movement.TransactionId);
        await ImportAsync($"2026-11-24;{oid};sale;50.00;0.75;49.25;S1");
        await world.PassAsync(TimeSpan.FromDays(10));
        await ImportAsync("2026-12-04;STRANGE-1;sale;1.00;0.00;1.00;S9");

        await ReconcileAsync();
        var back = await world.Store.ReadAsync(db =>
            db.Refunds.SingleAsync(r => r.State == RefundState.Reversed, Ct)
        );
        Assert.Null(back.ReversalLineId);
        await ImportAsync($"2026-12-05;{oid};refund;-50.00;0.00;-50.00;S10");
        await ImportAsync($"2026-12-05;{oid};refund_reversed;50.00;0.00;50.00;S11");

        Assert.Empty(await IncidentsAsync());
        Assert.Equal(5_000, world.HeldFor(order));
        Assert.Equal(1, await world.WorkTasksAsync());
        await world.PassAsync(TimeSpan.FromDays(1));
        Assert.Equal(0, world.HeldFor(order));
        Assert.Empty(await world.ViolationsAsync());
    }

    [Fact]
    public async Task Money_that_is_captured_here_and_not_there_asks_for_a_person_once()
    {
        var (_, oid) = await PaidAsync();
        world.Book.Void(oid);
        await world.PassAsync(TimeSpan.FromDays(10));
        await ImportAsync("2026-12-03;STRANGE-1;sale;1.00;0.00;1.00;S9");

        await ReconcileAsync();
        await world.PassAsync(TimeSpan.FromDays(1));
        await ReconcileAsync();

        var incident = Assert.Single(await IncidentsAsync());
        Assert.Equal("captured_not_at_gateway", incident.Code);
        Assert.Contains("Voided", incident.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_hold_that_3D_Secure_does_not_prove_is_not_believed_when_the_gateway_is_asked(
        bool declinedBefore
    )
    {
        var order = await world.PlaceAsync();
        var attempt = (await world.StartAsync(order))!;
        if (declinedBefore)
        {
            await world.DeliverAsync(attempt.Decline());
        }

        var report = world.Unproved(attempt.Approve());
        Assert.Equal(CallbackReply.Acknowledge, await world.DeliverAsync(report));
        Assert.Equal(CallbackReply.Acknowledge, await world.DeliverAsync(report));
        await world.PassAsync(TimeSpan.FromHours(25));
        await ReconcileAsync();

        Assert.Equal(OrderState.AwaitingPayment, (await world.OrderAsync(order)).State);
        Assert.Equal(0, world.HeldFor(order));
        var incident = Assert.Single(await IncidentsAsync());
        Assert.Equal(("approval_unproven", order.Id), (incident.Code, incident.OrderId));
        Assert.Empty(await world.Store.ReadAsync(db => db.Ledger.ToListAsync(Ct)));

        await world.DeliverAsync((await world.StartAsync(order))!.Approve());
        await world.PassAsync(TimeSpan.FromHours(1));
        Assert.Equal(OrderState.Paid, (await world.OrderAsync(order)).State);
        Assert.Equal(5_000, world.HeldFor(order));
        Assert.Empty(await world.ViolationsAsync());
    }

    private async Task ReconcileAsync()
    {
        await world.Node.Get<ReconcilePayments>().RunAsync(Ct);
        await world.PassAsync(TimeSpan.FromMinutes(20));
    }

    private async Task<(Order Order, string Oid)> PaidAsync()
    {
        var order = await world.PlaceAsync();
        var attempt = (await world.StartAsync(order))!;
        await world.DeliverAsync(attempt.Approve());
        await world.PassAsync(TimeSpan.FromMinutes(10));
        return (order, attempt.Oid);
    }

    private Task<List<Incident>> IncidentsAsync() =>
        world.Store.ReadAsync(db => db.Incidents.Where(i => i.Code != "settlement_overdue").ToListAsync(Ct));

    private Task<ImportSettlementResult> ImportAsync(string row) =>
        world
            .Node.Get<ImportSettlement>()
            .RunAsync(
                row.Split(';')[^1] + ".csv",
                Encoding.UTF8.GetBytes(Header + row + "\r\n"),
                "user:m",
                Ct
            );
}
