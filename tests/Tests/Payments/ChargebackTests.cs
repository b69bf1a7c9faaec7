using System.Text;
using Hub.Orders;
using Hub.Payments;
using Microsoft.EntityFrameworkCore;
using Simulators.Gateway;
using Tests.Storage;

namespace Tests.Payments;

/// <summary>
/// Chargebacks that a letter tells: entered by one person, agreed to by another where they are large, told again by the
/// settlement, and won or lost. The order costs 50.00; up to 40.00 one person is enough.
/// </summary>
public sealed class ChargebackTests : IAsyncLifetime
{
    private const string Clerk = "user:monitor.1";
    private const string Second = "user:admin.1";
    private const string Header = "date;oid;type;gross;commission;net;settleId\r\n";
    private MoneyWorld world = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        world = await MoneyWorld.OpenAsync(
            await TestDatabase.CreateSqliteAsync(),
            GatewayHabits.None,
            seed: 5,
            ("Payments:ApprovalAboveCentimes", "4000")
        );

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task A_letter_up_to_the_limit_is_booked_at_once_and_an_operator_hears_of_it()
    {
        var (order, attempt) = await DeliveredAsync();

        Assert.Null(await EnterAsync(order, attempt, 30_00));

        Assert.Equal(3_000, await LossAsync());
        Assert.Equal(["chargeback"], await OpenIncidentsAsync());
        Assert.Equal(2_000, (await AttemptAsync(order)).LeftCentimes);
        Assert.Empty(await world.ViolationsAsync());
    }

    [Fact]
    public async Task Above_the_limit_nothing_is_booked_before_somebody_else_agrees()
    {
        var (order, attempt) = await DeliveredAsync();
        Assert.Null(await EnterAsync(order, attempt, 50_00));
        var id = (await CaseAsync()).Id;
        Assert.Equal(
            (0, "chargeback_unconfirmed"),
            (await LossAsync(), Assert.Single(await OpenIncidentsAsync()))
        );

        Assert.Equal("second_person_needed", await Decide.ConfirmAsync(id, agreed: true, Clerk, Ct));
        Assert.Null(await Decide.ConfirmAsync(id, agreed: true, Second, Ct));
        Assert.Equal("chargeback_over", await Decide.ConfirmAsync(id, agreed: true, Second, Ct));

        Assert.Equal((5_000, "chargeback"), (await LossAsync(), Assert.Single(await OpenIncidentsAsync())));
        Assert.Equal(
            (ChargebackState.Open, Second),
            ((await CaseAsync()).State, (await CaseAsync()).DecidedBy)
        );
    }

    [Fact]
    public async Task What_the_second_person_dismisses_leaves_no_trace_in_the_ledger()
    {
        var (order, attempt) = await DeliveredAsync();
        await EnterAsync(order, attempt, 50_00);

        Assert.Null(await Decide.ConfirmAsync((await CaseAsync()).Id, agreed: false, Second, Ct));

        Assert.Equal(0, await LossAsync());
        Assert.Empty(await OpenIncidentsAsync());
        Assert.Null(await EnterAsync(order, attempt, 50_00, caseNumber: "B-2"));
    }

    [Theory]
    [InlineData("stolen", "A-1", "2026-11-20", 10_00, "chargeback_reason_wrong")]
    [InlineData("other", "", "2026-11-20", 10_00, "chargeback_case_wrong")]
    [InlineData(
        "other",
        "01234567890123456789012345678901234567890",
        "2026-11-20",
        10_00,
        "chargeback_case_wrong"
    )]
    [InlineData("other", "A-1", "20/11/2026", 10_00, "chargeback_date_wrong")]
    [InlineData("other", "A-1", "2027-11-20", 10_00, "chargeback_date_wrong")]
    [InlineData("other", "A-1", "2026-11-20", 0, "chargeback_amount_wrong")]
    [InlineData("other", "A-1", "2026-11-20", 50_01, "chargeback_amount_wrong")]
    public async Task A_letter_that_cannot_be_right_is_refused_by_name(
        string reason,
        string caseNumber,
        string day,
        long centimes,
        string fault
    )
    {
        var (order, attempt) = await DeliveredAsync();

        Assert.Equal(fault, await EnterAsync(order, attempt, centimes, caseNumber, reason, day));

        Assert.Equal(0, await LossAsync());
    }

