using Hub.Audit;
using Hub.Payments;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Simulators.Gateway;
using Tests.Storage;

namespace Tests.Payments;

/// <summary>Where many wait, nobody waits behind those whose case does not get on.</summary>
public sealed class FairTurnTests : IAsyncLifetime
{
    private MoneyWorld world = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        world = await MoneyWorld.OpenAsync(
            await TestDatabase.CreateSqliteAsync(),
            GatewayHabits.None,
            seed: 23
        );

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task A_callback_is_heard_again_however_many_of_unknown_attempts_wait_before_it()
    {
        var order = await world.PlaceAsync();
        for (var number = 2; number <= 206; number++)
        {
            await world.DeliverAsync(world.Foresee(order, number).Approve());
        }

        await world.DeliverAsync(world.Foresee(order, 1).Approve());
        await world.StartAsync(order);

        Assert.Equal(1, await world.Node.Get<RematchCallbacks>().RunAsync(Ct));

        var waiting = await world.Store.ReadAsync(db =>
            db.ReceivedPayloads.CountAsync(p => p.Outcome == PayloadOutcome.Quarantined, Ct)
        );
        Assert.Equal(205, waiting);
        Assert.NotNull((await world.OrderAsync(order)).PaidAttemptId);
    }

    [Fact]
    public async Task Every_attempt_nobody_reported_on_is_asked_about_once()
    {
        var count = (2 * AskGateway.AtOnce) + 1;
        await StartBeforeAsync(TimeSpan.FromHours(25), count);

        await world.Node.Get<ReconcilePayments>().RunAsync(Ct);
        await world.Node.Get<ReconcilePayments>().RunAsync(Ct);

        Assert.Equal(count, await AskedAsync());
    }

    [Fact]
    public async Task What_was_not_asked_while_the_hub_stood_still_is_asked_afterwards()
    {
        await StartBeforeAsync(TimeSpan.FromDays(10), 1);

        await world.Node.Get<ReconcilePayments>().RunAsync(Ct);

        // As unheard, and as expired.
        Assert.Equal(2, await AskedAsync());
    }

    [Theory]
    [InlineData(3, 1)]
    [InlineData(1000, 1)]
    [InlineData(2500, 3)]
    public void Every_break_is_asked_about_within_as_many_days_as_there_are_thousands(int breaks, int days)
    {
        string[] oids = [.. Enumerable.Range(1, breaks).Select(i => $"CASA-{i}")];
        var monday = new LocalDate(2026, 11, 23);

        var turns = Enumerable
            .Range(0, days)
            .Select(day => AskGateway.TurnOf(oids, monday.PlusDays(day)).ToList())
            .ToList();

        Assert.All(turns, turn => Assert.InRange(turn.Count, 1, AskGateway.AtOnce));
        Assert.Equal(
            oids.Order(StringComparer.Ordinal),
            turns.SelectMany(turn => turn).Order(StringComparer.Ordinal)
        );
    }

    private Task<int> AskedAsync() =>
        world.Store.ReadAsync(db => db.Effects.CountAsync(e => e.Type == "check-payment", Ct));

    /// <summary>Attempts of one order, of which nothing was heard.</summary>
    private async Task StartBeforeAsync(TimeSpan ago, int count)
    {
        var order = await world.PlaceAsync();
        await world.Store.WriteAsync(
            session =>
            {
                for (var number = 1; number <= count; number++)
                {
                    session.Db.PaymentAttempts.Add(
                        new PaymentAttempt
                        {
                            Id = session.NewId(),
                            OrderId = order.Id,
                            Number = number,
                            Oid = $"{order.TrackingNumber}-{number}",
                            Method = PaymentMethod.Card,
                            AmountCentimes = 50_00,
                            State = AttemptState.Created,
                            CreatedAt = session.Now - ago,
                        }
                    );
                }

                return Task.CompletedTask;
            },
            Ct
        );
    }
}
