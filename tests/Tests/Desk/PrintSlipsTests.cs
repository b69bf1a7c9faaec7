using Hub.Desk;
using Microsoft.EntityFrameworkCore;

namespace Tests.Desk;

/// <summary>Printing slips leaves a trace, and does each walk to the shelves once.</summary>
public sealed class PrintSlipsTests : IAsyncLifetime
{
    private DeskBench desk = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => desk = await DeskBench.OpenAsync();

    public ValueTask DisposeAsync() => desk.DisposeAsync();

    [Fact]
    public async Task The_days_slips_are_those_nobody_has_printed()
    {
        var one = await desk.RequestAsync();
        await PrintAsync(SlipChoice.New);
        var two = await desk.RequestAsync();

        var slips = await PrintAsync(SlipChoice.New);

        Assert.Equal([two.RequestId], slips.Select(Id));
        Assert.Equal([2, 2], (await PrintAsync(SlipChoice.All)).Select(s => s.Copy));
        var sheets = await desk.Hub.Store.ReadAsync(db =>
            db.PrintedSheets.Where(p => p.Subject == one.RequestId).OrderBy(p => p.Copy).ToListAsync(Ct)
        );
        Assert.Equal([1, 2], sheets.Select(s => s.Copy));
        Assert.All(
            sheets,
            s => Assert.Equal(("slip", "user:clerk.1", one.Order.Id), (s.Kind, s.PrintedBy, s.OrderId))
        );
    }

    [Fact]
    public async Task Two_clerks_who_print_at_once_share_the_slips_between_them()
    {
        var ids = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            ids.Add((await desk.RequestAsync()).RequestId);
        }

        var printed = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(i => PrintAsync(SlipChoice.New, DeskBench.Clerk($"clerk.{i}")))
        );

        Assert.Equal(ids.Order(), printed.SelectMany(slips => slips).Select(Id).Order());
    }

    [Fact]
    public async Task A_colleagues_requests_and_another_bureaus_are_not_printed()
    {
        var taken = await desk.RequestAsync();
        await desk.Hub.Get<ClaimTask>().RunAsync(taken.Id, DeskBench.Clerk("clerk.2"), Ct);
        var foreign = await desk.RequestAsync(bureau: "CHK-03");
        var mine = await desk.RequestAsync();
        await desk.Hub.Get<ClaimTask>().RunAsync(mine.Id, DeskBench.Clerk(), Ct);

        Assert.Equal([mine.RequestId], (await PrintAsync(SlipChoice.All)).Select(Id));
        Assert.Equal([mine.RequestId], (await PrintAsync(SlipChoice.Mine)).Select(Id));
        Assert.Empty(await desk.Hub.Get<PrintSlips>().RunAsync(foreign.Id, DeskBench.Clerk(), Ct));
    }

    [Fact]
    public async Task The_counts_say_what_each_choice_would_print()
    {
        await desk.RequestAsync();
        await PrintAsync(SlipChoice.All);
        var mine = await desk.RequestAsync();
        await desk.Hub.Get<ClaimTask>().RunAsync(mine.Id, DeskBench.Clerk(), Ct);

        var counts = await desk.Hub.Get<PrintSlips>().CountAsync(DeskBench.Clerk(), Ct);

        Assert.Equal((1, 1, 2), (counts[SlipChoice.New], counts[SlipChoice.Mine], counts[SlipChoice.All]));
    }

    private Task<IReadOnlyList<PrintedSlip>> PrintAsync(SlipChoice choice, DeskPerson? who = null) =>
        desk.Hub.Get<PrintSlips>().RunAsync(choice, who ?? DeskBench.Clerk(), Ct);

    private static string Id(PrintedSlip slip) => slip.Task.Request!.RequestId;
}