    [Fact]
    public async Task One_case_is_entered_once_and_all_cases_together_take_no_more_than_was_captured()
    {
        var (order, attempt) = await DeliveredAsync();
        Assert.Null(await EnterAsync(order, attempt, 20_00));

        Assert.Equal("chargeback_known", await EnterAsync(order, attempt, 10_00));
        Assert.Equal("chargeback_amount_wrong", await EnterAsync(order, attempt, 30_01, "A-2"));
        Assert.Equal("order_not_paid", await EnterAsync(order, Guid.CreateVersion7(), 10_00, "A-3"));
        Assert.Null(await EnterAsync(order, attempt, 30_00, "A-4"));

        Assert.Equal(5_000, await LossAsync());
    }

    [Fact]
    public async Task The_settlement_of_a_case_that_a_letter_told_books_nothing_more()
    {
        var (order, attempt) = await DeliveredAsync();
        await EnterAsync(order, attempt, 30_00);
        var oid = (await AttemptAsync(order)).Oid;

        await ImportAsync($"2026-12-03;{oid};chargeback;-30.00;0.00;-30.00;S9");
        Assert.Equal(3_000, await LossAsync());
        Assert.NotNull((await CaseAsync()).LineId);

        Assert.Null(await Decide.EndAsync((await CaseAsync()).Id, won: true, Clerk, Ct));
        await ImportAsync($"2026-12-20;{oid};chargeback_reversed;30.00;0.00;30.00;S12");
        Assert.Equal(0, await LossAsync());
        Assert.Empty(await OpenIncidentsAsync());
        Assert.Equal(
            (ChargebackState.Won, 0),
            ((await CaseAsync()).State, (await AttemptAsync(order)).ChargedBackCentimes)
        );
        Assert.Empty(await world.ViolationsAsync());
    }

    [Fact]
    public async Task The_settlement_confirms_what_still_waited_for_a_second_person()
    {
        var (order, attempt) = await DeliveredAsync();
        await EnterAsync(order, attempt, 50_00);

        await ImportAsync($"2026-12-03;{(await AttemptAsync(order)).Oid};chargeback;50.00;0.00;50.00;S9");

        Assert.Equal((5_000, "chargeback"), (await LossAsync(), Assert.Single(await OpenIncidentsAsync())));
        Assert.Equal(ChargebackState.Open, (await CaseAsync()).State);
    }

    [Fact]
    public async Task A_lost_case_stays_a_loss_and_asks_nobody_any_more()
    {
        var (order, attempt) = await DeliveredAsync();
        await EnterAsync(order, attempt, 30_00);

        Assert.Null(await Decide.EndAsync((await CaseAsync()).Id, won: false, Clerk, Ct));
        Assert.Equal("chargeback_over", await Decide.EndAsync((await CaseAsync()).Id, won: true, Clerk, Ct));

        Assert.Equal(3_000, await LossAsync());
        Assert.Empty(await OpenIncidentsAsync());
    }

    [Fact]
    public async Task Won_money_that_nobody_lost_asks_for_a_person()
    {
        var (order, _) = await DeliveredAsync();

        await ImportAsync(
            $"2026-12-20;{(await AttemptAsync(order)).Oid};chargeback_reversed;30.00;0.00;30.00;S12"
        );

        Assert.Equal(["chargeback_reversal_unmatched"], await OpenIncidentsAsync());
        Assert.Equal(0, await LossAsync());
    }

