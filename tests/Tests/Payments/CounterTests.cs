using Hub.Payments;
using Microsoft.EntityFrameworkCore;
using Simulators.Gateway;

namespace Tests.Payments;

/// <summary>The sandbox's counter: a person pays a reference there, and the confirmation does what was chosen.</summary>
public sealed class CounterTests : IAsyncLifetime
{
    private readonly AgencyBench bench = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => bench.OpenAsync(Ct);

    public ValueTask DisposeAsync() => bench.DisposeAsync();

    [Theory]
    [InlineData("Confirmed", true, 1, null)]
    [InlineData("ConfirmedTwice", true, 3, null)]
    [InlineData("NeverConfirmed", false, 0, null)]
    [InlineData("OtherAmount", false, 242, "callback_refused")]
    [InlineData("PaidTwice", true, 2, "attempt_paid_again")]
    [InlineData("Forged", false, 1, "callback_refused")]
    public async Task The_confirmation_does_what_was_chosen(
        string turn,
        bool paid,
        int heard,
        string? incident
    )
    {
        var (id, reference, centimes) = await bench.AttemptAsync();

        Assert.Contains(
            reference,
            await bench.PayAtCounterAsync(reference, centimes, Enum.Parse<CounterTurn>(turn)),
            StringComparison.Ordinal
        );
        await bench.PassAsync(TimeSpan.FromMinutes(1));
        await bench.PassAsync(TimeSpan.FromHours(32));

        Assert.Equal(paid, await bench.IsPaidAsync(id));
        Assert.Equal(
            heard,
            await bench.Hub.Store.ReadAsync(db =>
                db.ReceivedPayloads.CountAsync(p => p.Channel == "agency-callback", Ct)
            )
        );
        var open = await bench.Hub.Store.ReadAsync(db => db.Incidents.Select(i => i.Code).ToListAsync(Ct));
        Assert.Equal(incident is null ? [] : [incident], open);
    }

    [Fact]
    public async Task A_payment_whose_confirmation_is_lost_is_found_by_asking_the_agency()
    {
        var (id, reference, centimes) = await bench.AttemptAsync();
        await bench.PayAtCounterAsync(reference, centimes, CounterTurn.NeverConfirmed);
        await bench.Hub.AdvanceAsync(TimeSpan.FromHours(25), Ct);

        await bench.Hub.Get<ReconcilePayments>().RunAsync(Ct);
        await bench.Hub.SettleAsync(Ct);

        Assert.True(await bench.IsPaidAsync(id));
    }

    [Theory]
    [InlineData("471120260000010199", "23.20")]
    [InlineData("4711", "23.20")]
    [InlineData("", "-1")]
    public async Task A_slip_of_the_finger_is_found_at_the_counter(string reference, string amount)
    {
        var page = await bench.PayAtCounterAsync(reference, amount, CounterTurn.Confirmed);

        Assert.Contains("role=alert", page, StringComparison.Ordinal);
    }
}
