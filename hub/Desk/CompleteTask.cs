using System.Text.Json;
using Hub.Catalogue;
using Hub.Processes;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Workflows.Feel;

namespace Hub.Desk;

/// <summary>A person decides what only a person can: a claim, a call, a refund, a refusal. Once; the same again is fine.</summary>
internal sealed class CompleteTask(HubStore store, ReferenceCatalogue catalogue)
{
    /// <summary>Completes the task with checked variables.</summary>
    public Task<TaskResult> RunAsync(
        Guid taskId,
        IReadOnlyDictionary<string, JsonElement> variables,
        DeskPerson who,
        CancellationToken ct
    ) => store.WriteAsync(session => CompleteAsync(taskId, variables, who, session, ct), ct);

    private async Task<TaskResult> CompleteAsync(
        Guid taskId,
        IReadOnlyDictionary<string, JsonElement> variables,
        DeskPerson who,
        WriteSession session,
        CancellationToken ct
    )
    {
        var task = await TaskLock.HoldAsync(session, taskId, who, ct);
        if (task is null || task.ElementId == DeskTask.AnswerRequest)
        {
            return new TaskResult.NotFound();
        }

        var decision = TaskDecision.Read(task.ElementId, variables, catalogue.Now);
        if (decision.Faults.Count > 0)
        {
            return new TaskResult.Refused(decision.Faults);
        }

        switch (task.State)
        {
            case UserTaskState.Completed when task.Outcome == TaskCompletion.ToJson(decision.Variables):
                return new TaskResult.Done(Closed: true);
            case UserTaskState.Completed or UserTaskState.Withdrawn:
                return new TaskResult.Over(task.State);
            case UserTaskState.Claimed when task.ClaimedBy != who.Actor:
                return new TaskResult.Taken(DeskPerson.NameOf(task.ClaimedBy));
            default:
                await NoteApprovalAsync(task, decision, who, session, ct);
                TaskCompletion.Complete(task, decision.Variables, who, session);
                return new TaskResult.Done(Closed: true);
        }
    }

    /// <summary>Whoever agrees to a refund stands on it.</summary>
    private static async Task NoteApprovalAsync(
        UserTask task,
        TaskDecision decision,
        DeskPerson who,
        WriteSession session,
        CancellationToken ct
    )
    {
        if (
            task.ElementId == DeskTask.ApproveRefund
            && decision.Variables.TryGet("approved", out var approved)
            && approved == FeelValue.True
            && Guid.TryParse(DeskTask.Text(DeskTask.ReadInput(task), "refundId"), out var refundId)
            && await session.Db.Refunds.FirstOrDefaultAsync(r => r.Id == refundId, ct) is { } refund
        )
        {
            refund.ApprovedBy = who.Actor;
        }
    }
}
