using Hub.Catalogue;
using Hub.Desk;
using Hub.Orders;
using Hub.Payments;
using Hub.Processes;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Workflows.Feel;

namespace Hub.Steps;

/// <summary>Decides, by rule, how much goes back and of which payment, and whether a second person must agree.</summary>
internal sealed class DecideRefund(IOptions<PaymentOptions> options, ReferenceCatalogue catalogue) : IStep
{
    private const string Rule = "rule";

    public string Type => "decide-refund";

    public async Task<StepAnswer> RunAsync(StepCall call, WriteSession session, CancellationToken ct)
    {
        var order = await OrderLock.HoldAsync(session, call.RequiredOrderId, ct);
        var what = call.Text("what");
        var reason = call.OptionalText("reason") ?? "not_served";
        var attempt = await FindAttemptAsync(call, what, order, session, ct);
        var open = await SupersedeAsync(order, attempt, Instance(call), session, ct);
        var owed = await OwedAsync(attempt, order, open, session, ct);
        var wanted = await WantedAsync(call, what, reason, owed, order, session, ct);
        var parts = wanted.Within(attempt.LeftCentimes - open.Sum(r => r.AmountCentimes));
        var refund = new Refund
        {
            Id = session.NewId(),
            DecisionKey = Instance(call) + call.ElementInstance,
            OrderId = order.Id,
            AttemptId = attempt.Id,
            AmountCentimes = parts.Total,
            Parts = parts,
            KeptCentimes = what == "all" ? owed.Total - wanted.Total : 0,
            What = what,
            Reason = reason,
            DecidedBy = await AskerAsync(call, order, session, ct),
            DecidedAt = session.Now,
            State = parts.Total == 0 ? RefundState.Done : RefundState.Due,
        };
        session.Db.Refunds.Add(refund);
        if (what == "all" && (refund.AmountCentimes > 0 || refund.KeptCentimes == 0))
        {
            order.MoveTo(OrderState.RefundDue, "system", reason, session);
        }

        return StepInput.Answer(
            ("refundId", FeelValue.From(refund.Id.ToString())),
            ("amountCentimes", FeelValue.From(refund.AmountCentimes)),
            ("decidedBy", FeelValue.From(refund.DecidedBy)),
            ("provider", FeelValue.From(PaymentMethod.PartnerOf(attempt.Method))),
            ("needsApproval", FeelValue.From(await NeedsApprovalAsync(refund, session, ct)))
        );
    }

    /// <summary>
    /// Large ones, and those that came back once: the bank has shown that the way they went is not safe. What people give
    /// back of an order is large or small as a whole, or a large refund would be two small ones.
    /// </summary>
    private async Task<bool> NeedsApprovalAsync(Refund refund, WriteSession session, CancellationToken ct)
    {
        var asked = refund.DecidedBy == Rule ? 0 : await AskedBeforeAsync(refund, session, ct);
        return refund.AmountCentimes > 0
            && (
                refund.AmountCentimes + asked > options.Value.ApprovalAboveCentimes
                || refund.Reason == RefundReasons.Reversed
            );
    }

    /// <summary>What people have given back of the order so far, or are about to.</summary>
    private static async Task<long> AskedBeforeAsync(
        Refund refund,
        WriteSession session,
        CancellationToken ct
    )
    {
        var others = await session
            .Db.Refunds.Where(r => r.OrderId == refund.OrderId && r.Id != refund.Id && r.DecidedBy != Rule)
            .ToListAsync(ct);
        // Filtered here: one of them may have been superseded in this very transaction.
        return others.Where(r => r.State is RefundState.Due or RefundState.Done).Sum(r => r.AmountCentimes);
    }

    private static string Instance(StepCall call) => $"{call.InstanceId:N}.";

