using Hub.Processes;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Workflows.Feel;

namespace Hub.Desk;

/// <summary>
/// Money above a limit moves by two people (security.md, four-eyes): whoever asked for a refund cannot agree to it, and
/// nobody settles one by hand that no second person agreed to.
/// </summary>
internal static class SecondPerson
{
    private const string Code = "second_person_needed";

    /// <summary>Notes who agrees; or says why this person may not.</summary>
    public static async Task<TaskFault?> JudgeAsync(
        UserTask task,
        TaskDecision decision,
        DeskPerson who,
        long limitCentimes,
        WriteSession session,
        CancellationToken ct
    )
    {
        if (
            task.ElementId is not (DeskTask.ApproveRefund or DeskTask.SolveRefusal)
            || !Guid.TryParse(DeskTask.Text(DeskTask.ReadInput(task), "refundId"), out var id)
            || await session.Db.Refunds.FirstOrDefaultAsync(r => r.Id == id, ct) is not { } refund
        )
        {
            return null;
        }

        if (task.ElementId == DeskTask.SolveRefusal)
        {
            return IsSettling(decision) && refund.AmountCentimes > limitCentimes && refund.ApprovedBy is null
                ? new TaskFault("/variables/solution", Code, "No second person has agreed to this refund.")
                : null;
        }

        if (refund.DecidedBy == who.Actor)
        {
            return new TaskFault(
                "/variables/approved",
                Code,
                "Whoever asked for a refund cannot agree to it."
            );
        }

        if (decision.Variables.TryGet("approved", out var approved) && approved == FeelValue.True)
        {
            refund.ApprovedBy = who.Actor;
            refund.ApprovedAt = session.Now;
        }

        return null;
    }

    private static bool IsSettling(TaskDecision decision) =>
        decision.Variables.TryGet("solution", out var solution) && solution == FeelValue.From("reject");
}
