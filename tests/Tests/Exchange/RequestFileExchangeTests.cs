using System.Text;
using Adapters.Exchange;
using Hub.Exchange;
using Hub.Orders;
using Hub.Registries;
using Microsoft.EntityFrameworkCore;

namespace Tests.Exchange;

/// <summary>Requests that go to bureaus by file, and what comes back about those files.</summary>
public sealed class RequestFileExchangeTests
{
    private const string Bureau = "SEB-01";
    private const string FirstFile = "REQ_SEB-01_20261123_000001_P.csv";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Waiting_requests_of_a_bureau_go_out_in_one_sealed_file()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var first = await RequestAsync(bench);
        var second = await RequestAsync(bench);

        await ComposeAsync(bench);

        Assert.Equal([FirstFile], bench.Files(Bureau, "out"));
        var content = bench.Read(Bureau, "out", FirstFile);
        var seal = FileSeal.Parse(bench.Read(Bureau, "out", FirstFile + ".ok"));
        Assert.True(seal!.Fits(content));
        Assert.Equal(2, seal.Records);
        var text = Encoding.UTF8.GetString(content);
        Assert.Contains(first, text, StringComparison.Ordinal);
        Assert.Contains(second, text, StringComparison.Ordinal);
        Assert.All(
            await RequestsAsync(bench),
            r => Assert.Equal((RequestState.Sent, FirstFile), (r.State, r.FileName))
        );
    }

    [Fact]
    public async Task Composing_again_sends_nothing_again()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        await RequestAsync(bench);
        await ComposeAsync(bench);

        await ComposeAsync(bench);

        Assert.Single(bench.Files(Bureau, "out"));
    }

    [Fact]
    public async Task Numbers_of_files_are_contiguous_per_bureau()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        for (var i = 0; i < 3; i++)
        {
            await RequestAsync(bench);
            await ComposeAsync(bench);
        }

        await RequestAsync(bench, "SEB-02");
        await ComposeAsync(bench);

        Assert.Equal(
            [1, 2, 3],
            bench.Files(Bureau, "out").Select(name => ExchangeFileName.Parse(name)!.Sequence)
        );
        Assert.Equal(["REQ_SEB-02_20261123_000001_P.csv"], bench.Files("SEB-02", "out"));
    }

    [Fact]
    public async Task An_acknowledged_file_puts_its_orders_at_the_bureau()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var order = await bench.PaidOrderAsync(Bureau);
        await bench.RequestAsync(order);
        await ComposeAsync(bench);
        Assert.Equal(OrderState.Routed, (await bench.OrderAsync(order)).State);

        await AcknowledgeAsync(bench);
        await bench.PollAsync(Bureau);

        Assert.Equal(OrderState.AtBureau, (await bench.OrderAsync(order)).State);
        Assert.Equal(RequestState.Received, Assert.Single(await RequestsAsync(bench)).State);
        Assert.Equal(FileState.Acknowledged, (await OutgoingAsync(bench)).State);
        // A receipt is an answer itself: it is not answered.
        await bench.SettleAsync();
        Assert.Empty(bench.Files(Bureau, "ack"));
    }

    [Fact]
    public async Task A_row_the_bureau_refuses_is_a_persons_business_and_the_others_are_received()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var good = await RequestAsync(bench);
        var bad = await RequestAsync(bench);
        await ComposeAsync(bench);

        await AcknowledgeAsync(
            bench,
            new ReceiptRow(4, bad, new RowProblem(4, "act_year", "year_unknown", "?"))
        );
        await bench.PollAsync(Bureau);

        var requests = await RequestsAsync(bench);
        Assert.Equal(RequestState.Received, requests.Single(r => r.RequestId == good).State);
        Assert.Equal("year_unknown", requests.Single(r => r.RequestId == bad).Problem);
        Assert.Contains("file_refused_by_partner", await bench.IncidentsAsync());
    }

    [Fact]
    public async Task Requests_of_a_refused_file_go_into_the_next_one_when_a_person_says_so()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var request = await RequestAsync(bench);
        await ComposeAsync(bench);
        var err = (ComposedFile.Done)
            Receipts.Refuse(
                FirstFile,
                (await OutgoingAsync(bench)).Sha256,
                [new RowProblem(1, null, "csv_malformed", "?")]
            );
        bench.Drop(Bureau, "ERR_SEB-01_20261123_000001_P.csv", err.Bytes);
        await bench.PollAsync(Bureau);
        var refused = await OutgoingAsync(bench);
        Assert.Equal(FileState.Refused, refused.State);
        Assert.Contains("file_refused_by_partner", await bench.IncidentsAsync());

        Assert.Equal(1, await bench.Get<RequeueRequests>().RunAsync(refused.Id, "user:monitor", Ct));
        await ComposeAsync(bench);

        Assert.Contains(
            request,
            Encoding.UTF8.GetString(bench.Read(Bureau, "out", "REQ_SEB-01_20261123_000002_P.csv")),
            StringComparison.Ordinal
        );
        Assert.Equal(0, await bench.Get<RequeueRequests>().RunAsync(refused.Id, "user:monitor", Ct));
    }

    [Fact]
    public async Task One_name_the_bureaus_charset_lacks_holds_up_nobody_else_and_burns_no_number()
    {
        await using var bench = await ExchangeBench.OpenAsync(
            null,
            ("Exchange:Partners:0:Code", Bureau),
            ("Exchange:Partners:0:Area:Kind", "folder"),
            ("Exchange:Partners:0:Area:Root", "{folder}/" + Bureau),
            ("Exchange:Partners:0:Area:Charset", "windows-1256")
        );
        var first = await RequestAsync(bench);
        var ngaf = await RequestAsync(bench, firstNameAr: "ڭريم");
        var last = await RequestAsync(bench);

        await ComposeAsync(bench);

        var requests = await RequestsAsync(bench);
        Assert.Equal("character_not_in_charset", requests.Single(r => r.RequestId == ngaf).Problem);
        Assert.Equal(RequestState.Sent, requests.Single(r => r.RequestId == first).State);
        Assert.Equal(RequestState.Sent, requests.Single(r => r.RequestId == last).State);
        Assert.Equal([FirstFile], bench.Files(Bureau, "out"));
        Assert.Equal(["request_not_writable"], await bench.IncidentsAsync());

        await ComposeAsync(bench);
        Assert.Equal(["request_not_writable"], await bench.IncidentsAsync());
    }

    [Fact]
    public async Task A_file_nobody_answers_is_sent_again_after_4_8_and_12_hours_and_then_a_person_calls()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        await RequestAsync(bench);
        await ComposeAsync(bench);
        var bytes = TakeAway(bench);
        var resent = new List<double>();

        for (var minutes = 15; minutes <= 24 * 60; minutes += 15)
        {
            await bench.AdvanceToAsync(ExchangeBench.Monday.AddMinutes(minutes));
            await bench.Get<ResendUnacknowledged>().RunAsync(Ct);
            await bench.SettleAsync();
            if (bench.Files(Bureau, "out").Count > 0)
            {
                resent.Add(minutes / 60.0);
                Assert.Equal(bytes, TakeAway(bench));
            }
        }

        Assert.Equal([4, 8, 12], resent);
        Assert.Equal(["file_unacknowledged"], await bench.IncidentsAsync());
    }

    [Fact]
    public async Task An_answered_file_is_not_sent_again()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        await RequestAsync(bench);
        await ComposeAsync(bench);
        TakeAway(bench);
        await AcknowledgeAsync(bench);
        await bench.PollAsync(Bureau);

        await bench.AdvanceToAsync(ExchangeBench.Monday.AddHours(5));
        await bench.Get<ResendUnacknowledged>().RunAsync(Ct);
        await bench.SettleAsync();

        Assert.Empty(bench.Files(Bureau, "out"));
    }

    [Fact]
    public async Task A_receipt_for_other_bytes_acknowledges_nothing()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        await RequestAsync(bench);
        await ComposeAsync(bench);
        var ack = (ComposedFile.Done)
            Receipts.Acknowledge(FirstFile, new FileSeal(new string('a', 64), 10, 1), []);
        bench.Drop(Bureau, "ACK_SEB-01_20261123_000001_P.csv", ack.Bytes);

        await bench.PollAsync(Bureau);

        Assert.Equal(FileState.Sent, (await OutgoingAsync(bench)).State);
        Assert.Equal(["rows_refused"], await bench.IncidentsAsync());
    }

    [Fact]
    public async Task A_taken_name_in_the_partners_folder_is_never_overwritten_and_told_to_a_person()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        await RequestAsync(bench);
        Directory.CreateDirectory(bench.Area(Bureau, "out"));
        await File.WriteAllTextAsync(Path.Combine(bench.Area(Bureau, "out"), FirstFile), "theirs", Ct);
        await File.WriteAllTextAsync(
            Path.Combine(bench.Area(Bureau, "out"), FirstFile + ".ok"),
            "theirs",
            Ct
        );

        await ComposeAsync(bench);

        Assert.Equal("theirs", Encoding.UTF8.GetString(bench.Read(Bureau, "out", FirstFile)));
        Assert.Equal(["file_name_taken"], await bench.IncidentsAsync());
    }

    private static async Task<string> RequestAsync(
        ExchangeBench bench,
        string bureau = Bureau,
        string firstNameAr = "فاطمة"
    ) => await bench.RequestAsync(await bench.PaidOrderAsync(bureau, firstNameAr: firstNameAr));

    private static async Task ComposeAsync(ExchangeBench bench)
    {
        await bench.Get<ComposeRequestFiles>().RunAsync(Ct);
        await bench.SettleAsync();
    }

    private static async Task AcknowledgeAsync(ExchangeBench bench, params ReceiptRow[] rows)
    {
        var seal = FileSeal.Of((await OutgoingAsync(bench)).Content, 1);
        var ack = (ComposedFile.Done)Receipts.Acknowledge(FirstFile, seal, rows);
        bench.Drop(Bureau, "ACK_SEB-01_20261123_000001_P.csv", ack.Bytes);
    }

    /// <summary>The bureau takes its file away, as partners do.</summary>
    private static byte[] TakeAway(ExchangeBench bench)
    {
        var path = Path.Combine(bench.Area(Bureau, "out"), FirstFile);
        var taken = File.ReadAllBytes(path);
        File.Delete(path);
        File.Delete(path + ".ok");
        return taken;
    }

    private static Task<List<BureauRequest>> RequestsAsync(ExchangeBench bench) =>
        bench.Store.ReadAsync(db => db.BureauRequests.OrderBy(r => r.RequestId).ToListAsync(Ct));

    private static Task<ExchangeFile> OutgoingAsync(ExchangeBench bench) =>
        bench.Store.ReadAsync(db => db.ExchangeFiles.SingleAsync(f => f.Name == FirstFile, Ct));
}
