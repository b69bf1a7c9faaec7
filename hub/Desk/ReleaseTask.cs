using Hub.Processes;
using Hub.Storage;

namespace Hub.Desk;

/// <summary>A person gives a task back to the colleagues.</summary>
internal sealed class ReleaseTask(HubStore store)
{
    /// <summary>Gives it back; what nobody has is given back already.</summary>
    public Task<TaskResult> RunAsync(Guid id, DeskPerson who, CancellationToken ct) =>
        store.WriteAsync(session => ReleaseAsync(id, who, session, ct), ct);

    private static async Task<TaskResult> ReleaseAsync(
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
                return new TaskResult.Done();
            case UserTaskState.Claimed when task.ClaimedBy == who.Actor:
                task.State = UserTaskState.Open;
                task.ClaimedBy = null;
                task.ClaimedAt = null;
                return new TaskResult.Done();
            case UserTaskState.Claimed:
                return new TaskResult.Taken(DeskPerson.NameOf(task.ClaimedBy));
            default:
                return new TaskResult.Over(task.State);
        }
    }
}
