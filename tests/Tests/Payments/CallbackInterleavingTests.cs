using Adapters.Payments;
using Hub.Payments;
using Simulators.Gateway;
using Tests.Storage;

namespace Tests.Payments;

/// <summary>Thirty things that happen to payment reports, in five interleavings each: I3, I4 and I11 stay zero (R10).</summary>
public sealed class CallbackInterleavingTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void There_are_thirty_cases() =>
        Assert.Equal(30, CallbackCases.Immediate.Count + CallbackCases.OnIssue.Count);

    [Theory]
    [InlineData("in order")]
    [InlineData("backwards")]
    [InlineData("at once")]
    [InlineData("the node dies before each commit")]
    [InlineData("the node dies after each commit")]
    public async Task Every_case_ends_with_the_price_once_or_nothing(string interleaving)
    {
        await PlayAsync(
            await TestDatabase.CreateSqliteAsync(),
            interleaving,
            "immediate",
            CallbackCases.Immediate
        );
        await PlayAsync(
            await TestDatabase.CreateSqliteAsync(),
            interleaving,
            "on-issue",
            CallbackCases.OnIssue
        );
    }

    [Theory]
    [InlineData("at once")]
    [InlineData("the node dies after each commit")]
    public async Task The_same_on_the_shared_store(string interleaving) =>
        await PlayAsync(
            await TestDatabase.CreatePostgresAsync(),
            interleaving,
            "immediate",
            CallbackCases.Immediate
        );

    private static async Task PlayAsync(
        TestDatabase database,
        string interleaving,
        string capture,
        IReadOnlyList<CallbackCase> cases
    )
    {
        await using var world = await MoneyWorld.OpenAsync(
            database,
            GatewayHabits.None with
            {
                LostReplies = 0.2,
                Unavailable = 0.1,
            },
            seed: 30,
            ("Payments:Capture", capture)
        );
        var scenes = new List<(CallbackCase Case, Scene Scene)>();
        foreach (var one in cases)
        {
            var scene = new Scene(world, await world.PlaceAsync());
            scenes.Add((one, scene));
            await world.PassAsync(TimeSpan.FromSeconds(1));
            await one.Prepare(scene);
        }

        await ReportAsync(world, scenes, 0, interleaving);
        await world.PassAsync(TimeSpan.FromDays(4));
        await ReportAsync(world, scenes, 4, interleaving);
        await EndAsync(world);

        Assert.Empty(await world.ViolationsAsync());
        foreach (var (one, scene) in scenes)
        {
            var kept = one.Kept ? scene.Order.Price.TotalCentimes : 0;
            Assert.True(
                kept == world.HeldFor(scene.Order),
                $"{one.Name}: {world.HeldFor(scene.Order)} are kept"
            );
            var state = (await world.OrderAsync(scene.Order)).State;
            Assert.True(one.End is null || one.End == state, $"{one.Name}: ends {state}");
        }
    }

    private static async Task ReportAsync(
        MoneyWorld world,
        List<(CallbackCase Case, Scene Scene)> scenes,
        int day,
        string interleaving
    )
    {
        var today = scenes.FindAll(s => s.Case.Day == day);
        var delivered = new List<Report>();
        foreach (var (one, scene) in today)
        {
            var reports = one.Reports(scene).ToList();
            delivered.AddRange(reports);
            await DeliverAsync(world, reports, interleaving);
        }

        if (interleaving == "the node dies after each commit")
        {
            await world.KillNodeAsync();
            foreach (var report in delivered)
            {
                await HearAsync(world, report, KillPoint.None);
            }
        }

        foreach (var (one, scene) in today)
        {
            await one.Finish(scene);
        }
    }

    private static async Task DeliverAsync(MoneyWorld world, List<Report> reports, string interleaving)
    {
        switch (interleaving)
        {
            case "backwards":
                reports.Reverse();
                goto case "in order";
            case "in order":
                foreach (var report in reports)
                {
                    await HearAsync(world, report, KillPoint.None);
                    await world.PassAsync(TimeSpan.FromSeconds(1));
                }

                break;
            case "at once":
                await Task.WhenAll(
                    reports.Select(r => Task.Run(() => HearAsync(world, r, KillPoint.None), Ct))
                );
                break;
            default:
                var point = interleaving.Contains("before", StringComparison.Ordinal)
                    ? KillPoint.BeforeCommit
                    : KillPoint.AfterCommit;
                foreach (var report in reports)
                {
                    Assert.Null(await HearAsync(world, report, point));
                    await HearAsync(world, report, KillPoint.None);
                }

                break;
        }
    }

    /// <summary>A lie is answered by a refusal, whoever hears it and how often.</summary>
    private static async Task<CallbackReply?> HearAsync(MoneyWorld world, Report report, KillPoint point)
    {
        var reply = await world.DeliverAsync(report, point);
        Assert.True(report.IsTrue || reply is null or CallbackReply.Fail, $"{report.Oid}: {reply}");
        return reply;
    }

    /// <summary>Long enough for every refund, settled or not, to be carried out.</summary>
    private static async Task EndAsync(MoneyWorld world)
    {
        for (var day = 0; day < 4; day++)
        {
            await world.PassAsync(TimeSpan.FromDays(1));
            await world.Node.Get<RematchCallbacks>().RunAsync(Ct);
            await world.WorkTasksAsync();
        }
    }
}
