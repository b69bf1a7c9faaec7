using Hub.Operations.Ledgers;
using Hub.Orders;
using Hub.Payments;
using Hub.Shipping;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tests.Exchange;

namespace Tests.Operations;

/// <summary>Three ledgers that balance: <c>issued = in manifests + on desks</c>, and what was sent is paid for.</summary>
public sealed class LedgerBalanceTests
{
    private const string Bureau = "CHK-02";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Documents_are_on_a_desk_then_in_a_manifest_and_never_in_between()
    {
        await using var bench = await OpenAsync();
        var order = await IssuedAsync(bench);
        await bench.PaidOrderAsync(Bureau);

        var onDesk = await BalanceAsync(bench);
        await bench.PackAsync(order);
        var inManifest = await BalanceAsync(bench);

        Assert.Equal(
            (1, 2, 0, 1, 0),
            (onDesk.Issued, onDesk.Copies, onDesk.InManifests, onDesk.OnDesks, onDesk.Missing)
        );
        Assert.Equal(
            (1, 1, 0, 0),
            (inManifest.Issued, inManifest.InManifests, inManifest.OnDesks, inManifest.Missing)
        );
        Assert.Equal((5_000, 5_000), (inManifest.PriceCentimes, inManifest.HeldCentimes));
        Assert.Empty(await bench.IncidentsAsync());
    }

    [Fact]
    public async Task A_letter_the_post_refused_lies_on_the_desk_again()
    {
        await using var bench = await OpenAsync();
        var letter = await bench.PackAsync(await IssuedAsync(bench));
        await LineAsync(bench, letter, line => line.State = LineState.Refused);

        var balance = await BalanceAsync(bench);

        Assert.Equal((0, 1, 0, 0), (balance.InManifests, balance.OnDesks, balance.Missing, balance.Faults));
    }

    [Fact]
    public async Task A_letter_whose_line_is_gone_is_missed_and_a_person_is_told_once()
    {
        await using var bench = await OpenAsync();
        var order = await IssuedAsync(bench);
        var letter = await bench.PackAsync(order);
        await LineAsync(bench, letter, line => line.State = LineState.Voided);

        var balance = await BalanceAsync(bench);
        await BalanceAsync(bench);

        Assert.Equal((1, 1), (balance.Missing, balance.Faults));
        var incident = await bench.Store.ReadAsync(db => db.Incidents.SingleAsync(Ct));
        Assert.Equal("ledgers_unbalanced", incident.Code);
        Assert.Contains($"{order.TrackingNumber} in_no_manifest", incident.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_letter_too_many_does_not_make_up_for_one_too_few()
    {
        await using var bench = await OpenAsync();
        var lost = await bench.PackAsync(await IssuedAsync(bench));
        await LineAsync(bench, lost, line => line.State = LineState.Voided);
        var twice = await bench.PackAsync(await IssuedAsync(bench));
        await bench.Store.WriteAsync(
            session =>
            {
                session.Db.ManifestLines.Add(
                    new ManifestLine
                    {
                        ManifestId = session.Db.Manifests.Single().Id,
                        Item = "RR473124829MA",
                        ShipmentId = twice.Id,
                        State = LineState.Listed,
                    }
                );
                return Task.CompletedTask;
            },
            Ct
        );

        var balance = await BalanceAsync(bench);

        Assert.Equal((0, 2), (balance.Missing, balance.Faults));
        Assert.Equal(["ledgers_unbalanced"], await bench.IncidentsAsync());
    }

    [Fact]
    public async Task A_letter_that_was_sent_without_its_money_is_found()
    {
        await using var bench = await OpenAsync();
        await bench.PackAsync(await IssuedAsync(bench, paid: false));

        var balance = await BalanceAsync(bench);

        Assert.Equal((5_000, 0, 1), (balance.PriceCentimes, balance.HeldCentimes, balance.Faults));
    }

    [Fact]
    public async Task A_part_that_was_decided_to_go_back_is_no_longer_expected()
    {
        await using var bench = await OpenAsync();
        var order = await IssuedAsync(bench);
        await bench.PackAsync(order);
        await bench.Store.WriteAsync(
            async session =>
            {
                var attempt = await session.Db.PaymentAttempts.SingleAsync(Ct);
                var refund = new Refund
                {
                    Id = session.NewId(),
                    DecisionKey = "missing",
                    OrderId = order.Id,
                    AttemptId = attempt.Id,
                    AmountCentimes = 700,
                    Parts = new MoneyParts(200, 500, 0, 0),
                    What = "missing",
                    Reason = "copies_unavailable",
                    DecidedBy = "rule",
                };
                session.Db.Refunds.Add(refund);
                LedgerMovements.Refunded(session, attempt, refund, LedgerAccount.Provider);
            },
            Ct
        );

        var balance = await BalanceAsync(bench);

        Assert.Equal((4_300, 4_300, 0), (balance.PriceCentimes, balance.HeldCentimes, balance.Faults));
    }

    [Fact]
    public async Task A_comparison_is_kept_each_time()
    {
        await using var bench = await OpenAsync();
        await BalanceAsync(bench);
        await bench.AdvanceToAsync(ExchangeBench.Monday.AddHours(2));
        await BalanceAsync(bench);

        var kept = await bench.Store.ReadAsync(db => db.LedgerBalances.OrderBy(b => b.At).ToListAsync(Ct));

        Assert.Equal([ExchangeBench.Monday, ExchangeBench.Monday.AddHours(2)], kept.Select(b => b.At));
    }

    private static Task<ExchangeBench> OpenAsync() =>
        ExchangeBench.OpenAsync(services => services.AddSingleton<BalanceLedgers>());

    private static Task<LedgerBalance> BalanceAsync(ExchangeBench bench) =>
        bench.Get<BalanceLedgers>().RunAsync(Ct);

    /// <summary>A paid order whose bureau has issued its two copies.</summary>
    private static async Task<Order> IssuedAsync(ExchangeBench bench, bool paid = true)
    {
        var placed = await bench.PaidOrderAsync(Bureau);
        return await bench.Store.WriteAsync(
            async session =>
            {
                var order = await session.Db.Orders.SingleAsync(o => o.Id == placed.Id, Ct);
                order.MoveTo(OrderState.Issued, "bureau:" + Bureau, null, session);
                session.Db.DocumentIssues.Add(
                    new DocumentIssue
                    {
                        Id = session.NewId(),
                        OrderId = order.Id,
                        LineNumber = 1,
                        RequestId = order.TrackingNumber + "-R1",
                        Copies = 2,
                        IssuedOn = "2026-11-23",
                        BureauCode = Bureau,
                        RecordedAt = session.Now,
                    }
                );
                if (paid)
                {
                    Pay(order, session);
                }

                return order;
            },
            Ct
        );
    }

    private static void Pay(Order order, Hub.Storage.WriteSession session)
    {
        var attempt = new PaymentAttempt
        {
            Id = session.NewId(),
            OrderId = order.Id,
            Number = 1,
            Oid = order.TrackingNumber + "-1",
            Method = "card",
            AmountCentimes = order.Price.TotalCentimes,
            State = AttemptState.Captured,
            CreatedAt = session.Now,
        };
        session.Db.PaymentAttempts.Add(attempt);
        order.PaidAttemptId = attempt.Id;
        LedgerMovements.Captured(session, attempt, order);
    }

    private static Task LineAsync(ExchangeBench bench, Shipment letter, Action<ManifestLine> change) =>
        bench.Store.WriteAsync(
            async session =>
                change(await session.Db.ManifestLines.SingleAsync(l => l.Item == letter.Item, Ct)),
            Ct
        );
}
