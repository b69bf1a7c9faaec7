using System.Text;
using Hub.Processes;
using Hub.Registries;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Workflows.Engine;
using Workflows.Feel;

namespace Hub.Desk;

/// <summary>Closes tasks and tells their processes, inside the caller's transaction. The task's row must be held.</summary>
internal static class TaskCompletion
{
    /// <summary>Completes a task with what its process is to know.</summary>
    public static void Complete(UserTask task, FeelContext outcome, DeskPerson who, WriteSession session)
    {
        if (task.State == UserTaskState.Open)
        {
            ClaimTask.Take(task, who, session);
        }

        task.State = UserTaskState.Completed;
        task.ClosedAt = session.Now;
        task.Outcome = ToJson(outcome);
        session.Processes.Tell(task.InstanceId, new Trigger.TaskCompleted(task.ElementInstance, outcome));
    }

    /// <summary>Completes the task when every line of its request has its final answer; says whether it did.</summary>
    public static async Task<bool> CompleteIfAnsweredAsync(
        UserTask task,
        string requestId,
        Catalogue.ReferenceCatalogue catalogue,
        DeskPerson who,
        WriteSession session,
        CancellationToken ct
    )
    {
        await session.SaveBusinessRowsAsync(ct);
        var request = await session.Db.BureauRequests.FirstAsync(r => r.RequestId == requestId, ct);
        if (request.State != RequestState.Answered || task.State >= UserTaskState.Completed)
        {
            return false;
        }

        var answers = await session
            .Db.BureauAnswers.Where(a => a.RequestId == requestId)
            .OrderBy(a => a.Line)
            .ToListAsync(ct);
        Complete(task, CombinedAnswer.Of(answers, catalogue.FindReason), who, session);
        return true;
    }

    /// <summary>An outcome as it is kept, to recognise it when it comes again.</summary>
    public static string ToJson(FeelContext outcome) =>
        Encoding.UTF8.GetString(FeelJson.ToUtf8(FeelValue.From(outcome)));
}
