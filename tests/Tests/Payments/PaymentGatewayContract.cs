using Adapters.Payments;

namespace Tests.Payments;

/// <summary>What every payment method must do, against its partner over the real wire. A new method is done when this is green.</summary>
public abstract class PaymentGatewayContract
{
    private protected const long Price = 23_20;
    private protected static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private protected static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    private protected abstract Task<PaymentBench> OpenAsync(BadDay day, CancellationToken ct);

    [Fact]
    public async Task An_approved_payment_is_reported_with_its_facts()
    {
        await using var bench = await OpenAsync(BadDay.None, Ct);

        var shown = await bench.PayAsync(Page(bench, "CASA-2026-000001-1"), approved: true, Ct);
        await bench.PassAsync(Minute, Ct);

        Assert.Equal("approved", shown);
        var reading = bench.Gateway.ReadCallback(Assert.Single(bench.Callbacks));
        var facts = Assert.IsType<CallbackReading.Approved>(reading).Facts;
        Assert.Equal(("CASA-2026-000001-1", Price), (facts.Oid, facts.AmountCentimes));
        Assert.Equal("00", facts.BankCode);
        Assert.NotEmpty(facts.TransactionId!);
        Assert.InRange(facts.FeeCentimes, 0, Price);
    }

    [Fact]
    public async Task A_callback_that_was_answered_by_failure_comes_again()
    {
        await using var bench = await OpenAsync(BadDay.None, Ct);
        bench.Answer = _ => bench.Callbacks.Count < 3 ? CallbackReply.Fail : CallbackReply.Capture;

        await bench.PayAsync(Page(bench, "CASA-2026-000005-1"), approved: true, Ct);
        await bench.PassAsync(Day, Ct);

        Assert.Equal(3, bench.Callbacks.Count);
        Assert.Single(bench.Callbacks.Distinct(StringComparer.Ordinal));
        Assert.Equal(1, bench.Effects("capture", "CASA-2026-000005-1"));
    }

    [Fact]
    public async Task A_callback_whose_answer_was_lost_comes_again_and_the_money_moves_once()
    {
        await using var bench = await OpenAsync(BadDay.DeafToFirstAnswer, Ct);
        bench.Answer = _ => CallbackReply.Capture;

        await bench.PayAsync(Page(bench, "CASA-2026-000006-1"), approved: true, Ct);
        await bench.PassAsync(Day, Ct);

        Assert.Equal(2, bench.Callbacks.Count);
        Assert.Equal(1, bench.Effects("capture", "CASA-2026-000006-1"));
    }

    [Fact]
    public async Task The_same_callback_at_once_and_later_moves_the_money_once()
    {
        await using var bench = await OpenAsync(BadDay.Repetitions, Ct);
        bench.Answer = _ => CallbackReply.Capture;

        await bench.PayAsync(Page(bench, "CASA-2026-000007-1"), approved: true, Ct);
        await bench.PassAsync(2 * Day, Ct);

        Assert.InRange(bench.Callbacks.Count, 3, 6);
        Assert.Single(bench.Callbacks.Distinct(StringComparer.Ordinal));
        Assert.Equal(1, bench.Effects("capture", "CASA-2026-000007-1"));
    }

    [Fact]
    public async Task A_forged_callback_is_believed_by_nobody()
    {
        await using var bench = await OpenAsync(BadDay.Forgeries, Ct);
        bench.Answer = form =>
            bench.Gateway.ReadCallback(form) is CallbackReading.Approved { Facts.AmountCentimes: Price }
                ? CallbackReply.Capture
                : CallbackReply.Fail;

        for (var number = 0; number < 12; number++)
        {
            await bench.PayAsync(Page(bench, $"CASA-2026-0008{number:00}-1"), approved: true, Ct);
        }

        await bench.PassAsync(Minute, Ct);

        var readings = bench.Callbacks.ConvertAll(bench.Gateway.ReadCallback);
        var believed = readings
            .OfType<CallbackReading.Approved>()
            .Count(r => r.Facts.AmountCentimes == Price);
        var refused = readings.OfType<CallbackReading.Refused>().Select(r => r.Code).ToHashSet();
        Assert.Equal((24, 12), (readings.Count, believed));
        Assert.Superset(new HashSet<string> { "bad_hash", "wrong_client", "wrong_currency" }, refused);
    }

