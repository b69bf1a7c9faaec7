using System.Text;
using Hub.Audit;
using Hub.Desk;
using Hub.Processes;
using Microsoft.EntityFrameworkCore;

namespace Tests.Desk;

/// <summary>The day's list goes out as a spreadsheet and comes back filled.</summary>
public sealed class AnswerSheetTests : IAsyncLifetime
{
    private DeskBench desk = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => desk = await DeskBench.OpenAsync();

    public ValueTask DisposeAsync() => desk.DisposeAsync();

    [Fact]
    public async Task A_filled_list_completes_its_tasks_and_leaves_empty_rows_for_later()
    {
        var (one, two) = (await desk.RequestAsync(), await desk.RequestAsync());
        var list = Encoding.UTF8.GetString((await ListAsync()).Content);

        var result = await UploadAsync(Fill(list, one.RequestId, "issued;;2;2026-11-23"));

        var judged = Assert.IsType<AnswerSheetResult.Judged>(result);
        var row = Assert.Single(judged.Rows);
        Assert.Equal((one.RequestId, null), (row.RequestId, row.Problem));
        Assert.Equal(UserTaskState.Completed, (await desk.TaskAsync(one.Id)).State);
        Assert.Equal(UserTaskState.Open, (await desk.TaskAsync(two.Id)).State);
        Assert.Single(await desk.TriggersAsync());
    }

    [Fact]
    public async Task Bad_rows_are_refused_by_name_and_good_ones_taken()
    {
        var (one, two) = (await desk.RequestAsync(), await desk.RequestAsync());
        var list = Encoding.UTF8.GetString((await ListAsync()).Content);
        list = Fill(list, one.RequestId, "issued;;9;2026-11-23");
        list = Fill(list, two.RequestId, "rejected;act_not_found;;");

        var judged = Assert.IsType<AnswerSheetResult.Judged>(await UploadAsync(list));

        Assert.Equal(["too_many_copies", null], judged.Rows.Select(r => r.Problem?.Code));
        Assert.Equal(UserTaskState.Open, (await desk.TaskAsync(one.Id)).State);
        Assert.Equal(UserTaskState.Completed, (await desk.TaskAsync(two.Id)).State);
    }

    [Fact]
    public async Task Another_bureaus_rows_and_half_a_file_change_nothing()
    {
        var foreign = await desk.RequestAsync(bureau: "CHK-03");
        var header = "record;request_id;line;outcome;reason;issued_copies;issued_on\r\n";

        var judged = await UploadAsync(
            $"{header}R;{foreign.RequestId};1;issued;;2;2026-11-23\r\nT;1;;;;;\r\n"
        );
        var half = await UploadAsync($"{header}R;{foreign.RequestId};1;issued;;2;2026-11-23\r\n");

        var row = Assert.Single(Assert.IsType<AnswerSheetResult.Judged>(judged).Rows);
        Assert.Equal("request_of_other_bureau", row.Problem?.Code);
        Assert.Equal("trailer_missing", Assert.IsType<AnswerSheetResult.Unreadable>(half).Problem.Code);
        Assert.Equal(UserTaskState.Open, (await desk.TaskAsync(foreign.Id)).State);
        Assert.Equal(
            [PayloadOutcome.Rejected, PayloadOutcome.Rejected],
            await desk.Hub.Store.ReadAsync(db => db.ReceivedPayloads.Select(p => p.Outcome).ToListAsync(Ct))
        );
    }

    private Task<DayListFile> ListAsync() => desk.Hub.Get<DayList>().RunAsync(DeskBench.Clerk(), Ct);

    private Task<AnswerSheetResult> UploadAsync(string text) =>
        desk
            .Hub.Get<ReceiveAnswerSheet>()
            .RunAsync("list.csv", Encoding.UTF8.GetBytes(text), DeskBench.Clerk(), Ct);

    /// <summary>Writes outcome, reason, copies and date into the row of a request.</summary>
    private static string Fill(string list, string requestId, string answer) =>
        string.Join(
            "\r\n",
            list.Split("\r\n")
                .Select(line =>
                    line.Contains(requestId, StringComparison.Ordinal)
                        ? string.Join(';', line.Split(';')[..16]) + ";" + answer + ";;;;;;"
                        : line
                )
        );
}
