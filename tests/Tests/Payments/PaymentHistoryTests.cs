using Hub.Payments;
using Simulators.Gateway;
using Tests.Storage;

namespace Tests.Payments;

/// <summary>
/// Two thousand generated histories of payment reports, with nodes killed on the way: I3, I4 and I11 stay zero (R10). A
/// failing seed is printed with its violations.
/// </summary>
public sealed class PaymentHistoryTests
{
    private const int SideBySide = 8;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(20261, 1_000, "immediate")]
    [InlineData(20262, 1_000, "on-issue")]
    public async Task However_reports_arrive_the_money_is_right(int seed, int histories, string capture) =>
        await PlayAsync(await TestDatabase.CreateSqliteAsync(), seed, histories, capture);

    [Theory]
    [InlineData(20263, 100, "immediate")]
    public async Task The_same_on_the_shared_store(int seed, int histories, string capture) =>
        await PlayAsync(await TestDatabase.CreatePostgresAsync(), seed, histories, capture);

    private static async Task PlayAsync(TestDatabase database, int seed, int count, string capture)
    {
        var random = new Random(seed);
        await using var world = await MoneyWorld.OpenAsync(
            database,
            GatewayHabits.None with
            {
                LostReplies = 0.1,
                Unavailable = 0.05,
            },
            seed,
            ("Payments:Capture", capture)
        );
        var histories = new List<PaymentHistory>();
        for (var i = 0; i < count; i++)
        {
            histories.Add(new PaymentHistory(world, await world.PlaceAsync(), random.Next()));
        }

        HashSet<int> deaths = [random.Next(4, 12), random.Next(12, PaymentHistory.Moments)];
        for (var moment = 0; moment < PaymentHistory.Moments; moment++)
        {
            await LiveAsync(world, histories, moment, deaths.Contains(moment), random);
        }

        await EndAsync(world, histories);

        var violations = await world.ViolationsAsync();
        Assert.True(violations.Count == 0, $"seed {seed}:\n{string.Join('\n', violations)}");
    }

    private static async Task LiveAsync(
        MoneyWorld world,
        List<PaymentHistory> histories,
        int moment,
        bool dies,
        Random random
    )
    {
        var acts = histories.SelectMany(h => h.At(moment)).ToArray();
        random.Shuffle(acts);
        if (dies)
        {
            // Half of what arrives in this moment meets the dying node, the rest its successor.
            var half = acts.Length / 2;
            await RunAsync(acts[..half]);
            await world.KillNodeAsync();
            acts = acts[half..];
        }

        await RunAsync(acts);
        foreach (var history in histories)
        {
            await history.RepeatAsync();
        }

        await world.PassAsync(TimeSpan.FromHours(6));
        await world.Node.Get<RematchCallbacks>().RunAsync(Ct);
    }

    private static Task RunAsync(IEnumerable<Func<Task>> acts) =>
        Parallel.ForEachAsync(
            acts,
            new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = Ct },
            async (act, _) => await act()
        );

    /// <summary>The gateway repeats until it is understood; refunds are carried out and agreed to.</summary>
    private static async Task EndAsync(MoneyWorld world, List<PaymentHistory> histories)
    {
        for (var day = 0; day < 8; day++)
        {
            foreach (var history in histories)
            {
                await history.RepeatAsync();
            }

            await world.PassAsync(TimeSpan.FromDays(1));
            await world.Node.Get<RematchCallbacks>().RunAsync(Ct);
            await world.WorkTasksAsync();
        }
    }
}