    /// <summary>What should go back, before it is known how much still can.</summary>
    private async Task<MoneyParts> WantedAsync(
        StepCall call,
        string what,
        string reason,
        MoneyParts owed,
        Order order,
        WriteSession session,
        CancellationToken ct
    ) =>
        what switch
        {
            "missing" => owed.AtMost(await MissingAsync(order, session, ct)),
            "part" => owed.Within(call.Input.OptionalWhole("amountCentimes") ?? 0),
            // Stamps and postage were not used; the bureau's work was done (domain.md §1.6).
            "all" => catalogue.FindReason(reason)?.Refundable switch
            {
                "no" => owed with { Stamp = 0, Commune = 0, Postage = 0 },
                "partial" => owed with { Commune = 0 },
                _ => owed,
            },
            _ => owed,
        };

    /// <summary>
    /// The attempt's refunds that are still to be carried out. One that this very process decided before, and that was not
    /// agreed to, is not: this decision takes its place.
    /// </summary>
    private static async Task<List<Refund>> SupersedeAsync(
        Order order,
        PaymentAttempt attempt,
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

        return open.FindAll(r => r.State == RefundState.Due && r.AttemptId == attempt.Id);
    }

    private static async Task<PaymentAttempt> FindAttemptAsync(
        StepCall call,
        string what,
        Order order,
        WriteSession session,
        CancellationToken ct
    )
    {
        var id = what is "attempt" or "part" ? Guid.Parse(call.Text("attemptId")) : order.PaidAttemptId;
        return await session.Db.PaymentAttempts.FirstOrDefaultAsync(
                a => a.Id == id && a.OrderId == order.Id,
                ct
            ) ?? throw new InvalidOperationException("A refund needs the payment it gives back.");
    }

    /// <summary>What the attempt's money is owed to, less what is going back already. A hold goes back as a whole.</summary>
    private static async Task<MoneyParts> OwedAsync(
        PaymentAttempt attempt,
        Order order,
        List<Refund> open,
        WriteSession session,
        CancellationToken ct
    )
    {
        var owed =
            attempt.State == AttemptState.Held
                ? MoneyParts.OwedBack(attempt.AmountCentimes)
                : await LedgerMovements.OwedAsync(session.Db, attempt.Id, ct);
        return open.Aggregate(owed, (left, refund) => left - refund.Parts);
    }

    /// <summary>
    /// What the copies that were not issued cost and was not given back before; the letter is sent all the same.
    /// </summary>
    private static async Task<MoneyParts> MissingAsync(
        Order order,
        WriteSession session,
        CancellationToken ct
    )
    {
        var issued = await session
            .Db.DocumentIssues.Where(i => i.OrderId == order.Id && i.VoidedAt == null)
            .ToDictionaryAsync(i => i.LineNumber, i => i.Copies, ct);
        var given = await session
            .Db.Refunds.Where(r =>
                r.OrderId == order.Id && r.What == "missing" && r.State != RefundState.Failed
            )
            .ToListAsync(ct);
        var missing = order
            .Lines.Select(line =>
                MoneyParts.Copies(
                    order.Price,
                    line,
                    Math.Max(0, line.Copies - issued.GetValueOrDefault(line.Number))
                )
            )
            .Aggregate(MoneyParts.None, (sum, parts) => sum + parts);
        return given.Aggregate(missing, (left, refund) => left - refund.Parts);
    }

    /// <summary>
    /// Whoever asked for it, if it was a person: by a request of their own, or by how they settled a claim or a refusal. Such
    /// a person cannot also be the second one.
    /// </summary>
    private static async Task<string> AskerAsync(
        StepCall call,
        Order order,
        WriteSession session,
        CancellationToken ct
    )
    {
        if (call.OptionalText("askedBy") is { } asked)
        {
            return asked;
        }

        var decisions = await session
            .Db.UserTasks.Where(t =>
                t.OrderId == order.Id
                && t.State == UserTaskState.Completed
                && (t.ElementId == DeskTask.SettleClaim || t.ElementId == DeskTask.SolveRefusal)
            )
            .OrderByDescending(t => t.ClosedAt)
            .ToListAsync(ct);
        return decisions.Find(t => t.InstanceId == call.InstanceId || DeskTask.GivesMoneyBack(t))?.ClaimedBy
            ?? Rule;
    }
}
