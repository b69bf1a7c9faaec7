using Hub.Processes;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Desk;

/// <summary>Loads a task for changing: its row is held until the commit, so two people never both complete it.</summary>
internal static class TaskLock
{
    /// <summary>The task, tracked and locked; null when there is none that the person may see.</summary>
    public static async Task<UserTask?> HoldAsync(
        WriteSession session,
        Guid id,
        DeskPerson who,
        CancellationToken ct
    )
    {
        await using (
            var command = session.CreateCommand(
                "select id from user_tasks where id = @id" + session.Dialect.ForUpdate
            )
        )
        {
            WriteSession.AddParameter(command, "id", id);
            await command.ExecuteScalarAsync(ct);
        }

        var task = await session.Db.UserTasks.FirstOrDefaultAsync(t => t.Id == id, ct);
        return task is not null && who.Groups.Contains(task.CandidateGroup) ? task : null;
    }
}