    [Fact]
    public async Task What_a_won_case_had_taken_of_a_debt_to_the_payer_is_owed_again_and_goes_back_once()
    {
        var (order, attempt) = await PaidAsync();
        await world.PassAsync(TimeSpan.FromDays(1));
        await world.AnswerAsync(order, "rejected", "act_not_found");
        await world.PassAsync(TimeSpan.FromHours(1));
        await world.WorkTasksAsync(Second["user:".Length..]);
        await world.PassAsync(TimeSpan.FromHours(1));
        var oid = (await AttemptAsync(order)).Oid;
        world.Book.Reverse(oid, world.Book.Moved().Single(m => m.Movement.IsCredit).Movement.TransactionId);
        await ImportAsync($"2026-11-27;{oid};refund_reversed;50.00;0.00;50.00;S4");
        await ImportAsync($"2026-12-03;{oid};chargeback;50.00;0.00;50.00;S9");
        Assert.Equal(0, await LossAsync());

        Assert.Null(await Decide.EndAsync((await CaseAsync()).Id, won: true, Clerk, Ct));
        Assert.Equal(-5_000, await BalanceAsync(LedgerAccount.Payer));
        for (var round = 0; round < 3; round++)
        {
            await world.PassAsync(TimeSpan.FromHours(1));
            await world.WorkTasksAsync(Second["user:".Length..]);
        }

        await world.PassAsync(TimeSpan.FromDays(1));
        Assert.Equal(0, await BalanceAsync(LedgerAccount.Payer));
        Assert.Equal(0, world.HeldFor(order));
        Assert.Empty(await world.ViolationsAsync());
    }

    private DecideChargeback Decide => world.Node.Get<DecideChargeback>();

    private Task<string?> EnterAsync(
        Order order,
        Guid attempt,
        long centimes,
        string caseNumber = "A-1",
        string reason = "not_recognised",
        string day = "2026-11-23"
    ) =>
        world
            .Node.Get<EnterChargeback>()
            .RunAsync(order.Id, new ChargebackNotice(attempt, caseNumber, reason, day, centimes), Clerk, Ct);

    private async Task<(Order Order, Guid Attempt)> PaidAsync()
    {
        var order = await world.PlaceAsync();
        await world.DeliverAsync((await world.StartAsync(order))!.Approve());
        await world.PassAsync(TimeSpan.FromMinutes(10));
        return (order, (await AttemptAsync(order)).Id);
    }

    private async Task<(Order Order, Guid Attempt)> DeliveredAsync()
    {
        var paid = await PaidAsync();
        await world.DeliverDocumentsAsync(paid.Order);
        return paid;
    }

    private Task<PaymentAttempt> AttemptAsync(Order order) =>
        world.Store.ReadAsync(db => db.PaymentAttempts.SingleAsync(a => a.OrderId == order.Id, Ct));

    private Task<Chargeback> CaseAsync() => world.Store.ReadAsync(db => db.Chargebacks.SingleAsync(Ct));

    private Task<List<string>> OpenIncidentsAsync() =>
        world.Store.ReadAsync(db =>
            db.Incidents.Where(i => i.ResolvedAt == null).Select(i => i.Code).ToListAsync(Ct)
        );

    private Task<long> LossAsync() => BalanceAsync(LedgerAccount.ChargebackLoss);

    private Task<long> BalanceAsync(LedgerAccount account) =>
        world.Store.ReadAsync(db =>
            db.Ledger.SelectMany(e => e.Postings)
                .Where(p => p.Account == account)
                .SumAsync(p => p.AmountCentimes, Ct)
        );

    private Task<ImportSettlementResult> ImportAsync(string row) =>
        world
            .Node.Get<ImportSettlement>()
            .RunAsync(row.Split(';')[^1] + ".csv", Encoding.UTF8.GetBytes(Header + row + "\r\n"), Clerk, Ct);
}
