using Adapters.Exchange;
using Adapters.Registries;
using Hub.Audit;
using Hub.Exchange;
using Hub.Registries;
using Microsoft.EntityFrameworkCore;

namespace Tests.Exchange;

/// <summary>Files that bureaus leave: each decided once, as a whole, and answered by exactly one receipt.</summary>
public sealed class IncomingFileTests
{
    private const string Bureau = "SEB-01";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Answers_are_applied_acknowledged_archived_and_told_to_the_process_once()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var request = await SentRequestAsync(bench);

        bench.Drop(Bureau, Name(1), Answers(Issued(request)));
        Assert.Equal(1, await bench.PollAsync(Bureau));
        await bench.SettleAsync();

        var message = Assert.Single(await bench.MessagesAsync("registry-answer"));
        Assert.Equal(request, message.Key);
        Assert.Contains("\"issued\"", message.Payload, StringComparison.Ordinal);
        Assert.Empty(bench.Files(Bureau, "in"));
        Assert.Equal([Name(1)], bench.Files(Bureau, "archive"));
        var ack = Assert.Single(bench.Files(Bureau, "ack"));
        Assert.Equal("ACK_SEB-01_20261123_000001_P.csv", ack);
        var receipt = ReadReceipt(bench, ack);
        Assert.Equal(Name(1), receipt.File);
        Assert.Equal(FileSeal.Of(Answers(Issued(request)), 1).Sha256, receipt.Sha256);
        Assert.Empty(receipt.Refused);
        Assert.Equal([PayloadOutcome.Processed], await OutcomesAsync(bench));
        Assert.Equal(0, await bench.PollAsync(Bureau));
    }

    [Fact]
    public async Task Good_rows_are_applied_and_bad_rows_refused_by_name_in_the_same_answer()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var good = await SentRequestAsync(bench);
        var tooMany = await SentRequestAsync(bench);

        bench.Drop(
            Bureau,
            Name(1),
            Answers(Issued(good), Issued(tooMany) with { IssuedCopies = 9 }, Issued("CASA-2026-999999-R1"))
        );
        await bench.PollAsync(Bureau);
        await bench.SettleAsync();

        Assert.Equal([good], (await bench.MessagesAsync("registry-answer")).Select(m => m.Key));
        var receipt = ReadReceipt(bench, "ACK_SEB-01_20261123_000001_P.csv");
        Assert.Equal(
            [(3, "issued_copies", "too_many_copies"), (4, "request_id", "request_unknown")],
            receipt.Refused.Select(r => (r.Line, r.Problem!.Column!, r.Problem.Code))
        );
        Assert.Equal(["rows_refused"], await bench.IncidentsAsync());
    }

    [Fact]
    public async Task A_file_cut_at_any_byte_is_never_applied_and_its_whole_is_taken_afterwards()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var request = await SentRequestAsync(bench);
        var whole = Answers(Issued(request));
        var cuts = 0;

        for (var length = 0; length < whole.Length; length += 7, cuts++)
        {
            bench.Drop(Bureau, Name(1), whole[..length], sealFor: whole);
            Assert.Equal(1, await bench.PollAsync(Bureau));
        }

        Assert.Empty(await bench.MessagesAsync("registry-answer"));
        Assert.Equal([Name(1)], bench.Files(Bureau, "quarantine"));
        bench.Drop(Bureau, Name(1), whole);
        await bench.PollAsync(Bureau);
        await bench.SettleAsync();

        Assert.Single(await bench.MessagesAsync("registry-answer"));
        // Every cut was answered by its own ERR, the whole file by the one ACK.
        Assert.Equal(
            cuts,
            bench.Files(Bureau, "ack").Count(n => n.StartsWith("ERR", StringComparison.Ordinal))
        );
        Assert.Equal(1, bench.Files(Bureau, "ack").Count(n => n.StartsWith("ACK", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_right_content_under_a_wrong_seal_is_taken_once_the_seal_is_right()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var content = Answers(Issued(await SentRequestAsync(bench)));

        bench.Drop(Bureau, Name(1), content, sealFor: [1, 2, 3]);
        await bench.PollAsync(Bureau);
        Assert.Empty(await bench.MessagesAsync("registry-answer"));
        bench.Drop(Bureau, Name(1), content);
        await bench.PollAsync(Bureau);

        Assert.Single(await bench.MessagesAsync("registry-answer"));
        Assert.Equal([Name(1)], bench.Files(Bureau, "archive"));
    }

    [Fact]
    public async Task A_file_without_its_seal_is_not_touched()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        bench.Drop(Bureau, Name(1), Answers());
        File.Delete(Path.Combine(bench.Area(Bureau, "in"), Name(1) + ".ok"));

        Assert.Equal(0, await bench.PollAsync(Bureau));
        Assert.Equal(0, await bench.PollAsync(Bureau));

        Assert.True(File.Exists(Path.Combine(bench.Area(Bureau, "in"), Name(1))));
    }

    [Fact]
    public async Task A_bureau_without_seals_is_read_when_its_file_stood_still_over_two_polls()
    {
        await using var bench = await ExchangeBench.OpenAsync(null, ("Exchange:Bureaus:Trigger", "false"));
        var content = Answers(Issued(await SentRequestAsync(bench)));
        var path = Path.Combine(bench.Area(Bureau, "in"), Name(1));
        Directory.CreateDirectory(bench.Area(Bureau, "in"));

        await File.WriteAllBytesAsync(path, content[..10], Ct);
        Assert.Equal(0, await bench.PollAsync(Bureau));
        await File.WriteAllBytesAsync(path, content, Ct);
        Assert.Equal(0, await bench.PollAsync(Bureau));
        Assert.Equal(1, await bench.PollAsync(Bureau));

        Assert.Single(await bench.MessagesAsync("registry-answer"));
    }

    [Fact]
    public async Task The_same_file_again_is_acknowledged_again_and_not_processed()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var content = Answers(Issued(await SentRequestAsync(bench)));
        bench.Drop(Bureau, Name(1), content);
        await bench.PollAsync(Bureau);
        await bench.SettleAsync();
        var first = bench.Read(Bureau, "ack", "ACK_SEB-01_20261123_000001_P.csv");
        Directory.Delete(bench.Area(Bureau, "ack"), recursive: true);

        bench.Drop(Bureau, Name(1), content);
        await bench.PollAsync(Bureau);
        await bench.SettleAsync();

        Assert.Equal(first, bench.Read(Bureau, "ack", Assert.Single(bench.Files(Bureau, "ack"))));
        Assert.Single(await bench.MessagesAsync("registry-answer"));
        Assert.Equal([PayloadOutcome.Processed, PayloadOutcome.Duplicate], await OutcomesAsync(bench));
        Assert.Empty(bench.Files(Bureau, "in"));
    }

    [Fact]
    public async Task The_same_name_with_other_content_is_quarantined_and_refused()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var request = await SentRequestAsync(bench);
        bench.Drop(Bureau, Name(1), Answers(Issued(request)));
        await bench.PollAsync(Bureau);

        bench.Drop(Bureau, Name(1), Answers(Rejected(request)));
        await bench.PollAsync(Bureau);
        await bench.SettleAsync();

        Assert.Single(await bench.MessagesAsync("registry-answer"));
        Assert.Equal([Name(1)], bench.Files(Bureau, "quarantine"));
        Assert.Equal(
            "file_name_reused",
            ReadReceipt(bench, "ERR_SEB-01_20261123_000001_P.csv", FileKind.ERR).Refused[0].Problem!.Code
        );
    }

    [Theory]
    [InlineData("ANS_SEB-01_20261123_000001_T.csv", "wrong_environment")]
    [InlineData("ANS_SEB-02_20261123_000001_P.csv", "file_of_other_bureau")]
    [InlineData("EVT_SEB-01_20261123_000001_P.csv", "file_kind_unexpected")]
    [InlineData("REQ_SEB-01_20261123_000001_P.csv", "file_kind_unexpected")]
    [InlineData("answers.csv", "file_name_unknown")]
    public async Task A_file_that_cannot_count_is_kept_shown_and_answered_by_an_error(
        string name,
        string code
    )
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var request = await SentRequestAsync(bench);

        bench.Drop(Bureau, name, Answers(Issued(request)));
        await bench.PollAsync(Bureau);
        await bench.SettleAsync();

        Assert.Empty(await bench.MessagesAsync("registry-answer"));
        Assert.Equal([name], bench.Files(Bureau, "quarantine"));
        var row = await bench.Store.ReadAsync(db => db.ExchangeFiles.SingleAsync(f => f.Name == name, Ct));
        Assert.Equal(code, Assert.Single(row.Problems).Code);
        Assert.Equal(["file_quarantined"], await bench.IncidentsAsync());
        Assert.Equal(
            code,
            ReadReceipt(bench, "ERR_SEB-01_20261123_000001_P.csv", FileKind.ERR).Refused[0].Problem!.Code
        );
    }

    [Fact]
    public async Task A_receipt_that_cannot_count_is_not_answered_or_the_answering_would_never_end()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        bench.Drop(Bureau, "ERR_SEB-01_20261123_000001_T.csv", [1, 2, 3]);

        await bench.PollAsync(Bureau);
        await bench.SettleAsync();

        Assert.Empty(bench.Files(Bureau, "ack"));
        Assert.Equal(["file_quarantined"], await bench.IncidentsAsync());
    }

    [Fact]
    public async Task A_file_larger_than_agreed_is_quarantined_unread_and_once()
    {
        await using var bench = await ExchangeBench.OpenAsync(null, ("Exchange:MaxFileBytes", "2000"));
        bench.Drop(Bureau, Name(1), new byte[2001]);

        await bench.PollAsync(Bureau);
        bench.Drop(Bureau, Name(1), new byte[2001]);
        await bench.PollAsync(Bureau);

        var row = await bench.Store.ReadAsync(db =>
            db.ExchangeFiles.SingleAsync(f => f.Direction == FileDirection.In, Ct)
        );
        Assert.Equal(("file_too_large", 0), (row.Problems[0].Code, row.Content.Length));
        Assert.Equal([Name(1)], bench.Files(Bureau, "quarantine"));
    }

    [Fact]
    public async Task A_crash_between_the_decision_and_the_move_only_moves_the_file_later()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var content = Answers(Issued(await SentRequestAsync(bench)));
        bench.Drop(Bureau, Name(1), content);
        var drop = new Drop("in", Name(1), content.Length, default, ExchangeBench.SealOf(content));
        await bench.Store.WriteAsync(
            session => bench.Get<DecideFile>().RunAsync(Bureau, drop, FileBody.Of(content), session, Ct),
            Ct
        );

        await bench.PollAsync(Bureau);
        await bench.SettleAsync();

        Assert.Equal([Name(1)], bench.Files(Bureau, "archive"));
        Assert.Single(bench.Files(Bureau, "ack"));
        Assert.Single(await bench.MessagesAsync("registry-answer"));
        Assert.Equal([PayloadOutcome.Processed], await OutcomesAsync(bench));
    }

    [Fact]
    public async Task A_crash_between_the_move_and_its_note_leaves_a_file_that_comes_again_a_duplicate()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var content = Answers(Issued(await SentRequestAsync(bench)));
        var drop = new Drop("in", Name(1), content.Length, default, ExchangeBench.SealOf(content));
        await bench.Store.WriteAsync(
            session => bench.Get<DecideFile>().RunAsync(Bureau, drop, FileBody.Of(content), session, Ct),
            Ct
        );
        // The file is gone from the folder: it was moved, and nobody noted it.
        await bench.PollAsync(Bureau);

        bench.Drop(Bureau, Name(1), content);
        await bench.PollAsync(Bureau);

        Assert.Equal([PayloadOutcome.Processed, PayloadOutcome.Duplicate], await OutcomesAsync(bench));
    }

    private static string Name(int number) => $"ANS_{Bureau}_20261123_{number:000000}_P.csv";

    internal static RegistryAnswer Issued(string request) =>
        new(
            request,
            1,
            AnswerOutcomes.Issued,
            null,
            2,
            "2026-11-23",
            "M. Alami",
            null,
            null,
            null,
            null,
            null
        );

    internal static RegistryAnswer Rejected(string request) =>
        Issued(request) with
        {
            Outcome = AnswerOutcomes.Rejected,
            Reason = "act_not_found",
            IssuedCopies = null,
            IssuedOn = null,
        };

    internal static byte[] Answers(params RegistryAnswer[] answers) =>
        ((ComposedFile.Done)AnswerFile.Compose(answers, CsvProfile.Utf8)).Bytes;

    internal static async Task<string> SentRequestAsync(ExchangeBench bench, string bureau = Bureau)
    {
        var request = await bench.RequestAsync(await bench.PaidOrderAsync(bureau));
        await bench.Store.WriteAsync(
            async session =>
                (await session.Db.BureauRequests.SingleAsync(r => r.RequestId == request, Ct)).State =
                    RequestState.Sent,
            Ct
        );
        return request;
    }

    private static ReceiptReading.Readable ReadReceipt(
        ExchangeBench bench,
        string name,
        FileKind kind = FileKind.ACK
    ) => Assert.IsType<ReceiptReading.Readable>(Receipts.Read(kind, bench.Read(Bureau, "ack", name)));

    private static Task<List<PayloadOutcome>> OutcomesAsync(ExchangeBench bench) =>
        bench.Store.ReadAsync(db => db.ReceivedPayloads.Select(p => p.Outcome).Order().ToListAsync(Ct));
}
