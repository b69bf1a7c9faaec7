using Hub.Processes;
using Hub.Storage;

namespace Hub.Desk;

/// <summary>A person takes a task: colleagues see that it is being handled.</summary>
internal sealed class ClaimTask(HubStore store)
{
    /// <summary>Takes it; taking again what one has already is fine.</summary>
    public Task<TaskResult> RunAsync(Guid id, DeskPerson who, CancellationToken ct) =>
        store.WriteAsync(session => ClaimAsync(id, who, session, ct), ct);

    private static async Task<TaskResult> ClaimAsync(
        Guid id,
        DeskPerson who,
        WriteSession session,
        CancellationToken ct
    )
    {
        if (await TaskLock.HoldAsync(session, id, who, ct) is not { } task)
        {
            return new TaskResult.NotFound();
        }

        switch (task.State)
        {
            case UserTaskState.Open:
                Take(task, who, session);
                return new TaskResult.Done();
            case UserTaskState.Claimed when task.ClaimedBy == who.Actor:
                return new TaskResult.Done();
            case UserTaskState.Claimed:
                return new TaskResult.Taken(DeskPerson.NameOf(task.ClaimedBy));
            default:
                return new TaskResult.Over(task.State);
        }
    }

    /// <summary>Notes who has it.</summary>
    public static void Take(UserTask task, DeskPerson who, WriteSession session)
    {
        task.State = UserTaskState.Claimed;
        task.ClaimedBy = who.Actor;
        task.ClaimedAt = session.Now;
    }
}
