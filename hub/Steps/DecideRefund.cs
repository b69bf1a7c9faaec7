using Hub.Orders;
using Hub.Payments;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Workflows.Feel;

namespace Hub.Steps;

/// <summary>Decides, by rule, how much goes back and of which payment, and whether a second person must agree.</summary>
internal sealed class DecideRefund(IOptions<PaymentOptions> options) : IStep
{
    public string Type => "decide-refund";

    public async Task<StepAnswer> RunAsync(StepCall call, WriteSession session, CancellationToken ct)
    {
        var order = await OrderLock.HoldAsync(session, call.RequiredOrderId, ct);
        var what = call.Text("what");
        var attempt = await FindAttemptAsync(call, what, order, session, ct);
        var instance = $"{call.InstanceId:N}.";
        var open = await SupersedeAsync(order, instance, session, ct);
        var left =
            attempt.AmountCentimes
            - attempt.RefundedCentimes
            - open.Where(r => r.AttemptId == attempt.Id).Sum(r => r.AmountCentimes);
        var amount = Math.Max(
            0,
            what == "missing" ? Math.Min(left, await MissingAsync(order, session, ct)) : left
        );
        var reason = call.OptionalText("reason") ?? "not_served";
        var key = $"{instance}{call.ElementInstance}";
        var refund = new Refund
        {
            Id = session.NewId(),
            DecisionKey = key,
            OrderId = order.Id,
            AttemptId = attempt.Id,
            AmountCentimes = amount,
            What = what,
            Reason = reason,
            DecidedBy = "rule",
            DecidedAt = session.Now,
            State = amount == 0 ? RefundState.Done : RefundState.Due,
        };
        session.Db.Refunds.Add(refund);
        if (what == "all")
        {
            order.MoveTo(OrderState.RefundDue, "system", reason, session);
        }

        return StepInput.Answer(
            ("refundId", FeelValue.From(refund.Id.ToString())),
            ("amountCentimes", FeelValue.From(amount)),
            ("needsApproval", FeelValue.From(amount > options.Value.ApprovalAboveCentimes))
        );
    }

    /// <summary>
    /// The order's refunds that are still to be carried out. One that this very process decided before, and that was not
    /// agreed to, is not: this decision takes its place.
    /// </summary>
    private static async Task<List<Refund>> SupersedeAsync(
        Order order,
        string instance,
        WriteSession session,
        CancellationToken ct
    )
    {
        var open = await session
            .Db.Refunds.Where(r => r.OrderId == order.Id && r.State == RefundState.Due)
            .ToListAsync(ct);
        foreach (var mine in open.Where(r => r.DecisionKey.StartsWith(instance, StringComparison.Ordinal)))
        {
            mine.State = RefundState.Failed;
        }

        return open.FindAll(r => r.State == RefundState.Due);
    }

    private static async Task<PaymentAttempt> FindAttemptAsync(
        StepCall call,
        string what,
        Order order,
        WriteSession session,
        CancellationToken ct
    )
    {
        var id = what == "attempt" ? Guid.Parse(call.Text("attemptId")) : order.PaidAttemptId;
        return await session.Db.PaymentAttempts.FirstOrDefaultAsync(
                a => a.Id == id && a.OrderId == order.Id,
                ct
            ) ?? throw new InvalidOperationException("A refund needs the payment it gives back.");
    }

    /// <summary>
    /// What the copies that were not issued cost and was not given back before; the letter is sent all the same.
    /// </summary>
    private static async Task<long> MissingAsync(Order order, WriteSession session, CancellationToken ct)
    {
        var issued = await session
            .Db.DocumentIssues.Where(i => i.OrderId == order.Id && i.VoidedAt == null)
            .ToDictionaryAsync(i => i.LineNumber, i => i.Copies, ct);
        var given = await session
            .Db.Refunds.Where(r =>
                r.OrderId == order.Id && r.What == "missing" && r.State != RefundState.Failed
            )
            .SumAsync(r => r.AmountCentimes, ct);
        return order.Lines.Sum(line =>
                Math.Max(0, line.Copies - issued.GetValueOrDefault(line.Number)) * line.UnitPriceCentimes
            ) - given;
    }
}
