using Adapters.Exchange;
using Adapters.Registries;
using Simulators.Registries;
using Simulators.Scenario;
using Tests.Architecture;

namespace Tests.Simulation;

/// <summary>The bureaus that exchange files, read with the hub's own eyes.</summary>
public sealed class FileBureausTests : IDisposable
{
    private const string Bureau = "CHK-05";
    private static readonly HashSet<string> Reasons = ["copies_unavailable", "wrong_bureau"];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("hub-bureaus-");
    private readonly PartnerDesk desk = new("bureaus");
    private readonly PlanBook plans = new();
    private readonly IDropArea area;

    public FileBureausTests() =>
        area = new DropAreas(TimeProvider.System).Open(
            new DropAreaProfile { Kind = "folder", Root = Path.Combine(folder.FullName, Bureau) }
        );

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_request_file_is_acknowledged_at_night_and_answered_in_working_hours()
    {
        var bureaus = Open(BureauHabits.None);
        await desk.PassAsync(TimeSpan.FromHours(11), Ct);
        await SendAsync(1, "CASA-1-R1", "CASA-2-R1");

        bureaus.Scan();
        var receipts = await FilesAsync(FileKind.ACK);
        await desk.PassAsync(TimeSpan.FromDays(3), Ct);

        var receipt = Assert.IsType<ReceiptReading.Readable>(
            Receipts.Read(FileKind.ACK, Assert.Single(receipts).Content)
        );
        Assert.Equal("REQ_CHK-05_20261005_000001_T.csv", receipt.File);
        Assert.Empty(receipt.Refused);
        var answers = (await FilesAsync(FileKind.ANS))
            .SelectMany(file => Read(file.Content).Answers)
            .ToList();
        Assert.Equal(["CASA-1-R1", "CASA-2-R1"], answers.Select(a => a.Answer.RequestId).Order());
        Assert.All(answers, a => Assert.Equal(AnswerOutcomes.Issued, a.Answer.Outcome));
    }

    [Fact]
    public async Task A_file_that_comes_again_is_acknowledged_again_and_nothing_is_issued_twice()
    {
        var bureaus = Open(BureauHabits.None);

        await SendAsync(1, "CASA-1-R1");
        bureaus.Scan();
        await SendAsync(1, "CASA-1-R1");
        bureaus.Scan();
        await desk.PassAsync(TimeSpan.FromDays(3), Ct);

        Assert.Equal(2, (await FilesAsync(FileKind.ACK)).Count);
        Assert.Equal(["CASA-1-R1:1"], desk.Done("issue"));
        Assert.Single(await FilesAsync(FileKind.ANS));
    }

    [Fact]
    public async Task Numbers_are_contiguous_and_a_bad_row_spoils_no_good_one()
    {
        var bureaus = Open(BureauHabits.None with { BadRows = 1 });
        for (var i = 1; i <= 3; i++)
        {
            await SendAsync(i, $"CASA-{i}-R1");
            bureaus.Scan();
            await desk.PassAsync(TimeSpan.FromDays(4), Ct);
        }

        var files = await FilesAsync(FileKind.ANS);
        Assert.Equal([1, 2, 3], files.Select(file => file.Name.Sequence));
        Assert.All(
            files,
            file =>
            {
                var reading = Read(file.Content);
                Assert.Single(reading.Answers);
                Assert.NotEmpty(reading.Problems);
            }
        );
    }

    [Fact]
    public async Task What_is_issued_in_part_says_so_with_a_reason()
    {
        var bureaus = Open(BureauHabits.None);
        plans.Bind(
            "CASA-1",
            new OrderPlan(
                0,
                Bureau,
                "sftp",
                PaymentTurn.Approved,
                BureauTurn.IssuesPartially,
                PostTurn.Delivers
            )
        );

        await SendAsync(1, "CASA-1-R1");
        bureaus.Scan();
        await desk.PassAsync(TimeSpan.FromDays(3), Ct);

        var answer = Read(Assert.Single(await FilesAsync(FileKind.ANS)).Content).Answers.Single().Answer;
        Assert.Equal(
            (AnswerOutcomes.PartiallyIssued, "copies_unavailable", 1),
            (answer.Outcome, answer.Reason, answer.IssuedCopies)
        );
    }

    public void Dispose()
    {
        desk.Dispose();
        folder.Delete(recursive: true);
    }

    private FileBureaus Open(BureauHabits habits)
    {
        var draw = new Draw(7);
        var hours = WorkingHours.Read(
            Path.Combine(Repository.Root, "config", "calendars", "administration.json")
        );
        var register = new BureauRegister(plans, desk.Clock, desk.Journal, draw, hours, habits);
        return new FileBureaus(
            folder.FullName,
            [Bureau],
            register,
            habits,
            desk.Agenda,
            desk.Clock,
            desk.Journal,
            draw
        );
    }

    private async Task SendAsync(int sequence, params string[] requests)
    {
        var name = new ExchangeFileName(
            FileKind.REQ,
            Bureau,
            new DateOnly(2026, 10, 5),
            sequence,
            IsTest: true
        );
        var file = Assert.IsType<ComposedFile.Done>(
            RequestFile.Compose(name, requests.Select(Request), CsvProfile.Utf8)
        );
        await area.PutAsync("out", name.ToString(), file.Bytes, file.Records, Ct);
    }

    private async Task<IReadOnlyList<(ExchangeFileName Name, byte[] Content)>> FilesAsync(FileKind kind)
    {
        var files = new List<(ExchangeFileName, byte[])>();
        foreach (var drop in await area.ListAsync("in", Ct))
        {
            if (ExchangeFileName.Parse(drop.Name) is { } name && name.Kind == kind)
            {
                var content = (await area.ReadAsync(drop, 1 << 20, Ct))!;
                Assert.True(drop.Seal!.Fits(content));
                files.Add((name, content));
            }
        }

        return files;
    }

    private static AnswerFileReading.Readable Read(byte[] content) =>
        Assert.IsType<AnswerFileReading.Readable>(AnswerFile.Read(content, CsvProfile.Utf8, Reasons));

    private static ExtractRequest Request(string id) =>
        new(
            id,
            Bureau,
            [new ExtractLine(1, "birth-extract", "ar", 2)],
            new ExtractAct("123", "bis", null, 1984, "gregorian"),
            new ExtractSubject(
                "محمـد",
                "الڭزولي; \"ب\"",
                "L'Aïd",
                null,
                "male",
                1984,
                3,
                null,
                "إدريس",
                "فاطمة",
                null
            ),
            "self",
            "2026-10-09"
        );
}
