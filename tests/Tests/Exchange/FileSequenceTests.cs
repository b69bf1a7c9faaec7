using Adapters.Exchange;
using Hub.Exchange;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Tests.Exchange;

/// <summary>Files come late, early, or not at all: each counts once and in its turn; and one that breaks us holds up nobody.</summary>
public sealed class FileSequenceTests
{
    private const string Bureau = "SEB-01";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_gap_holds_later_files_and_is_told_once_until_it_is_filled()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        Drop(bench, 1);
        await bench.PollAsync(Bureau);

        Drop(bench, 3);
        Drop(bench, 4);
        await bench.PollAsync(Bureau);
        await bench.PollAsync(Bureau);
        Assert.Equal([Name(3), Name(4)], bench.Files(Bureau, "in"));
        Assert.Equal(["sequence_gap"], await bench.IncidentsAsync());

        Drop(bench, 2);
        await bench.PollAsync(Bureau);
        Assert.Equal([Name(1), Name(2), Name(3), Name(4)], bench.Files(Bureau, "archive"));
        Assert.Equal([1, 2, 3, 4], await ProcessedAsync(bench));
    }

    [Fact]
    public async Task Held_files_taken_away_meanwhile_still_count_when_their_turn_comes()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        Drop(bench, 2);
        await bench.PollAsync(Bureau);
        Directory.Delete(bench.Area(Bureau, "in"), recursive: true);

        Drop(bench, 1);
        await bench.PollAsync(Bureau);

        Assert.Equal([1, 2], await ProcessedAsync(bench));
    }

    [Fact]
    public async Task A_person_may_pass_a_gap()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        Drop(bench, 5);
        Drop(bench, 6);
        await bench.PollAsync(Bureau);
        var held = await bench.Store.ReadAsync(db => db.ExchangeFiles.FirstAsync(f => f.Name == Name(6), Ct));

        Assert.True(await bench.Get<PassGap>().RunAsync(held.Id, "user:monitor", Ct));
        await bench.PollAsync(Bureau);

        Assert.Equal([5, 6], await ProcessedAsync(bench));
        var incident = await bench.Store.ReadAsync(db => db.Incidents.SingleAsync(Ct));
        Assert.Equal(("user:monitor", "gap_passed"), (incident.ResolvedBy, incident.Resolution));
        Assert.False(await bench.Get<PassGap>().RunAsync(held.Id, "user:monitor", Ct));
    }

    [Fact]
    public async Task A_bureau_may_be_allowed_to_go_on_past_a_gap_with_an_alarm_and_its_late_file_still_counts()
    {
        await using var bench = await ExchangeBench.OpenAsync(
            null,
            ("Exchange:Partners:0:Code", Bureau),
            ("Exchange:Partners:0:OnGap", "continue")
        );
        Drop(bench, 1);
        Drop(bench, 3);
        await bench.PollAsync(Bureau);
        Assert.Equal([1, 3], await ProcessedAsync(bench));
        Assert.Equal(["sequence_gap"], await bench.IncidentsAsync());

        Drop(bench, 2);
        await bench.PollAsync(Bureau);
        Assert.Equal([1, 2, 3], await ProcessedAsync(bench));
    }

    [Fact]
    public async Task A_number_that_another_file_has_used_is_refused()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        Drop(bench, 1);
        await bench.PollAsync(Bureau);

        bench.Drop(Bureau, "ANS_SEB-01_20261124_000001_P.csv", IncomingFileTests.Answers());
        await bench.PollAsync(Bureau);

        Assert.Equal(["file_quarantined"], await bench.IncidentsAsync());
        Assert.Equal([1], await ProcessedAsync(bench));
    }

    [Fact]
    public async Task After_the_last_number_the_count_begins_again()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        await bench.Store.WriteAsync(
            session =>
                FileSequences.SetAsync(
                    Bureau,
                    ExchangeFileName.Parse(Name(1))!,
                    ExchangeFileName.MaxSequence - 1,
                    session,
                    Ct
                ),
            Ct
        );

        Drop(bench, ExchangeFileName.MaxSequence);
        await bench.PollAsync(Bureau);
        Drop(bench, 1);
        Drop(bench, 2);
        await bench.PollAsync(Bureau);

        Assert.Empty(await bench.IncidentsAsync());
        Assert.Empty(bench.Files(Bureau, "in"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task In_whatever_order_and_however_often_files_come_each_is_processed_once_and_in_order(
        int seed
    )
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var random = new Random(seed);
        var arrivals = Enumerable.Range(1, 8).Concat(Enumerable.Range(1, 8)).ToArray();
        random.Shuffle(arrivals);

        foreach (var number in arrivals)
        {
            Drop(bench, number);
            if (random.Next(2) == 0)
            {
                await bench.PollAsync(Bureau);
            }
        }

        await bench.PollAsync(Bureau);
        await bench.PollAsync(Bureau);
        await bench.SettleAsync();

        Assert.Equal(Enumerable.Range(1, 8), await ProcessedAsync(bench));
        Assert.Equal(8, bench.Files(Bureau, "ack").Count);
        Assert.Empty(bench.Files(Bureau, "in"));
    }

    [Fact]
    public async Task A_file_that_breaks_us_every_time_is_set_apart_and_those_behind_it_go_on()
    {
        var poison = new PoisonedReader(failures: int.MaxValue);
        await using var bench = await ExchangeBench.OpenAsync(services => Replace(services, poison));
        Drop(bench, 1);
        Drop(bench, 2);

        await bench.PollAsync(Bureau);
        await bench.PollAsync(Bureau);
        Assert.DoesNotContain(await bench.IncidentsAsync(), code => code != "sequence_gap");
        poison.Failures = 1;
        await bench.PollAsync(Bureau);
        await bench.PollAsync(Bureau);
        await bench.SettleAsync();

        var rows = await bench.Store.ReadAsync(db =>
            db.ExchangeFiles.Where(f => f.Direction == FileDirection.In).OrderBy(f => f.Name).ToListAsync(Ct)
        );
        Assert.Equal([FileState.Quarantined, FileState.Processed], rows.Select(r => r.State));
        Assert.Equal("file_indigestible", rows[0].Problems[0].Code);
        Assert.Contains("broken on purpose", rows[0].Problems[0].Message, StringComparison.Ordinal);
        Assert.Equal(2, bench.Files(Bureau, "ack").Count);
    }

    [Fact]
    public async Task A_file_that_broke_us_once_is_processed_at_the_next_poll()
    {
        var poison = new PoisonedReader(failures: 1);
        await using var bench = await ExchangeBench.OpenAsync(services => Replace(services, poison));
        Drop(bench, 1);

        Assert.Equal(0, await bench.PollAsync(Bureau));
        Assert.Equal(1, await bench.PollAsync(Bureau));

        Assert.Equal([1], await ProcessedAsync(bench));
        Assert.Empty(await bench.IncidentsAsync());
    }

    private static void Replace(IServiceCollection services, IFileReader reader)
    {
        var old = services.Single(s => s.ImplementationType == typeof(AnswerFileReader));
        services.Remove(old);
        services.AddSingleton(reader);
    }

    private static string Name(int number) => $"ANS_{Bureau}_20261123_{number:000000}_P.csv";

    // Every file has its own content: a comment column nobody reads carries its number.
    private static void Drop(ExchangeBench bench, int number) =>
        bench.Drop(
            Bureau,
            Name(number),
            System.Text.Encoding.UTF8.GetBytes(
                $"record;request_id;line;outcome;reason;remark-{number}\r\nT;0;;;;\r\n"
            )
        );

    private static async Task<List<int>> ProcessedAsync(ExchangeBench bench) =>
        await bench.Store.ReadAsync(db =>
            db.ExchangeFiles.Where(f => f.Direction == FileDirection.In && f.State == FileState.Processed)
                .OrderBy(f => f.Sequence)
                .Select(f => f.Sequence)
                .ToListAsync(Ct)
        );

    private sealed class PoisonedReader(int failures) : IFileReader
    {
        public int Failures { get; set; } = failures;

        public FileKind Kind => FileKind.ANS;

        public Task<FileVerdict> ApplyAsync(IncomingFile file, WriteSession session, CancellationToken ct) =>
            Failures-- > 0
                ? throw new FormatException("broken on purpose")
                : Task.FromResult(FileVerdict.Applied(0, []));
    }
}
