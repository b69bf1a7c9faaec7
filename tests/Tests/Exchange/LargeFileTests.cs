using Adapters.Exchange;
using Hub.Exchange;
using Hub.Registries;
using Microsoft.EntityFrameworkCore;

namespace Tests.Exchange;

/// <summary>Files that are too large for one piece: applied in one transaction, told in several, kept in parts, purged in time.</summary>
public sealed class LargeFileTests
{
    private const string Bureau = "SEB-01";
    private const string Name = "ANS_SEB-01_20261123_000001_P.csv";
    private const int Lines = 900;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Answers_of_a_large_file_are_taken_at_once_and_told_once_even_when_we_stop_in_between()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var (request, content) = await LargeAsync(bench);
        using var body = FileBody.Of(content);
        var drop = new Drop("in", Name, body.Length, default, FileSeal.Of(body, Lines));
        await bench.Store.WriteAsync(
            session => bench.Get<DecideFile>().RunAsync(Bureau, drop, body, session, Ct),
            Ct
        );
        Assert.Equal(99, await bench.Store.ReadAsync(db => db.BureauAnswers.CountAsync(Ct)));
        Assert.Empty(await bench.MessagesAsync("registry-answer"));

        Assert.Equal(1, await bench.Get<TellAnswers>().RunAsync(Ct));
        Assert.Equal(0, await bench.Get<TellAnswers>().RunAsync(Ct));

        Assert.Equal([request], (await bench.MessagesAsync("registry-answer")).Select(m => m.Key));
    }

    [Fact]
    public async Task A_large_file_is_kept_in_parts_and_comes_back_byte_for_byte()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var (_, content) = await LargeAsync(bench);

        bench.Drop(Bureau, Name, content);
        Assert.Equal(1, await bench.PollAsync(Bureau));
        await bench.SettleAsync();

        var row = await FileAsync(bench);
        Assert.Equal((content.LongLength, 0), (row.Bytes, row.Content.Length));
        using var kept = await bench.Get<FileContents>().OpenAsync(row.Id, Ct);
        Assert.Equal(content, kept.ToArray());
        var receipt = Assert.IsType<ReceiptReading.Readable>(
            Receipts.Read(FileKind.ACK, bench.Read(Bureau, "ack", Assert.Single(bench.Files(Bureau, "ack"))))
        );
        Assert.Equal((Name, row.Sha256), (receipt.File, receipt.Sha256));
        Assert.Single(await bench.MessagesAsync("registry-answer"));
    }

    [Fact]
    public async Task Of_very_many_refused_rows_the_receipt_names_all_and_the_page_the_first()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var answers = Enumerable
            .Range(1, FileReceipt.MaxProblems + 200)
            .Select(number => IncomingFileTests.Issued($"CASA-2025-{number:000000}-R1"));

        bench.Drop(Bureau, Name, IncomingFileTests.Answers([.. answers]));
        await bench.PollAsync(Bureau);
        await bench.SettleAsync();

        Assert.Equal(FileReceipt.MaxProblems, (await FileAsync(bench)).Problems.Count);
        var receipt = Assert.IsType<ReceiptReading.Readable>(
            Receipts.Read(FileKind.ACK, bench.Read(Bureau, "ack", Assert.Single(bench.Files(Bureau, "ack"))))
        );
        Assert.Equal(FileReceipt.MaxProblems + 200, receipt.Refused.Count);
        var incident = await bench.Store.ReadAsync(db => db.Incidents.SingleAsync(Ct));
        Assert.Contains("1200 problems", incident.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_are_purged_here_and_in_the_archive_when_their_time_is_over_and_hashes_stay()
    {
        await using var bench = await ExchangeBench.OpenAsync(null, ("Exchange:KeepFilesFor", "30.00:00:00"));
        var (_, content) = await LargeAsync(bench);
        bench.Drop(Bureau, Name, content);
        await bench.PollAsync(Bureau);
        await bench.SettleAsync();
        var sha256 = FileSeal.Of(content, 0).Sha256;

        await bench.AdvanceToAsync(ExchangeBench.Monday.AddDays(29));
        Assert.Equal(0, await bench.Get<PurgeArchive>().RunAsync(Ct));
        await bench.AdvanceToAsync(ExchangeBench.Monday.AddDays(31));
        Assert.Equal(2, await bench.Get<PurgeArchive>().RunAsync(Ct));

        Assert.Empty(bench.Files(Bureau, "archive"));
        Assert.False(await bench.Store.ReadAsync(db => db.ExchangeFileParts.AnyAsync(Ct)));
        var row = await FileAsync(bench);
        Assert.Equal((sha256, bench.Store.Now), (row.Sha256, row.PurgedAt));
        var payload = await bench.Store.ReadAsync(db => db.ReceivedPayloads.SingleAsync(Ct));
        Assert.Equal((sha256, 0), (payload.Sha256, payload.Content.Length));
        Assert.Equal(0, await bench.Get<PurgeArchive>().RunAsync(Ct));
    }

    [Fact]
    public async Task An_act_number_that_lost_its_zeros_is_refused_and_the_one_asked_for_is_taken()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var order = await bench.PaidOrderAsync(Bureau);
        await bench.Store.WriteAsync(
            async session =>
            {
                var row = await session.Db.Orders.SingleAsync(o => o.Id == order.Id, Ct);
                row.Act = row.Act with { Number = "0045" };
            },
            Ct
        );
        var request = await bench.RequestAsync(order);

        var verdicts = await bench.Store.WriteAsync(
            session =>
                bench
                    .Get<ReceiveAnswers>()
                    .RunAsync(
                        Bureau,
                        [
                            IncomingFileTests.Issued(request) with
                            {
                                ActNumberFound = "45",
                            },
                            IncomingFileTests.Issued(request) with
                            {
                                ActNumberFound = "0045",
                            },
                        ],
                        session,
                        Ct
                    ),
            Ct
        );

        Assert.Equal(
            [("act_number_found", "leading_zeros_lost"), (null, null)],
            verdicts.Select(v => (v.Column, v.Code))
        );
    }

    private static async Task<(string Request, byte[] Content)> LargeAsync(ExchangeBench bench)
    {
        var request = await bench.RequestAsync(await bench.PaidOrderAsync(Bureau, lines: 99));
        var answers = Enumerable
            .Range(1, 99)
            .Select(line =>
                IncomingFileTests.Issued(request) with
                {
                    Line = line,
                    Note = new string('x', 400),
                }
            );
        // Bureaus repeat themselves: what was heard before counts once.
        var repeated = Enumerable.Repeat(IncomingFileTests.Issued(request), Lines - 99);
        return (request, IncomingFileTests.Answers([.. answers, .. repeated]));
    }

    private static Task<ExchangeFile> FileAsync(ExchangeBench bench) =>
        bench.Store.ReadAsync(db => db.ExchangeFiles.SingleAsync(f => f.Direction == FileDirection.In, Ct));
}
