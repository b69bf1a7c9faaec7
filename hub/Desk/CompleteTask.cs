using System.Text.Json;
using Hub.Catalogue;
using Hub.Payments;
using Hub.Processes;
using Hub.Storage;
using Microsoft.Extensions.Options;

namespace Hub.Desk;

/// <summary>A person decides what only a person can: a claim, a call, a refund, a refusal. Once; the same again is fine.</summary>
internal sealed class CompleteTask(
    HubStore store,
    ReferenceCatalogue catalogue,
    IOptions<PaymentOptions> payments
)
{
    private readonly long limit = payments.Value.ApprovalAboveCentimes;

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
                if (await SecondPerson.JudgeAsync(task, decision, who, limit, session, ct) is { } fault)
                {
                    return new TaskResult.Forbidden(fault);
                }

                TaskCompletion.Complete(task, decision.Variables, who, session);
                return new TaskResult.Done(Closed: true);
        }
    }
}
