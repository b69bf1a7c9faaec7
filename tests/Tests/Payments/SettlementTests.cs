using System.Text;
using Hub.Audit;
using Hub.Orders;
using Hub.Payments;
using Microsoft.EntityFrameworkCore;
using Simulators.Gateway;
using Tests.Storage;

namespace Tests.Payments;

/// <summary>Settlement files: kept, taken once, booked; refunds that come back and chargebacks are heard of here.</summary>
public sealed class SettlementTests : IAsyncLifetime
{
    private const string Header = "date;oid;type;gross;commission;net;settleId\r\n";
    private MoneyWorld world = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        world = await MoneyWorld.OpenAsync(
            await TestDatabase.CreateSqliteAsync(),
            GatewayHabits.None,
            seed: 1
        );

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task A_payout_lies_at_the_bank_less_the_commission()
    {
        var (order, oid) = await PaidAsync();

        var result = await ImportAsync($"2026-11-23;{oid};sale;50.00;0.75;49.25;S1");

        Assert.Equal(1, Assert.IsType<ImportSettlementResult.Taken>(result).Rows);
        Assert.Equal(
            [
                ("provider", 0L),
                ("bank", 4_925),
                ("provider_fee", 75),
                ("stamp", -400),
                ("commune", -1_000),
                ("postage", -3_600),
            ],
            await BalancesAsync(order)
        );
    }

    [Fact]
    public async Task The_same_bytes_are_taken_once_whatever_they_are_called()
    {
        var (_, oid) = await PaidAsync();
        await ImportAsync($"2026-11-23;{oid};sale;50.00;0.75;49.25;S1");

        var again = await ImportAsync($"2026-11-23;{oid};sale;50.00;0.75;49.25;S1", "other-name.csv");

        Assert.IsType<ImportSettlementResult.Duplicate>(again);
        var kept = await world.Store.ReadAsync(db =>
            db.ReceivedPayloads.Where(p => p.Channel == "settlement").OrderBy(p => p.Outcome).ToListAsync(Ct)
        );
        Assert.Equal([PayloadOutcome.Processed, PayloadOutcome.Duplicate], kept.Select(p => p.Outcome));
        Assert.Equal(1, await world.Store.ReadAsync(db => db.SettlementLines.CountAsync(Ct)));
    }

