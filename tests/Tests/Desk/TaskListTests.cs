using System.Text.Json;
using Hub.Desk;
using Hub.Processes;

namespace Tests.Desk;

/// <summary>Taking, giving back, deciding; and whose tasks one sees.</summary>
public sealed class TaskListTests : IAsyncLifetime
{
    private DeskBench desk = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => desk = await DeskBench.OpenAsync();

    public ValueTask DisposeAsync() => desk.DisposeAsync();

    [Fact]
    public async Task A_clerk_sees_the_tasks_of_the_own_bureau_page_by_page()
    {
        var mine = new List<Guid>();
        for (var i = 0; i < 3; i++)
        {
            mine.Add((await desk.RequestAsync()).Id);
            await desk.Hub.AdvanceToAsync(desk.Hub.Clock.GetUtcNow().AddMinutes(1));
        }

        await desk.RequestAsync(bureau: "CHK-03");

        var first = await ListAsync(DeskBench.Clerk(), TaskFilter.Open, null, 2);
        var second = await ListAsync(DeskBench.Clerk(), TaskFilter.Open, first.Next, 2);

        Assert.Equal(mine[..2], first.Tasks.Select(t => t.Task.Id));
        Assert.Equal(mine[2..], second.Tasks.Select(t => t.Task.Id));
        Assert.Null(second.Next);
        Assert.NotNull(first.Tasks[0].Request);
        Assert.Null(await desk.Hub.Get<ListTasks>().FindAsync(DeskBench.Clerk("x", "CHK-03"), mine[0], Ct));
    }

    [Fact]
    public async Task What_one_clerk_has_taken_the_other_cannot_take_until_it_is_given_back()
    {
        var task = await desk.RequestAsync();
        var (one, two) = (DeskBench.Clerk("one"), DeskBench.Clerk("two"));

        Assert.IsType<TaskResult.Done>(await ClaimAsync(task.Id, one));
        Assert.IsType<TaskResult.Done>(await ClaimAsync(task.Id, one));
        Assert.Equal(new TaskResult.Taken("one"), await ClaimAsync(task.Id, two));
        Assert.Empty((await ListAsync(two, TaskFilter.Open, null, 10)).Tasks);
        Assert.Single((await ListAsync(one, TaskFilter.Mine, null, 10)).Tasks);
        await desk.Hub.Get<ReleaseTask>().RunAsync(task.Id, one, Ct);

        Assert.IsType<TaskResult.Done>(await ClaimAsync(task.Id, two));
    }

    [Theory]
    [InlineData(DeskTask.SettleClaim, "post", """{"claimResult":"reissue"}""", null)]
    [InlineData(DeskTask.SettleClaim, "post", """{"claimResult":"perhaps"}""", "choice_wrong")]
    [InlineData(DeskTask.CallBureau, "monitor", """{"called":true}""", null)]
    [InlineData(DeskTask.CallBureau, "monitor", """{"called":false}""", "choice_wrong")]
    [InlineData(DeskTask.ApproveRefund, "monitor", """{"approved":false}""", null)]
    [InlineData(DeskTask.ApproveRefund, "monitor", """{"approved":"yes"}""", "choice_wrong")]
    [InlineData(DeskTask.SolveRefusal, "monitor", """{"solution":"retry"}""", null)]
    [InlineData(DeskTask.SolveRefusal, "monitor", """{"solution":"reroute"}""", "field_missing")]
    [InlineData(
        DeskTask.SolveRefusal,
        "monitor",
        """{"solution":"reroute","heldAt":"XXX-1"}""",
        "bureau_held_unknown"
    )]
    [InlineData(DeskTask.SolveRefusal, "monitor", """{"solution":"reroute","heldAt":"CHK-01"}""", null)]
    [InlineData(DeskTask.SolveRefusal, "monitor", """{"solution":"reject","reason":"act_not_found"}""", null)]
    [InlineData(DeskTask.SolveRefusal, "monitor", """{"solution":"retry","price":0}""", "variable_unknown")]
    public async Task A_decision_is_checked_before_the_process_hears_it(
        string element,
        string group,
        string variables,
        string? fault
    )
    {
        var task = await desk.TaskAsync(element, group, "{}");

        var result = await DecideAsync(task, group, variables);

        if (fault is null)
        {
            Assert.Equal(new TaskResult.Done(Closed: true), result);
            Assert.Equal(TriggerKind.TaskCompleted, Assert.Single(await desk.TriggersAsync()).Kind);
            return;
        }

        Assert.Equal(fault, Assert.IsType<TaskResult.Refused>(result).Faults[0].Code);
        Assert.Empty(await desk.TriggersAsync());
    }

    [Fact]
    public async Task The_same_decision_again_is_fine_and_another_comes_too_late()
    {
        var task = await desk.TaskAsync(DeskTask.SettleClaim, "post", "{}");
        await DecideAsync(task, "post", """{"claimResult":"refund"}""");

        var again = await DecideAsync(task, "post", """{"claimResult":"refund"}""");
        var other = await DecideAsync(task, "post", """{"claimResult":"found"}""");

        Assert.Equal(new TaskResult.Done(Closed: true), again);
        Assert.Equal(new TaskResult.Over(UserTaskState.Completed), other);
        Assert.Single(await desk.TriggersAsync());
    }

    private Task<TaskPage> ListAsync(DeskPerson who, TaskFilter filter, Guid? after, int limit) =>
        desk.Hub.Get<ListTasks>().RunAsync(who, filter, after, limit, Ct);

    private Task<TaskResult> ClaimAsync(Guid id, DeskPerson who) =>
        desk.Hub.Get<ClaimTask>().RunAsync(id, who, Ct);

    private Task<TaskResult> DecideAsync(Guid id, string group, string variables) =>
        desk
            .Hub.Get<CompleteTask>()
            .RunAsync(
                id,
                JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(variables)!,
                DeskBench.Colleague(group),
                Ct
            );
}
