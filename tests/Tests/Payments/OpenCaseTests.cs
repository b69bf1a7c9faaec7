using System.Text;
using Hub.Orders;
using Hub.Payments;
using Microsoft.EntityFrameworkCore;
using Simulators.Gateway;
using Tests.Storage;

namespace Tests.Payments;

/// <summary>What `/money` lists as open: chargebacks, refunds that came back, money that fits nothing; on either store.</summary>
public sealed class OpenCaseTests
{
    private const string Clerk = "user:monitor.1";
    private const string Second = "user:admin.1";
    private const string Header = "date;oid;type;gross;commission;net;settleId\r\n";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task A_chargeback_is_listed_from_the_letter_to_its_end(string store)
    {
        await using var world = await OpenAsync(store);
        var (order, oid) = await PaidAsync(world);
        await world.DeliverDocumentsAsync(order);
        Assert.Empty(await CasesAsync(world));
        var attempt = await world.Store.ReadAsync(db =>
            db.PaymentAttempts.SingleAsync(a => a.Oid == oid, Ct)
        );
        var notice = new ChargebackNotice(attempt.Id, "A-1", "not_recognised", "2026-11-23", 50_00);
        Assert.Null(await world.Node.Get<EnterChargeback>().RunAsync(order.Id, notice, Clerk, Ct));
        var decide = world.Node.Get<DecideChargeback>();

        var waiting = Assert.Single(await CasesAsync(world));
        Assert.Null(await decide.ConfirmAsync((await ChargebackAsync(world)).Id, agreed: true, Second, Ct));
        var open = Assert.Single(await CasesAsync(world));
        Assert.Null(await decide.EndAsync((await ChargebackAsync(world)).Id, won: false, Clerk, Ct));

        Assert.Equal(
            new OpenCase(
                order.Id,
                order.TrackingNumber,
                "chargeback",
                OpenCaseStates.Waiting,
                50_00,
                waiting.Since,
                Clerk,
                "A-1"
            ),
            waiting
        );
        Assert.Equal(waiting with { State = OpenCaseStates.Open }, open);
        Assert.Empty(await CasesAsync(world));
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task A_refund_that_came_back_is_listed_until_it_was_given_back_again(string store)
    {
        await using var world = await OpenAsync(store);
        var (order, oid) = await PaidAsync(world);
        await world.PassAsync(TimeSpan.FromDays(1));
        await world.AnswerAsync(order, "rejected", "act_not_found");
        await world.PassAsync(TimeSpan.FromHours(1));
        await world.WorkTasksAsync(Second["user:".Length..]);
        await world.PassAsync(TimeSpan.FromHours(1));
        Assert.Empty(await CasesAsync(world));

        await ReverseAsync(world, oid, "S4", "2026-11-27");
        await world.PassAsync(TimeSpan.FromMinutes(1));
        var waiting = Assert.Single(await CasesAsync(world));
        await world.WorkTasksAsync(Second["user:".Length..]);
        await world.PassAsync(TimeSpan.FromDays(1));
        Assert.Empty(await CasesAsync(world));

        Assert.Equal(
            (order.Id, "refund_reversed", OpenCaseStates.Waiting, 50_00, "cmi", oid),
            (
                waiting.OrderId,
                waiting.Kind,
                waiting.State,
                waiting.AmountCentimes,
                waiting.By,
                waiting.CaseNumber
            )
        );
        await ReverseAsync(world, oid, "S5", "2026-11-30");
        await world.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Single(await CasesAsync(world));
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Money_that_fits_nothing_is_listed_until_somebody_has_clarified_it(string store)
    {
        await using var world = await OpenAsync(store);
        var (order, oid) = await PaidAsync(world);
        await ImportAsync(world, $"2026-12-20;{oid};chargeback_reversed;30.00;0.00;30.00;S12");

        var unmatched = Assert.Single(await CasesAsync(world));
        await world.Store.WriteAsync(
            async session => (await session.Db.Incidents.SingleAsync(Ct)).ResolvedAt = session.Now,
            Ct
        );

        Assert.Equal(
            (order.TrackingNumber, "chargeback_reversal_unmatched", OpenCaseStates.Unmatched, null, "cmi"),
            (
                unmatched.TrackingNumber,
                unmatched.Kind,
                unmatched.State,
                unmatched.AmountCentimes,
                unmatched.By
            )
        );
        Assert.Empty(await CasesAsync(world));
    }

    private static async Task<MoneyWorld> OpenAsync(string store) =>
        await MoneyWorld.OpenAsync(
            store == "sqlite"
                ? await TestDatabase.CreateSqliteAsync()
                : await TestDatabase.CreatePostgresAsync(),
            GatewayHabits.None,
            seed: 15,
            ("Payments:ApprovalAboveCentimes", "4000")
        );

    private static async Task<(Order Order, string Oid)> PaidAsync(MoneyWorld world)
    {
        var order = await world.PlaceAsync();
        var attempt = (await world.StartAsync(order))!;
        await world.DeliverAsync(attempt.Approve());
        await world.PassAsync(TimeSpan.FromMinutes(10));
        return (order, attempt.Oid);
    }

    /// <summary>The last credit comes back, at the gateway and in its settlement.</summary>
    private static Task<ImportSettlementResult> ReverseAsync(
        MoneyWorld world,
        string oid,
        string batch,
        string day
    )
    {
        world.Book.Reverse(oid, world.Book.Moved().Last(m => m.Movement.IsCredit).Movement.TransactionId);
        return ImportAsync(world, $"{day};{oid};refund_reversed;50.00;0.00;50.00;{batch}");
    }

    private static Task<ImportSettlementResult> ImportAsync(MoneyWorld world, string row) =>
        world
            .Node.Get<ImportSettlement>()
            .RunAsync(row.Split(';')[^1] + ".csv", Encoding.UTF8.GetBytes(Header + row + "\r\n"), Clerk, Ct);

    private static Task<IReadOnlyList<OpenCase>> CasesAsync(MoneyWorld world) =>
        world.Store.ReadAsync(db => OpenCase.ReadAsync(db, Ct));

    private static Task<Chargeback> ChargebackAsync(MoneyWorld world) =>
        world.Store.ReadAsync(db => db.Chargebacks.SingleAsync(Ct));
}
