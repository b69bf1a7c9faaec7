using Hub.Catalogue;
using Hub.Orders;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Workflows.Feel;

namespace Hub.Steps;

/// <summary>
/// Books what the bureau answered: issued documents into their ledger, the order's state, and what the process must know to
/// go on. Booking the same request twice books nothing new.
/// </summary>
internal sealed class RecordOutcome(ReferenceCatalogue catalogue) : IStep
{
    public string Type => "record-outcome";

    public async Task<StepAnswer> RunAsync(StepCall call, WriteSession session, CancellationToken ct)
    {
        var order = await OrderLock.HoldAsync(session, call.RequiredOrderId, ct);
        var outcome = call.Text("outcome");
        var reason = call.OptionalText("reason");
        var missing = false;
        switch (outcome)
        {
            case "issued" or "partially_issued" when !IsAnythingIssued(call, order):
                // "In part", but no copy of anything: there is nothing to send.
                outcome = "rejected";
                break;
            case "issued" or "partially_issued":
                missing = await IssueAsync(call, order, session, ct);
                outcome = missing ? "partially_issued" : "issued";
                order.MoveTo(
                    missing ? OrderState.PartiallyIssued : OrderState.Issued,
                    "bureau:" + order.BureauCode,
                    reason,
                    session
                );
                break;
            case "in_search":
                order.MoveTo(OrderState.Searching, "bureau:" + order.BureauCode, reason, session);
                break;
        }

        // Once only (law 55-19): when the bureau asks for something, or when the reason allows it.
        var correctable =
            !order.Corrected
            && (
                outcome == "needs_information"
                || (outcome == "rejected" && catalogue.FindReason(reason)?.CorrectionAllowed == true)
            );
        return StepInput.Answer(
            ("outcome", FeelValue.From(outcome)),
            ("reason", FeelValue.From(reason)),
            ("correctable", FeelValue.From(correctable)),
            ("missing", FeelValue.From(missing))
        );
    }

    private static async Task<bool> IssueAsync(
        StepCall call,
        Order order,
        WriteSession session,
        CancellationToken ct
    )
    {
        var requestId = call.Text("requestId");
        var valid = await session
            .Db.DocumentIssues.Where(i => i.OrderId == order.Id && i.VoidedAt == null)
            .ToListAsync(ct);
        var issued = call.Contexts("issued");
        foreach (var entry in issued)
        {
            var line = entry.OptionalWhole("line") ?? 0;
            var copies = entry.OptionalWhole("copies") ?? 0;
            var former = valid.Find(i => i.LineNumber == line);
            if (former?.RequestId == requestId || copies == 0 || order.Lines.All(l => l.Number != line))
            {
                continue;
            }

            if (former is not null)
            {
                // The index allows one valid issue per line: the former must be void before the new one is written.
                former.VoidedAt = session.Now;
                await session.SaveBusinessRowsAsync(ct);
            }

            session.Db.DocumentIssues.Add(ToIssue(call, order, requestId, line, copies, former, session));
        }

        return order.Lines.Any(line => CopiesOf(issued, line.Number) < line.Copies);
    }

    private static bool IsAnythingIssued(StepCall call, Order order)
    {
        var issued = call.Contexts("issued");
        return order.Lines.Exists(line => CopiesOf(issued, line.Number) > 0);
    }

    private static int CopiesOf(IReadOnlyList<FeelContext> issued, int line) =>
        issued.Where(e => e.OptionalWhole("line") == line).Sum(e => e.OptionalWhole("copies") ?? 0);

    private static DocumentIssue ToIssue(
        StepCall call,
        Order order,
        string requestId,
        int line,
        int copies,
        DocumentIssue? former,
        WriteSession session
    ) =>
        new()
        {
            Id = session.NewId(),
            OrderId = order.Id,
            LineNumber = line,
            RequestId = requestId,
            Copies = copies,
            IssuedOn =
                call.OptionalText("issuedOn")
                ?? session.Now.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            Officer = call.OptionalText("officer"),
            BureauCode = order.BureauCode,
            RecordedAt = session.Now,
            VoidsIssueId = former?.Id,
        };
}
