using Hub.Orders;
using Hub.Payments;
using Microsoft.EntityFrameworkCore;
using Workflows.Feel;

namespace Tests.Steps;

/// <summary>How much goes back, and that nothing goes back twice.</summary>
public sealed class RefundStepTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_missing_is_paid_back_once_however_often_it_is_decided()
    {
        await using var steps = await StepBench.OpenAsync();
        var (order, _) = await steps.CapturedAsync(copies: 2, lines: 2);
        var request = await steps.Bench.RequestAsync(order);
        await IssueAsync(steps, order, request);

        var first = await steps.DoneAsync("decide-refund", order, ("what", "missing"));
        var again = await steps.DoneAsync("decide-refund", order, ("what", "missing"));

        Assert.Equal(FeelValue.From(1_400), first["amountCentimes"]);
        Assert.Equal(FeelValue.From(0), again["amountCentimes"]);
    }

    [Fact]
    public async Task A_whole_refund_leaves_out_what_another_one_is_giving_back()
    {
        await using var steps = await StepBench.OpenAsync();
        var (order, _) = await steps.CapturedAsync(copies: 2, lines: 2);
        var request = await steps.Bench.RequestAsync(order);
        await IssueAsync(steps, order, request);
        await steps.DoneAsync("decide-refund", order, ("what", "missing"));

        var rest = await steps.DoneAsync("decide-refund", order, ("what", "all"), ("reason", "lost_in_post"));

        Assert.Equal(FeelValue.From(3_600), rest["amountCentimes"]);
        Assert.Equal(OrderState.RefundDue, (await steps.Bench.OrderAsync(order)).State);
    }

    [Fact]
    public async Task A_decision_that_was_not_agreed_to_is_replaced_by_the_next()
    {
        await using var steps = await StepBench.OpenAsync();
        var (order, _) = await steps.CapturedAsync();
        var instance = Guid.CreateVersion7();

        await steps.RunAsync("decide-refund", order, instance, ("what", "all"));
        await steps.RunAsync("decide-refund", order, instance, ("what", "all"));

        Assert.Equal(
            [(RefundState.Due, 5_000L), (RefundState.Failed, 5_000L)],
            (await steps.RefundsAsync()).Select(r => (r.State, r.AmountCentimes)).Order()
        );
    }

    [Theory]
    [InlineData("requester_not_entitled", 4_000, 1_000, "RefundDue")]
    [InlineData("attachment_unreadable", 0, 5_000, "Rejected")]
    [InlineData("act_not_found", 5_000, 0, "RefundDue")]
    public async Task The_reason_says_how_much_of_a_rejected_order_goes_back(
        string reason,
        long back,
        long kept,
        string state
    )
    {
        await using var steps = await StepBench.OpenAsync();
        var (order, _) = await steps.CapturedAsync();
        await steps.MoveAsync(order, OrderState.Rejected);

        await steps.DoneAsync("decide-refund", order, ("what", "all"), ("reason", reason));

        var refund = Assert.Single(await steps.RefundsAsync());
        Assert.Equal((back, kept), (refund.AmountCentimes, refund.KeptCentimes));
        Assert.Equal(state, (await steps.Bench.OrderAsync(order)).State.ToString());
    }

    [Fact]
    public async Task What_is_kept_by_its_reason_closes_the_order()
    {
        await using var steps = await StepBench.OpenAsync();
        var (order, _) = await steps.CapturedAsync();
        var decided = await steps.DoneAsync(
            "decide-refund",
            order,
            ("what", "all"),
            ("reason", "attachment_unreadable")
        );

        await steps.DoneAsync("record-refund", order, ("what", "all"), ("refundId", decided["refundId"]));

        Assert.Equal(OrderState.Closed, (await steps.Bench.OrderAsync(order)).State);
    }

    [Fact]
    public async Task A_refund_is_booked_on_what_it_was_paid_for()
    {
        await using var steps = await StepBench.OpenAsync();
        var (order, attempt) = await steps.CapturedAsync();
        var decided = await steps.DoneAsync(
            "decide-refund",
            order,
            ("what", "all"),
            ("reason", "requester_not_entitled")
        );

        await steps.DoneAsync("settle-refund", order, ("refundId", decided["refundId"]));

        Assert.Equal(
            new MoneyParts(0, 1_000, 0, 0),
            await steps.Bench.Store.ReadAsync(db => LedgerMovements.OwedAsync(db, attempt.Id, Ct))
        );
    }

    [Theory]
    [InlineData(false, "Refunded", "Refunded", 5_000)]
    [InlineData(true, "Voided", "Released", 0)]
    public async Task A_refund_settled_by_a_person_stands_in_the_books(
        bool held,
        string state,
        string kind,
        long amount
    )
    {
        await using var steps = await StepBench.OpenAsync();
        var (order, attempt) = await steps.CapturedAsync();
        if (held)
        {
            await steps.Bench.Store.WriteAsync(
                async session => (await session.Db.PaymentAttempts.SingleAsync(Ct)).State = AttemptState.Held,
                Ct
            );
        }

        var decided = await steps.DoneAsync("decide-refund", order, ("what", "all"));
        await steps.DoneAsync("settle-refund", order, ("refundId", decided["refundId"]));
        await steps.DoneAsync("settle-refund", order, ("refundId", decided["refundId"]));

        var (row, ledger) = await steps.Bench.Store.ReadAsync(async db =>
            (
                await db.PaymentAttempts.SingleAsync(a => a.Id == attempt.Id, Ct),
                await db.Ledger.SingleAsync(e => e.Kind != LedgerKind.Captured, Ct)
            )
        );
        Assert.Equal(state, row.State.ToString());
        Assert.Equal((kind, amount), (ledger.Kind.ToString(), ledger.ValueCentimes));
        Assert.Equal(RefundState.Done, Assert.Single(await steps.RefundsAsync()).State);
    }

    private static Task IssueAsync(StepBench steps, Order order, string request) =>
        steps.Bench.Store.WriteAsync(
            session =>
            {
                session.Db.DocumentIssues.Add(
                    new DocumentIssue
                    {
                        Id = session.NewId(),
                        OrderId = order.Id,
                        LineNumber = 1,
                        RequestId = request,
                        Copies = 2,
                        IssuedOn = "2026-11-23",
                        BureauCode = "CHK-02",
                        RecordedAt = session.Now,
                    }
                );
                return Task.CompletedTask;
            },
            Ct
        );
}
