using Hub.Audit;
using Hub.Desk;
using Hub.Orders;
using Hub.Processes;
using Microsoft.EntityFrameworkCore;

namespace Tests.Desk;

/// <summary>What a clerk records for a request: all of it or nothing, once.</summary>
public sealed class AnswerRequestTests : IAsyncLifetime
{
    private DeskBench desk = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => desk = await DeskBench.OpenAsync();

    public ValueTask DisposeAsync() => desk.DisposeAsync();

    [Fact]
    public async Task The_task_is_completed_when_every_line_has_its_answer()
    {
        var task = await desk.RequestAsync(lines: 2);

        var first = await desk.AnswerAsync(task, DeskBench.Clerk(), DeskBench.Issued(1));
        Assert.Equal(new TaskResult.Done(Closed: false), first);
        Assert.Empty(await desk.TriggersAsync());
        var second = await desk.AnswerAsync(task, DeskBench.Clerk(), DeskBench.Rejected(2));

        Assert.Equal(new TaskResult.Done(Closed: true), second);
        var told = Assert.Single(await desk.TriggersAsync());
        Assert.Equal((TriggerKind.TaskCompleted, 7), (told.Kind, told.ElementInstance));
        Assert.Contains("\"outcome\":\"partially_issued\"", told.Payload, StringComparison.Ordinal);
        var row = await desk.TaskAsync(task.Id);
        Assert.Equal((UserTaskState.Completed, "user:clerk.1"), (row.State, row.ClaimedBy));
        Assert.NotNull(row.ClosedAt);
    }

    [Fact]
    public async Task The_process_hears_the_answer_from_its_task_only()
    {
        var task = await desk.RequestAsync();

        await desk.AnswerAsync(task, DeskBench.Clerk(), DeskBench.Issued());

        Assert.Single(await desk.TriggersAsync());
        Assert.Empty(await desk.Hub.MessagesAsync("registry-answer"));
    }

    [Fact]
    public async Task A_form_with_one_mistake_is_refused_as_a_whole_with_its_place()
    {
        var task = await desk.RequestAsync(lines: 2);

        var result = await desk.AnswerAsync(
            task,
            DeskBench.Clerk(),
            DeskBench.Issued(1),
            DeskBench.Issued(2) with
            {
                IssuedOn = "23/11/2026",
            }
        );

        var fault = Assert.Single(Assert.IsType<TaskResult.Refused>(result).Faults);
        Assert.Equal(("/answers/1/issuedOn", "date_wrong"), (fault.Pointer, fault.Code));
        Assert.Empty(await desk.AnswersAsync());
        Assert.Equal(UserTaskState.Open, (await desk.TaskAsync(task.Id)).State);
        Assert.Equal(
            [("desk", PayloadOutcome.Rejected, "date_wrong")],
            await desk.Hub.Store.ReadAsync(async db =>
                (await db.ReceivedPayloads.ToListAsync(Ct)).ConvertAll(p => (p.Channel, p.Outcome, p.Code))
            )
        );
    }

    [Fact]
    public async Task A_mistyped_label_is_refused_before_it_is_on_a_letter()
    {
        var task = await desk.RequestAsync();

        var result = await desk.AnswerAsync(
            task,
            DeskBench.Clerk(),
            DeskBench.Issued() with
            {
                RegisteredItem = "RR123456784MA",
            }
        );

        var fault = Assert.Single(Assert.IsType<TaskResult.Refused>(result).Faults);
        Assert.Equal("/answers/0/registeredItem", fault.Pointer);
    }

    [Fact]
    public async Task Searching_is_noted_and_keeps_the_task_with_its_clerk()
    {
        var task = await desk.RequestAsync();

        var result = await desk.AnswerAsync(task, DeskBench.Clerk(), DeskBench.Searching());

        Assert.Equal(new TaskResult.Done(Closed: false), result);
        Assert.Equal(UserTaskState.Claimed, (await desk.TaskAsync(task.Id)).State);
        Assert.Empty(await desk.TriggersAsync());
        Assert.Single(await desk.Hub.MessagesAsync("registry-answer"));
        Assert.Equal(OrderState.AtBureau, (await desk.Hub.OrderAsync(task.Order)).State);
    }

    [Fact]
    public async Task The_same_outcome_again_is_fine_and_another_comes_too_late()
    {
        var task = await desk.RequestAsync();
        await desk.AnswerAsync(task, DeskBench.Clerk(), DeskBench.Issued());

        var again = await desk.AnswerAsync(task, DeskBench.Clerk(), DeskBench.Issued());
        var other = await desk.AnswerAsync(task, DeskBench.Clerk("clerk.2"), DeskBench.Rejected());

        Assert.Equal(new TaskResult.Done(Closed: true), again);
        Assert.Equal(new TaskResult.Over(UserTaskState.Completed), other);
        Assert.Single(await desk.TriggersAsync());
        Assert.Equal("issued", Assert.Single(await desk.AnswersAsync()).Outcome);
    }

    [Fact]
    public async Task A_clerk_answers_neither_for_another_bureau_nor_for_a_colleague()
    {
        var task = await desk.RequestAsync();
        await desk.Hub.Get<ClaimTask>().RunAsync(task.Id, DeskBench.Clerk(), Ct);

        var stranger = await desk.AnswerAsync(task, DeskBench.Clerk("x", "CHK-03"), DeskBench.Issued());
        var colleague = await desk.AnswerAsync(task, DeskBench.Clerk("clerk.2"), DeskBench.Issued());

        Assert.IsType<TaskResult.NotFound>(stranger);
        Assert.Equal(new TaskResult.Taken("clerk.1"), colleague);
        Assert.Empty(await desk.AnswersAsync());
    }

    [Fact]
    public async Task A_task_the_process_has_withdrawn_takes_nothing_more()
    {
        var task = await desk.RequestAsync();
        await desk.Hub.Store.WriteAsync(
            async session =>
                (await session.Db.UserTasks.SingleAsync(t => t.Id == task.Id, Ct)).State =
                    UserTaskState.Withdrawn,
            Ct
        );

        var result = await desk.AnswerAsync(task, DeskBench.Clerk(), DeskBench.Issued());

        Assert.Equal(new TaskResult.Over(UserTaskState.Withdrawn), result);
        Assert.Empty(await desk.AnswersAsync());
    }
}
