using Hub.Processes;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Desk;

/// <summary>What a person has to do. Only the tasks of the own groups, whatever is asked for.</summary>
internal sealed class ListTasks(HubStore store)
{
    /// <summary>Tasks on one page at the most.</summary>
    public const int MaxPage = 200;

    /// <summary>Tasks of one person's queue at the most; the oldest are shown first.</summary>
    public const int MaxQueue = 1_000;

    /// <summary>A page of tasks in the order they were opened, beginning after <paramref name="after"/>.</summary>
    public async Task<TaskPage> RunAsync(
        DeskPerson who,
        TaskFilter filter,
        Guid? after,
        int limit,
        CancellationToken ct
    )
    {
        var size = Math.Clamp(limit, 1, MaxPage);
        return await store.ReadAsync(async db =>
        {
            var tasks = Mine(db, who);
            tasks =
                filter == TaskFilter.Mine
                    ? tasks.Where(t => t.State == UserTaskState.Claimed && t.ClaimedBy == who.Actor)
                    : tasks.Where(t => t.State == UserTaskState.Open);
            if (after is { } cursor)
            {
                tasks = tasks.Where(t => t.Id.CompareTo(cursor) > 0);
            }

            var rows = await tasks.OrderBy(t => t.Id).Take(size + 1).ToListAsync(ct);
            var page = await DescribeAsync(db, rows.Take(size).ToList(), ct);
            return new TaskPage(page, rows.Count > size ? page[^1].Task.Id : null);
        });
    }

    /// <summary>Everything that waits for the person or for a colleague, most urgent first.</summary>
    public Task<IReadOnlyList<DeskTask>> QueueAsync(DeskPerson who, CancellationToken ct) =>
        store.ReadAsync<IReadOnlyList<DeskTask>>(async db =>
        {
            var rows = await Mine(db, who)
                .Where(t => t.State < UserTaskState.Completed)
                .OrderBy(t => t.Id)
                .Take(MaxQueue)
                .ToListAsync(ct);
            var tasks = await DescribeAsync(db, rows, ct);
            return
            [
                .. tasks
                    .OrderBy(t => t.DueAt ?? DateTimeOffset.MaxValue)
                    .ThenBy(t => t.Task.OpenedAt)
                    .ThenBy(t => t.Task.Id),
            ];
        });

    /// <summary>One task, open or done; null when the person may not see it.</summary>
    public Task<DeskTask?> FindAsync(DeskPerson who, Guid id, CancellationToken ct) =>
        store.ReadAsync(async db =>
            await Mine(db, who).FirstOrDefaultAsync(t => t.Id == id, ct) is { } task
                ? (await DescribeAsync(db, [task], ct))[0]
                : null
        );

    private static IQueryable<UserTask> Mine(HubDb db, DeskPerson who) =>
        db.UserTasks.Where(t => who.Groups.Contains(t.CandidateGroup));

    private static async Task<List<DeskTask>> DescribeAsync(
        HubDb db,
        List<UserTask> tasks,
        CancellationToken ct
    )
    {
        var inputs = tasks.ToDictionary(t => t.Id, DeskTask.ReadInput);
        var orderIds = tasks.Where(t => t.OrderId is not null).Select(t => t.OrderId!.Value).ToHashSet();
        var orders = await db
            .Orders.Include(o => o.Lines)
            .Where(o => orderIds.Contains(o.Id))
            .ToDictionaryAsync(o => o.Id, ct);
        var requestIds = inputs
            .Values.Select(input => DeskTask.Text(input, "requestId"))
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);
        var requests = await db
            .BureauRequests.Where(r => requestIds.Contains(r.RequestId))
            .ToDictionaryAsync(r => r.RequestId, StringComparer.Ordinal, ct);
        return tasks.ConvertAll(task => new DeskTask(
            task,
            inputs[task.Id],
            task.OrderId is { } order ? orders.GetValueOrDefault(order) : null,
            requests.GetValueOrDefault(DeskTask.Text(inputs[task.Id], "requestId") ?? "")
        ));
    }
}

/// <summary>Which tasks are asked for.</summary>
internal enum TaskFilter
{
    /// <summary>Nobody has taken them.</summary>
    Open = 1,

    /// <summary>The person has taken them.</summary>
    Mine = 2,
}

/// <summary>A page of tasks, and where the next one begins after.</summary>
internal sealed record TaskPage(IReadOnlyList<DeskTask> Tasks, Guid? Next);
