using Hub.Desk;
using Hub.Payments;
using Microsoft.EntityFrameworkCore;
using static Tests.Desk.DeskBench;

namespace Tests.Desk;

/// <summary>Large refunds need two people: whoever asked cannot agree.</summary>
public sealed class SecondPersonTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_asked_for_a_refund_cannot_agree_to_it()
    {
        await using var desk = await DeskBench.OpenAsync();
        var refund = await RefundAsync(desk, "user:monitor.1");
        var task = await TaskAsync(desk, DeskTask.ApproveRefund, refund);

        var asker = await desk.CompleteAsync(task, Monitor("monitor.1"), ("approved", true));
        var second = await desk.CompleteAsync(task, Monitor("monitor.2"), ("approved", true));

        Assert.Equal("second_person_needed", Assert.IsType<TaskResult.Forbidden>(asker).Fault.Code);
        Assert.Equal(new TaskResult.Done(Closed: true), second);
        var stored = await desk.Hub.Store.ReadAsync(db => db.Refunds.SingleAsync(Ct));
        Assert.Equal(("user:monitor.1", "user:monitor.2"), (stored.DecidedBy, stored.ApprovedBy));
        Assert.NotNull(stored.ApprovedAt);
    }

    [Fact]
    public async Task Nobody_settles_a_large_refund_by_hand_that_no_second_person_agreed_to()
    {
        await using var desk = await DeskBench.OpenAsync();
        var refund = await RefundAsync(desk, "rule");
        var refusal = await TaskAsync(desk, DeskTask.SolveRefusal, refund);

        var alone = await desk.CompleteAsync(
            refusal,
            Monitor("monitor.1"),
            ("solution", "reject"),
            ("reason", "duplicate_order")
        );
        var again = await desk.CompleteAsync(refusal, Monitor("monitor.1"), ("solution", "retry"));

        Assert.Equal("second_person_needed", Assert.IsType<TaskResult.Forbidden>(alone).Fault.Code);
        Assert.Equal(new TaskResult.Done(Closed: true), again);
    }

    private static DeskPerson Monitor(string name) => new(name, ["monitor"], null);

    private static Task<Guid> TaskAsync(DeskBench desk, string element, Guid refund) =>
        desk.TaskAsync(element, "monitor", $$"""{"refundId":"{{refund}}","amountCentimes":60000}""");

    private static async Task<Guid> RefundAsync(DeskBench desk, string decidedBy)
    {
        var order = await desk.Hub.PaidOrderAsync(Bureau);
        return await desk.Hub.Store.WriteAsync(
            session =>
            {
                var refund = new Refund
                {
                    Id = session.NewId(),
                    DecisionKey = "x.1",
                    OrderId = order.Id,
                    AttemptId = session.NewId(),
                    AmountCentimes = 600_00,
                    Parts = MoneyParts.OwedBack(600_00),
                    What = "attempt",
                    Reason = RefundReasons.LatePayment,
                    DecidedBy = decidedBy,
                    DecidedAt = session.Now,
                    State = RefundState.Due,
                };
                session.Db.Refunds.Add(refund);
                return Task.FromResult(refund.Id);
            },
            Ct
        );
    }
}
