using Adapters.Exchange;
using Adapters.Registries;
using CsCheck;
using Hub.Audit;
using Hub.Exchange;
using Microsoft.EntityFrameworkCore;

namespace Tests.Exchange;

/// <summary>
/// The faults files come with (reliability.md R9): every one is decided as a whole, answered once, kept with one outcome, and
/// never applied in part; only rows that are wrong by themselves are left out, by name.
/// </summary>
public sealed class FileFaultTests
{
    private const string Bureau = "SEB-01";

    public static TheoryData<int, string> Faults =>
        new(FileFault.Alone.Select((fault, i) => (i, fault.Name)));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_file(int number, string name)
    {
        var fault = FileFault.Alone[number];
        Assert.Equal(name, fault.Name);
        await using var bench = await OpenAsync(fault.Charset);
        var ids = await RequestsAsync(bench);
        var content = fault.Make(ids);

        bench.Drop(Bureau, fault.File, content, fault.IsSealedAsWhole ? FileFault.Whole(ids) : null);
        Assert.Equal(1, await bench.PollAsync(Bureau));
        await bench.SettleAsync();

        Assert.Equal(
            fault.Taken.Select(i => ids[i]).Order(StringComparer.Ordinal),
            (await bench.MessagesAsync("registry-answer")).Select(m => m.Key).Order(StringComparer.Ordinal)
        );
        var row = await bench.Store.ReadAsync(db =>
            db.ExchangeFiles.SingleAsync(f => f.Direction == FileDirection.In, Ct)
        );
        Assert.Equal(fault.FileCode is null ? FileState.Processed : FileState.Quarantined, row.State);
        Assert.Equal(fault.FileCode is { } code ? [code] : fault.RowCodes, row.Problems.Select(p => p.Code));
        Assert.Equal([fault.File], bench.Files(Bureau, fault.FileCode is null ? "archive" : "quarantine"));
        await AssertOneReceiptAsync(bench, row);
        Assert.Equal(
            fault.FileCode is null ? PayloadOutcome.Processed : PayloadOutcome.Quarantined,
            Assert.Single(await OutcomesAsync(bench))
        );
    }

    [Fact]
    public async Task A_content_that_came_before_under_another_name_is_answered_and_changes_nothing()
    {
        await using var bench = await OpenAsync();
        var content = FileFault.Whole(await RequestsAsync(bench));
        bench.Drop(Bureau, Name(1), content);
        await bench.PollAsync(Bureau);

        bench.Drop(Bureau, Name(2), content);
        await bench.PollAsync(Bureau);
        await bench.SettleAsync();

        Assert.Equal(3, (await bench.MessagesAsync("registry-answer")).Count);
        Assert.Equal([PayloadOutcome.Processed, PayloadOutcome.Duplicate], await OutcomesAsync(bench));
        Assert.Equal(2, bench.Files(Bureau, "ack").Count(n => n.StartsWith("ACK", StringComparison.Ordinal)));
        Assert.Equal([Name(1), Name(2)], bench.Files(Bureau, "archive"));
        Assert.Empty(await bench.IncidentsAsync());
    }

    [Fact]
    public async Task A_file_that_comes_before_the_one_it_follows_waits_for_it()
    {
        await using var bench = await OpenAsync();
        var ids = await RequestsAsync(bench);
        bench.Drop(Bureau, Name(2), FileFault.Whole(ids));
        Assert.Equal(0, await bench.PollAsync(Bureau));
        Assert.Empty(await bench.MessagesAsync("registry-answer"));
        Assert.Equal(["sequence_gap"], await bench.IncidentsAsync());

        bench.Drop(Bureau, Name(1), IncomingFileTests.Answers());
        Assert.Equal(2, await bench.PollAsync(Bureau));

        Assert.Equal(3, (await bench.MessagesAsync("registry-answer")).Count);
    }

    [Fact]
    public void Whatever_bytes_come_a_file_is_read_as_a_whole_or_refused_and_nothing_is_thrown()
    {
        HashSet<string> reasons = ["act_not_found"];
        var whole = FileFault.Whole(["CASA-2026-000001-R1", "CASA-2026-000002-R1", "CASA-2026-000003-R1"]);
        var edit = Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte, Gen.Int[0, 2]);

        Gen.Select(edit.List[1, 8], Gen.OneOf("utf-8", "windows-1256", "windows-1252"))
            .Sample(
                (edits, charset) =>
                {
                    var bytes = edits.Aggregate(whole.ToList(), Apply).ToArray();
                    var reading = AnswerFile.Read(bytes, new CsvProfile(charset), reasons);
                    return reading switch
                    {
                        AnswerFileReading.Readable r => r.Rows.Count() == r.Records
                            && r.Rows.All(row => (row.Answer is null) == (row.Problems.Count > 0)),
                        AnswerFileReading.Unreadable u => u.Problem.Code.Length > 0 && u.Problem.Line > 0,
                        _ => false,
                    };
                },
                iter: 2_000
            );
    }

    private static List<byte> Apply(List<byte> bytes, (int Place, byte Value, int Kind) edit)
    {
        var place = Math.Min(edit.Place, Math.Max(0, bytes.Count - 1));
        switch (edit.Kind)
        {
            case 0 when bytes.Count > 0:
                bytes[place] = edit.Value;
                break;
            case 1 when bytes.Count > 0:
                bytes.RemoveAt(place);
                break;
            default:
                bytes.Insert(place, edit.Value);
                break;
        }

        return bytes;
    }

    private static Task<ExchangeBench> OpenAsync(string charset = "utf-8") =>
        ExchangeBench.OpenAsync(null, ("Exchange:Bureaus:Charset", charset));

    private static string Name(int number) => $"ANS_{Bureau}_20261123_{number:000000}_P.csv";

    private static async Task<string[]> RequestsAsync(ExchangeBench bench)
    {
        var ids = new string[3];
        for (var i = 0; i < ids.Length; i++)
        {
            ids[i] = await IncomingFileTests.SentRequestAsync(bench);
        }

        return ids;
    }

    private static async Task AssertOneReceiptAsync(ExchangeBench bench, ExchangeFile row)
    {
        var receipt = Assert.Single(bench.Files(Bureau, "ack"));
        Assert.Equal(row.ReceiptName, receipt);
        var kind = ExchangeFileName.Parse(receipt)!.Kind;
        Assert.Equal(row.State == FileState.Processed ? FileKind.ACK : FileKind.ERR, kind);
        var said = Assert.IsType<ReceiptReading.Readable>(
            Receipts.Read(
                kind,
                await File.ReadAllBytesAsync(Path.Combine(bench.Area(Bureau, "ack"), receipt), Ct)
            )
        );
        Assert.Equal((row.Name, row.Sha256), (said.File, said.Sha256));
        Assert.Equal(
            row.Problems.Select(p => (p.Line, p.Code)),
            said.Refused.Select(r => (r.Line, r.Problem!.Code))
        );
    }

    private static Task<List<PayloadOutcome>> OutcomesAsync(ExchangeBench bench) =>
        bench.Store.ReadAsync(db => db.ReceivedPayloads.Select(p => p.Outcome).Order().ToListAsync(Ct));
}
