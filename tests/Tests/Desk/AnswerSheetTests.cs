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

    [Fact]
    public async Task The_same_file_again_is_recognised_answered_the_same_and_changes_nothing()
    {
        var (one, two) = (await desk.RequestAsync(), await desk.RequestAsync());
        var list = Encoding.UTF8.GetString((await ListAsync()).Content);
        list = Fill(Fill(list, one.RequestId, "issued;;2;2026-11-23"), two.RequestId, "rejected;;;");

        var first = Assert.IsType<AnswerSheetResult.Judged>(await UploadAsync(list));
        var again = Assert.IsType<AnswerSheetResult.Judged>(await UploadAsync(list));

        Assert.Equal((false, true), (first.Again, again.Again));
        Assert.Equal(first.Sheet, again.Sheet);
        Assert.Equal(first.Rows, again.Rows);
        Assert.Single(await desk.TriggersAsync());
        var sheet = await desk.Hub.Store.ReadAsync(db => db.AnswerSheets.SingleAsync(Ct));
        Assert.Equal((2, 1, 1, 2), (sheet.Records, sheet.Taken, sheet.Refused, sheet.Times));
        Assert.Equal(
            [PayloadOutcome.Processed, PayloadOutcome.Duplicate],
            await desk.Hub.Store.ReadAsync(db =>
                db.ReceivedPayloads.OrderBy(p => p.Outcome).Select(p => p.Outcome).ToListAsync(Ct)
            )
        );
    }

    [Fact]
    public async Task The_same_file_from_many_windows_at_once_is_taken_once()
    {
        var one = await desk.RequestAsync();
        var list = Fill(
            Encoding.UTF8.GetString((await ListAsync()).Content),
            one.RequestId,
            "issued;;2;2026-11-23"
        );

        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => UploadAsync(list)));

        Assert.Single(results.Cast<AnswerSheetResult.Judged>(), r => !r.Again);
        Assert.Single(results.Cast<AnswerSheetResult.Judged>().Select(r => r.Sheet).Distinct());
        Assert.Single(await desk.TriggersAsync());
    }

    [Fact]
    public async Task A_row_begun_without_an_outcome_is_refused_and_not_passed_over()
    {
        var one = await desk.RequestAsync();
        var list = Encoding.UTF8.GetString((await ListAsync()).Content);

        var judged = Assert.IsType<AnswerSheetResult.Judged>(
            await UploadAsync(Fill(list, one.RequestId, ";;2;2026-11-23"))
        );

        var problem = Assert.Single(judged.Rows).Problem;
        Assert.Equal((2, "outcome", "field_missing"), (problem?.Line, problem?.Column, problem?.Code));
    }

    [Fact]
    public async Task A_spreadsheet_may_write_days_and_letters_in_its_own_way()
    {
        var one = await desk.RequestAsync();
        var list = Encoding.UTF8.GetString((await ListAsync()).Content).TrimStart('\uFEFF');
        var filled = Fill(list, one.RequestId, "issued;;2;23/11/2026;M. Zaïd Bénnani");
        var bytes = CodePagesEncodingProvider.Instance.GetEncoding(1256)!.GetBytes(filled);

        var result = await desk.Hub.Get<ReceiveAnswerSheet>().RunAsync("l.csv", bytes, DeskBench.Clerk(), Ct);

        Assert.Null(Assert.Single(Assert.IsType<AnswerSheetResult.Judged>(result).Rows).Problem);
        var answer = Assert.Single(await desk.AnswersAsync());
        Assert.Equal(("2026-11-23", "M. Zaïd Bénnani"), (answer.IssuedOn, answer.Officer));
    }

    [Fact]
    public async Task The_list_opens_in_a_spreadsheet_and_asks_for_no_line_twice()
    {
        var task = await desk.RequestAsync(lines: 2);
        await desk.AnswerAsync(task, DeskBench.Clerk(), DeskBench.Issued(line: 1));

        var list = await ListAsync();

        Assert.Equal(Encoding.UTF8.GetPreamble(), list.Content[..3]);
        var rows = Encoding.UTF8.GetString(list.Content).Split("\r\n");
        Assert.StartsWith("\uFEFFrecord;request_id;line;", rows[0], StringComparison.Ordinal);
        Assert.EndsWith(
            ";outcome;reason;issued_copies;issued_on;officer;act_number_found;act_year_found;bureau_code_held;registered_item;note",
            rows[0],
            StringComparison.Ordinal
        );
        Assert.StartsWith($"R;{task.RequestId};2;", rows[1], StringComparison.Ordinal);
        Assert.StartsWith("T;1;", rows[2], StringComparison.Ordinal);
    }

    private Task<DayListFile> ListAsync() => desk.Hub.Get<DayList>().RunAsync(DeskBench.Clerk(), Ct);

    private Task<AnswerSheetResult> UploadAsync(string text) =>
        desk
            .Hub.Get<ReceiveAnswerSheet>()
            .RunAsync("list.csv", Encoding.UTF8.GetBytes(text), DeskBench.Clerk(), Ct);

    /// <summary>Writes outcome, reason, copies, date and officer into the row of a request.</summary>
    private static string Fill(string list, string requestId, string answer) =>
        string.Join(
            "\r\n",
            list.Split("\r\n")
                .Select(line =>
                    line.Contains(requestId, StringComparison.Ordinal)
                        ? string.Join(';', Fill(line.Split(';'), answer.Split(';')))
                        : line
                )
        );

    private static IEnumerable<string> Fill(string[] fields, string[] answer)
    {
        const int described = 16;
        return [.. fields[..described], .. answer, .. fields[(described + answer.Length)..]];
    }
}
