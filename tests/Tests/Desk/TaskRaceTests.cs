using Hub.Desk;
using Tests.Storage;

namespace Tests.Desk;

/// <summary>Two clerks complete one task at the same moment, on two connections of one PostgreSQL.</summary>
public sealed class TaskRaceTests
{
    [Fact]
    public async Task One_of_two_clerks_wins_and_the_process_hears_one_answer()
    {
        await using var desk = await DeskBench.OpenAsync(await TestDatabase.CreatePostgresAsync());
        for (var round = 0; round < 10; round++)
        {
            var task = await desk.RequestAsync();

            var results = await Task.WhenAll(
                Task.Run(() => desk.AnswerAsync(task, DeskBench.Clerk("one"), DeskBench.Issued())),
                Task.Run(() => desk.AnswerAsync(task, DeskBench.Clerk("two"), DeskBench.Rejected()))
            );

            Assert.Single(results, r => r is TaskResult.Done { Closed: true });
            Assert.Single(results, r => r is TaskResult.Over);
            Assert.Equal(round + 1, (await desk.TriggersAsync()).Count);
            Assert.Equal(round + 1, (await desk.AnswersAsync()).Count);
        }
    }
}
