using Adapters.Payments;

namespace Tests.Payments;

/// <summary>What a method must do besides that can hold an amount first, and whose day is closed in the evening.</summary>
public abstract class HoldingGatewayContract : PaymentGatewayContract
{
    [Fact]
    public async Task A_declined_payment_says_why_and_the_same_attempt_may_still_be_approved()
    {
        await using var bench = await OpenAsync(BadDay.None, Ct);
        var page = Page(bench, "CASA-2026-000002-1");

        await bench.PayAsync(page, approved: false, Ct);
        await bench.PassAsync(Minute, Ct);
        await bench.PayAsync(page, approved: true, Ct);
        await bench.PassAsync(Minute, Ct);

        var readings = bench.Callbacks.Select(bench.Gateway.ReadCallback).ToList();
        var declined = Assert.IsType<CallbackReading.Declined>(readings[0]);
        Assert.Equal("51", declined.Code);
        Assert.NotEmpty(declined.Message);
        Assert.IsType<CallbackReading.Approved>(readings[1]);
        Assert.Equal(2, readings.Count);
    }

    [Theory]
    [InlineData(CallbackReply.Capture, GatewayState.Captured, 1)]
    [InlineData(CallbackReply.Acknowledge, GatewayState.Held, 0)]
    public async Task Our_answer_decides_whether_the_money_is_taken(
        CallbackReply answer,
        GatewayState state,
        int captures
    )
    {
        await using var bench = await OpenAsync(BadDay.None, Ct);
        bench.Answer = _ => answer;

        await bench.PayAsync(Page(bench, "CASA-2026-000004-1"), approved: true, Ct);
        await bench.PassAsync(Minute, Ct);

        Assert.Equal(state, await StateAsync(bench, "CASA-2026-000004-1"));
        Assert.Equal(captures, bench.Effects("capture", "CASA-2026-000004-1"));
    }

    [Fact]
    public async Task A_held_payment_is_captured_later_and_only_once()
    {
        await using var bench = await OpenAsync(BadDay.None, Ct);
        await bench.PayAsync(Page(bench, "CASA-2026-000009-1"), approved: true, Ct);
        await bench.PassAsync(3 * Day, Ct);

        var first = await bench.Gateway.CaptureAsync("CASA-2026-000009-1", Price, Ct);
        var again = await bench.Gateway.CaptureAsync("CASA-2026-000009-1", Price, Ct);

        Assert.IsType<MoneyReply.Done>(first);
        Assert.IsType<MoneyReply.Refused>(again);
        Assert.Equal(GatewayState.Captured, await StateAsync(bench, "CASA-2026-000009-1"));
        Assert.Equal(1, bench.Effects("capture", "CASA-2026-000009-1"));
    }

    [Theory]
    [InlineData(CallbackReply.Acknowledge)]
    [InlineData(CallbackReply.Capture)]
    public async Task Before_the_closing_of_the_day_a_payment_is_voided(CallbackReply answer)
    {
        await using var bench = await OpenAsync(BadDay.None, Ct);
        bench.Answer = _ => answer;
        await bench.PayAsync(Page(bench, "CASA-2026-000010-1"), approved: true, Ct);
        await bench.PassAsync(Minute, Ct);

        var first = await bench.Gateway.VoidAsync("CASA-2026-000010-1", Ct);
        var again = await bench.Gateway.VoidAsync("CASA-2026-000010-1", Ct);

        Assert.IsType<MoneyReply.Done>(first);
        Assert.IsType<MoneyReply.Refused>(again);
        Assert.Equal(GatewayState.Voided, await StateAsync(bench, "CASA-2026-000010-1"));
        Assert.Equal(1, bench.Effects("void", "CASA-2026-000010-1"));
    }

    [Fact]
    public async Task A_credit_is_too_early_before_the_closing_of_the_day_and_a_void_too_late_after_it()
    {
        await using var bench = await PaidAsync("CASA-2026-000011-1");

        var early = await bench.Gateway.CreditAsync("CASA-2026-000011-1", 5_00, Ct);
        await bench.PassAsync(Day, Ct);
        var late = await bench.Gateway.VoidAsync("CASA-2026-000011-1", Ct);

        Assert.Equal(MoneyReply.NotSettledYet, Assert.IsType<MoneyReply.Refused>(early).Code);
        Assert.IsType<MoneyReply.Refused>(late);
        Assert.Equal(GatewayState.Settled, await StateAsync(bench, "CASA-2026-000011-1"));
        Assert.Equal(0, bench.Effects("credit", "CASA-2026-000011-1"));
    }

    [Fact]
    public async Task One_that_was_declined_has_failed()
    {
        await using var bench = await OpenAsync(BadDay.None, Ct);
        await bench.PayAsync(Page(bench, "CASA-2026-000003-1"), approved: false, Ct);

        Assert.Equal(GatewayState.Failed, await StateAsync(bench, "CASA-2026-000003-1"));
    }

    [Fact]
    public async Task After_a_lost_reply_the_status_tells_what_was_captured()
    {
        await using var bench = await OpenAsync(BadDay.RepliesLost, Ct);
        await bench.PayAsync(Page(bench, "CASA-2026-000017-1"), approved: true, Ct);

        await Assert.ThrowsAnyAsync<HttpRequestException>(() =>
            bench.Gateway.CaptureAsync("CASA-2026-000017-1", Price, Ct)
        );
        await Assert.ThrowsAnyAsync<HttpRequestException>(() =>
            bench.Gateway.QueryAsync("CASA-2026-000017-1", Ct)
        );

        Assert.Equal(GatewayState.Captured, await StateAsync(bench, "CASA-2026-000017-1"));
        Assert.Equal(1, bench.Effects("capture", "CASA-2026-000017-1"));
    }
}