    [Fact]
    public async Task A_bad_row_is_refused_by_name_and_a_row_another_file_told_is_not_booked_again()
    {
        var (_, oid) = await PaidAsync();
        await ImportAsync($"2026-11-23;{oid};sale;50.00;0.75;49.25;S1");

        var result = await ImportAsync(
            $"2026-11-23;{oid};sale;50.00;0.75;49.25;S1",
            "second.csv",
            "2026-11-23;X;sale;50.00;0.75;50.00;S1"
        );

        var taken = Assert.IsType<ImportSettlementResult.Taken>(result);
        Assert.Equal(0, taken.Rows);
        Assert.Equal(
            [(2, null, "row_repeated"), (3, "net", "net_wrong")],
            taken.Problems.Select(p => (p.Line, p.Column, p.Code))
        );
        var payload = await world.Store.ReadAsync(db =>
            db.ReceivedPayloads.SingleAsync(p => p.Key == "second.csv", Ct)
        );
        Assert.Equal((PayloadOutcome.Processed, "row_repeated"), (payload.Outcome, payload.Code));
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_kept_and_nothing_of_it_is_booked()
    {
        var result = await world
            .Node.Get<ImportSettlement>()
            .RunAsync("broken.csv", "oid;net\r\n"u8.ToArray(), "user:monitor.1", Ct);

        Assert.IsType<ImportSettlementResult.Unreadable>(result);
        var payload = await world.Store.ReadAsync(db => db.ReceivedPayloads.SingleAsync(Ct));
        Assert.Equal((PayloadOutcome.Rejected, "header_wrong"), (payload.Outcome, payload.Code));
    }

    [Fact]
    public async Task Money_for_a_payment_nobody_knows_waits_in_suspense()
    {
        await ImportAsync("2026-11-23;STRANGE-1;sale;50.00;0.75;49.25;S1");

        var accounts = await world.Store.ReadAsync(db => AccountTurnover.ReadAsync(db.Ledger, Ct));
        Assert.Equal(5_000, accounts.Single(a => a.Account == LedgerAccount.Suspense).CreditCentimes);
    }

    [Fact]
    public async Task A_refund_that_comes_back_is_owed_again_and_given_back_when_somebody_agrees()
    {
        var (order, oid) = await RefundedAsync();
        Assert.Equal(OrderState.Refunded, (await world.OrderAsync(order)).State);
        world.Book.Reverse(oid, world.Book.Moved().Single(m => m.Movement.IsCredit).Movement.TransactionId);

        await ImportAsync($"2026-11-27;{oid};refund_reversed;50.00;0.00;50.00;S4");
        await world.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(5_000, world.HeldFor(order));
        Assert.Equal(1, await world.WorkTasksAsync());
        await world.PassAsync(TimeSpan.FromDays(1));

        Assert.Equal(0, world.HeldFor(order));
        var refunds = await world.Store.ReadAsync(db => db.Refunds.OrderBy(r => r.DecidedAt).ToListAsync(Ct));
        Assert.Equal([RefundState.Reversed, RefundState.Done], refunds.Select(r => r.State));
        Assert.Equal("user:monitor.1", refunds[1].ApprovedBy);
        Assert.Empty(await world.ViolationsAsync());
    }

    [Fact]
    public async Task A_chargeback_is_a_loss_that_stands_in_the_ledger_and_an_operator_hears_of_it()
    {
        var (order, oid) = await PaidAsync();
        await world.DeliverDocumentsAsync(order);

        await ImportAsync($"2026-12-03;{oid};chargeback;-50.00;0.00;-50.00;S9");

        Assert.Contains(("chargeback_loss", 5_000L), await BalancesAsync(order));
        var incident = await world.Store.ReadAsync(db => db.Incidents.SingleAsync(Ct));
        Assert.Equal(("chargeback", order.Id), (incident.Code, incident.OrderId));
        Assert.Empty(await world.ViolationsAsync());

        await ImportAsync($"2026-12-20;{oid};chargeback_reversed;50.00;0.00;50.00;S12", "won.csv");
        Assert.Contains(("chargeback_loss", 0L), await BalancesAsync(order));
    }

    [Fact]
    public async Task What_the_bank_took_back_is_not_given_back_once_more()
    {
        var (order, oid) = await PaidAsync();
        await world.PassAsync(TimeSpan.FromDays(1));
        await ImportAsync($"2026-12-03;{oid};chargeback;50.00;0.00;50.00;S9");

        await world.AnswerAsync(order, "rejected", "act_not_found");
        await world.PassAsync(TimeSpan.FromDays(1));

        Assert.Equal(OrderState.Refunded, (await world.OrderAsync(order)).State);
        Assert.DoesNotContain(world.Book.Moved(), m => m.Movement.IsCredit);
        Assert.Empty(await world.ViolationsAsync());
    }

    [Fact]
    public async Task The_gateway_s_own_files_are_collected_from_its_folder_and_agree_with_our_books()
    {
        await PaidAsync();
        await RefundedAsync();
        for (var day = 0; day < 5; day++)
        {
            await world.PassAsync(TimeSpan.FromDays(1));
            world.Settlements.CloseDay();
            await CollectAsync();
        }

        Assert.Equal(0, await world.Node.Get<ReconcilePayments>().RunAsync(Ct));
        Assert.Empty(Directory.GetFiles(world.SettlementFolder));
        Assert.Equal(3, await world.Store.ReadAsync(db => db.SettlementLines.CountAsync(Ct)));
        var day0 = (
            await world.Store.ReadAsync(db => MoneyDay.ReadAsync(db, MoneyWorld.Monday.AddHours(-1), Ct))
        )[^1];
        Assert.Equal((0, 10_000), (day0.DifferenceCentimes, day0.Of(LedgerKind.Captured)));
    }

    [Fact]
    public async Task A_break_that_nobody_solves_stays_open_however_old_it_grows_and_may_come_back()
    {
        var (_, oid) = await PaidAsync();
        await ImportAsync("2026-11-30;STRANGE-1;sale;50.00;0.75;49.25;S1");
        await world.Node.Get<ReconcilePayments>().RunAsync(Ct);
        for (var month = 0; month < 3; month++)
        {
            await world.PassAsync(TimeSpan.FromDays(30));
            await world.Node.Get<ReconcilePayments>().RunAsync(Ct);
        }

        var breaks = await world.Store.ReadAsync(db => db.ReconciliationBreaks.ToListAsync(Ct));
        Assert.All(breaks, b => Assert.Equal("open", b.State));
        Assert.Equal(
            [BreakType.PaidNoOrder, BreakType.OrderNoPayment],
            breaks.OrderBy(b => b.Type).Select(b => b.Type)
        );

        await ImportAsync($"2027-02-20;{oid};sale;50.00;0.75;49.25;S2", "late.csv");
        await world.Node.Get<ReconcilePayments>().RunAsync(Ct);
        Assert.Equal("cleared", (await BreakAsync(oid)).State);

        await world.PassAsync(TimeSpan.FromDays(70));
        await ImportAsync($"2027-05-01;{oid};sale;50.00;0.75;49.25;S3", "twice.csv");
        await world.Node.Get<ReconcilePayments>().RunAsync(Ct);
        await world.PassAsync(TimeSpan.FromDays(1));
        await world.Node.Get<ReconcilePayments>().RunAsync(Ct);
        Assert.Equal(BreakType.CapturedTwice, (await BreakAsync(oid, "open")).Type);
    }

    /// <summary>Two looks into the folder.</summary>
    private async Task CollectAsync()
    {
        await world.Node.Get<CollectSettlements>().RunAsync(Ct);
        await world.PassAsync(TimeSpan.FromMinutes(30));
        await world.Node.Get<CollectSettlements>().RunAsync(Ct);
    }

    private Task<ReconciliationBreak> BreakAsync(string oid, string? state = null) =>
        world.Store.ReadAsync(async db =>
            (await db.ReconciliationBreaks.Where(b => b.Oid == oid).ToListAsync(Ct)).Single(b =>
                state is null || b.State == state
            )
        );

    private async Task<(Order Order, string Oid)> PaidAsync()
    {
        var order = await world.PlaceAsync();
        var attempt = (await world.StartAsync(order))!;
        await world.DeliverAsync(attempt.Approve());
        await world.PassAsync(TimeSpan.FromMinutes(10));
        return (order, attempt.Oid);
    }

    private async Task<(Order Order, string Oid)> RefundedAsync()
    {
        var (order, oid) = await PaidAsync();
        await world.PassAsync(TimeSpan.FromDays(1));
        await world.AnswerAsync(order, "rejected", "act_not_found");
        await world.PassAsync(TimeSpan.FromHours(1));
        return (order, oid);
    }

    private Task<ImportSettlementResult> ImportAsync(string row, string name = "s.csv", string more = "") =>
        world
            .Node.Get<ImportSettlement>()
            .RunAsync(name, Encoding.UTF8.GetBytes(Header + row + "\r\n" + more), "user:monitor.1", Ct);

    private async Task<IReadOnlyList<(string, long)>> BalancesAsync(Order order) =>
        [
            .. (
                await world.Store.ReadAsync(db =>
                    AccountTurnover.ReadAsync(db.Ledger.Where(e => e.OrderId == order.Id), Ct)
                )
            ).Select(a => (a.Name, a.DebitCentimes - a.CreditCentimes)),
        ];
}