    [Fact]
    public async Task A_settled_payment_goes_back_in_parts_but_never_more_than_was_paid()
    {
        await using var bench = await PaidAsync("CASA-2026-000012-1");
        await bench.PassAsync(Day, Ct);

        var part = await bench.Gateway.CreditAsync("CASA-2026-000012-1", 5_00, Ct);
        var rest = await bench.Gateway.CreditAsync("CASA-2026-000012-1", Price - 5_00, Ct);
        var more = await bench.Gateway.CreditAsync("CASA-2026-000012-1", 1, Ct);

        Assert.IsType<MoneyReply.Done>(part);
        Assert.IsType<MoneyReply.Done>(rest);
        Assert.IsType<MoneyReply.Refused>(more);
        Assert.Equal(Price, await bench.Gateway.QueryCreditsAsync("CASA-2026-000012-1", Ct));
        Assert.Equal(GatewayState.Credited, await StateAsync(bench, "CASA-2026-000012-1"));
    }

    [Fact]
    public async Task An_attempt_that_was_paid_takes_no_second_payment()
    {
        await using var bench = await PaidAsync("CASA-2026-000015-1");

        var shown = await bench.PayAsync(Page(bench, "CASA-2026-000015-1"), approved: true, Ct);
        await bench.PassAsync(Minute, Ct);

        Assert.Equal("error", shown);
        Assert.Single(bench.Callbacks);
    }

    [Fact]
    public async Task An_attempt_that_nobody_paid_is_unknown()
    {
        await using var bench = await OpenAsync(BadDay.None, Ct);

        Assert.IsType<GatewayStatus.Unknown>(await bench.Gateway.QueryAsync("CASA-2026-000003-2", Ct));
        Assert.Equal(0, await bench.Gateway.QueryCreditsAsync("CASA-2026-000003-2", Ct));
    }

    [Fact]
    public async Task After_a_lost_reply_the_status_tells_what_was_given_back()
    {
        await using var bench = await PaidAsync("CASA-2026-000013-1", BadDay.RepliesLost);
        await bench.PassAsync(Day, Ct);

        await Assert.ThrowsAnyAsync<HttpRequestException>(() =>
            bench.Gateway.CreditAsync("CASA-2026-000013-1", 5_00, Ct)
        );
        await Assert.ThrowsAnyAsync<HttpRequestException>(() =>
            bench.Gateway.QueryCreditsAsync("CASA-2026-000013-1", Ct)
        );

        Assert.Equal(5_00, await bench.Gateway.QueryCreditsAsync("CASA-2026-000013-1", Ct));
        Assert.Equal(1, bench.Effects("credit", "CASA-2026-000013-1"));
    }

    [Fact]
    public async Task A_partner_that_is_away_is_an_exception_and_nothing_happens()
    {
        await using var bench = await PaidAsync("CASA-2026-000014-1", BadDay.Unavailable);
        await bench.PassAsync(Day, Ct);

        await Assert.ThrowsAsync<HttpRequestException>(() =>
            bench.Gateway.CreditAsync("CASA-2026-000014-1", Price, Ct)
        );

        Assert.Equal(0, bench.Effects("credit", "CASA-2026-000014-1"));
        Assert.IsType<MoneyReply.Done>(await bench.Gateway.CreditAsync("CASA-2026-000014-1", Price, Ct));
    }

    [Fact]
    public async Task Every_attempt_has_an_invitation_of_its_own()
    {
        await using var bench = await OpenAsync(BadDay.None, Ct);

        var one = Page(bench, "CASA-2026-000016-1");
        var other = Page(bench, "CASA-2026-000016-11");

        Assert.NotEqual(one, other);
    }

    /// <summary>What a citizen is given to pay the price.</summary>
    private protected static PaymentInvitation Page(PaymentBench bench, string oid) =>
        bench.Gateway.Prepare(
            new PaymentRequest(
                oid,
                Price,
                "ar",
                "citizen@example.ma",
                "Aït M'Barek & fils | \\ عائشة",
                "+212612345678",
                new Uri("https://portal.example/return?order=1&x=é"),
                Hold: bench.Gateway.CanHold
            )
        );

    private protected static async Task<GatewayState> StateAsync(PaymentBench bench, string oid) =>
        Assert.IsType<GatewayStatus.Known>(await bench.Gateway.QueryAsync(oid, Ct)).State;

    private protected async Task<PaymentBench> PaidAsync(string oid, BadDay day = BadDay.None)
    {
        var bench = await OpenAsync(day, Ct);
        bench.Answer = _ => CallbackReply.Capture;
        await bench.PayAsync(Page(bench, oid), approved: true, Ct);
        await bench.PassAsync(Minute, Ct);
        return bench;
    }
}
