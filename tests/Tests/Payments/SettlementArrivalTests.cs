using System.Text;
using Hub.Orders;
using Hub.Payments;
using Hub.Processes;
using Microsoft.EntityFrameworkCore;
using Simulators.Gateway;
using Tests.Storage;

namespace Tests.Payments;

/// <summary>How settlement files come, or do not come, and what a provider may say of refunds in them.</summary>
public sealed class SettlementArrivalTests : IAsyncLifetime
{
    private const string Header = "date;oid;type;gross;commission;net;settleId\r\n";
    private MoneyWorld world = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        world = await MoneyWorld.OpenAsync(
            await TestDatabase.CreateSqliteAsync(),
            GatewayHabits.None,
            seed: 16
        );

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task A_file_that_is_still_being_copied_is_left_alone()
    {
        var (_, oid) = await PaidAsync();
        var path = Path.Combine(Directory.CreateDirectory(world.SettlementFolder).FullName, "slow.csv");
        await File.WriteAllTextAsync(path, $"{Header}2026-11-23;{oid};sale;50.00;0.75;49.25;S", Ct);
        await world.Node.Get<CollectSettlements>().RunAsync(Ct);
        await world.PassAsync(TimeSpan.FromHours(1));
        await File.AppendAllTextAsync(path, "1\r\n", Ct);

        await CollectAsync(TimeSpan.FromMinutes(1));
        Assert.True(File.Exists(path));
        await CollectAsync(TimeSpan.FromMinutes(1));

        Assert.False(File.Exists(path));
        var line = await world.Store.ReadAsync(db => db.SettlementLines.SingleAsync(Ct));
        Assert.Equal((oid, "S1"), (line.Oid, line.SettleId));
        Assert.Empty(await IncidentsAsync());
    }

    [Fact]
    public async Task A_file_that_is_written_on_after_it_was_taken_is_shown_once()
    {
        var (_, oid) = await PaidAsync();
        var path = Path.Combine(Directory.CreateDirectory(world.SettlementFolder).FullName, "open.csv");
        await using (var writer = new StreamWriter(path))
        {
            await writer.WriteAsync(Header);
            await writer.FlushAsync(Ct);
            await CollectAsync();
            Assert.False(File.Exists(path));
            await writer.WriteAsync($"2026-11-23;{oid};sale;50.00;0.75;49.25;S1\r\n");
        }

        await CollectAsync();
        await CollectAsync();

        var incident = Assert.Single(await IncidentsAsync());
        Assert.Equal("settlement_file_grew", incident.Code);
        Assert.StartsWith("'open.csv' had 45 bytes", incident.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_never_stands_still_is_shown_to_a_person()
    {
        var path = Path.Combine(Directory.CreateDirectory(world.SettlementFolder).FullName, "endless.csv");
        for (var hour = 0; hour < 27; hour++)
        {
            await File.AppendAllTextAsync(path, "x", Ct);
            await world.Node.Get<CollectSettlements>().RunAsync(Ct);
            await world.PassAsync(TimeSpan.FromHours(1));
        }

        Assert.Equal("settlement_file_waits", Assert.Single(await IncidentsAsync()).Code);
        Assert.Empty(
            await world.Store.ReadAsync(db =>
                db.ReceivedPayloads.Where(p => p.Channel == "settlement").ToListAsync(Ct)
            )
        );
    }

    [Fact]
    public async Task A_provider_that_settles_nothing_from_the_start_is_alarmed_about_and_its_payments_are_listed()
    {
        var paid = new List<string>();
        for (var order = 0; order < 3; order++)
        {
            paid.Add((await PaidAsync()).Oid);
        }

        for (var day = 0; day < 30; day++)
        {
            await world.PassAsync(TimeSpan.FromDays(1));
            await world.Node.Get<ReconcilePayments>().RunAsync(Ct);
        }

        var breaks = await world.Store.ReadAsync(db => db.ReconciliationBreaks.ToListAsync(Ct));
        Assert.All(breaks, b => Assert.Equal((BreakType.OrderNoPayment, "open"), (b.Type, b.State)));
        Assert.Equal(
            paid.Order(StringComparer.Ordinal),
            breaks.Select(b => b.Oid).Order(StringComparer.Ordinal)
        );
        // Monday, three working days, and the night after them.
        Assert.All(breaks, b => Assert.Equal(new DateTime(2026, 11, 27), b.FirstSeenAt.UtcDateTime.Date));
        var incident = Assert.Single(await IncidentsAsync());
        Assert.Equal(
            ("settlement_overdue", "cmi", null),
            (incident.Code, incident.Partner, incident.ResolvedAt)
        );

        await ImportAsync(
            string.Join("\r\n", paid.Select(oid => $"2026-12-23;{oid};sale;50.00;0.75;49.25;S1"))
        );
        Assert.Equal(0, await world.Node.Get<ReconcilePayments>().RunAsync(Ct));
        Assert.Equal("settled", Assert.Single(await IncidentsAsync()).Resolution);
    }

    [Fact]
    public async Task A_card_whose_bank_takes_nothing_back_leaves_the_refund_to_a_person()
    {
        var (order, _) = await RefundedAsync(TestCards.RefundRefused);

        Assert.Equal(5_000, world.HeldFor(order));
        Assert.Equal(
            RefundState.Failed,
            (await world.Store.ReadAsync(db => db.Refunds.SingleAsync(Ct))).State
        );
        Assert.Equal(1, await world.WorkTasksAsync());
    }

    [Fact]
    public async Task A_card_that_sends_its_refund_back_is_told_by_the_settlement_of_two_days_later()
    {
        var (order, _) = await RefundedAsync(TestCards.RefundReversed);
        Assert.Equal(0, world.HeldFor(order));
        for (var day = 0; day < 4; day++)
        {
            world.Settlements.CloseDay();
            await CollectAsync();
            await world.PassAsync(TimeSpan.FromDays(1));
        }

        Assert.Equal(
            RefundState.Reversed,
            (await world.Store.ReadAsync(db => db.Refunds.OrderBy(r => r.DecidedAt).FirstAsync(Ct))).State
        );
        Assert.Equal(5_000, world.HeldFor(order));
        Assert.Equal(1, await world.WorkTasksAsync());
        await world.PassAsync(TimeSpan.FromDays(1));
        Assert.Equal(0, world.HeldFor(order));
        Assert.Empty(await world.ViolationsAsync());
    }

    /// <summary>Two looks into the folder.</summary>
    private async Task CollectAsync(TimeSpan? between = null)
    {
        await world.Node.Get<CollectSettlements>().RunAsync(Ct);
        await world.PassAsync(between ?? TimeSpan.FromMinutes(30));
        await world.Node.Get<CollectSettlements>().RunAsync(Ct);
    }

    private Task<List<Incident>> IncidentsAsync() =>
        world.Store.ReadAsync(db => db.Incidents.ToListAsync(Ct));

    private async Task<(Order Order, string Oid)> PaidAsync(string card = TestCards.Approved)
    {
        var order = await world.PlaceAsync();
        var attempt = (await world.StartAsync(order))!;
        await world.DeliverAsync(world.Try(attempt, card));
        await world.PassAsync(TimeSpan.FromMinutes(10));
        return (order, attempt.Oid);
    }

    private async Task<(Order Order, string Oid)> RefundedAsync(string card = TestCards.Approved)
    {
        var (order, oid) = await PaidAsync(card);
        await world.PassAsync(TimeSpan.FromDays(1));
        await world.AnswerAsync(order, "rejected", "act_not_found");
        await world.PassAsync(TimeSpan.FromHours(1));
        return (order, oid);
    }

    private Task<ImportSettlementResult> ImportAsync(string rows) =>
        world
            .Node.Get<ImportSettlement>()
            .RunAsync("s.csv", Encoding.UTF8.GetBytes(Header + rows + "\r\n"), "user:monitor.1", Ct);
}
