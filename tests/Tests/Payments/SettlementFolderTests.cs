using System.Text;
using Adapters.Exchange;
using Adapters.Payments;
using Microsoft.Extensions.Options;

namespace Tests.Payments;

/// <summary>When a settlement file is known to be whole.</summary>
public sealed class SettlementFolderTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private readonly string path = Directory.CreateTempSubdirectory("hub-settlements-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(path, recursive: true);

    [Fact]
    public void One_look_proves_nothing()
    {
        var folder = Open(trigger: false);
        Write("a.csv", "1");

        Assert.False(Assert.Single(folder.List(Noon)).IsWhole);
        Assert.False(Assert.Single(folder.List(Noon.AddMinutes(1))).IsWhole);
        Assert.True(Assert.Single(folder.List(Noon.AddMinutes(2))).IsWhole);
    }

    [Theory]
    [InlineData("12", 0)]
    [InlineData("2", 7)]
    public void Another_size_or_another_time_begins_the_wait_anew(string content, int minutes)
    {
        var folder = Open(trigger: false);
        Write("A.CSV", "1", Noon);
        folder.List(Noon);
        Write("A.CSV", content, Noon.AddMinutes(minutes));

        Assert.False(Assert.Single(folder.List(Noon.AddHours(1))).IsWhole);
        Assert.True(Assert.Single(folder.List(Noon.AddHours(2))).IsWhole);
    }

    [Fact]
    public async Task With_a_trigger_only_its_ok_counts_and_it_goes_along()
    {
        var folder = Open(trigger: true);
        Write("a.csv", "1");
        folder.List(Noon);
        Assert.False(Assert.Single(folder.List(Noon.AddDays(1))).IsWhole);
        Write("a.csv.ok", "");

        Assert.Equal(new SettlementDrop("a.csv", true, true), Assert.Single(folder.List(Noon.AddDays(2))));
        Assert.Equal("1"u8.ToArray(), await folder.ReadAsync("a.csv", Ct));
        folder.PutAway("a.csv", 1);

        Assert.Equal(
            ["a.csv.1", "a.csv.1.ok"],
            Directory
                .GetFiles(Path.Combine(path, "archive"))
                .Select(Path.GetFileName)
                .Order(StringComparer.Ordinal)
        );
        Assert.Empty(folder.Grown());
    }

    [Fact]
    public async Task An_ok_that_was_made_for_other_bytes_holds_the_file_back()
    {
        var folder = Open(trigger: true);
        Write("a.csv", "12");
        Write("a.csv.ok", Encoding.ASCII.GetString(FileSeal.Of("123"u8, 1).ToBytes()));
        folder.List(Noon);
        Assert.Null(await folder.ReadAsync("a.csv", Ct));

        Write("a.csv", "123");

        Assert.NotNull(await folder.ReadAsync("a.csv", Ct));
    }

    [Fact]
    public async Task Bytes_that_were_added_between_the_look_and_the_reading_hold_the_file_back()
    {
        var folder = Open(trigger: false);
        Write("a.csv", "1");
        folder.List(Noon);
        folder.List(Noon.AddHours(1));
        Write("a.csv", "12");

        Assert.Null(await folder.ReadAsync("a.csv", Ct));
    }

    [Fact]
    public void A_file_that_grows_after_it_was_taken_is_told_once_for_each_length()
    {
        var folder = Open(trigger: false);
        Write("a.csv", "1");
        folder.PutAway("a.csv", 1);
        Assert.Empty(folder.Grown());
        Write("archive/a.csv.1", "12");

        var grown = Assert.Single(folder.Grown());
        Assert.Equal(new GrownSettlement("a.csv", 1, 2), grown);
        folder.Acknowledge(grown);
        Assert.Empty(folder.Grown());

        Write("archive/a.csv.2", "123");
        Assert.Equal(new GrownSettlement("a.csv", 2, 3), Assert.Single(folder.Grown()));
    }

    [Fact]
    public void What_lay_in_the_archive_before_says_nothing_of_its_length()
    {
        Directory.CreateDirectory(Path.Combine(path, "archive"));
        Write("archive/SETTLEMENT_CMI_20261123.csv", "1");

        Assert.Empty(Open(trigger: false).Grown());
    }

    private SettlementFolder Open(bool trigger) =>
        new(Options.Create(new SettlementFolderOptions { Folder = path, Trigger = trigger }));

    private void Write(string name, string content, DateTimeOffset? at = null)
    {
        var file = Path.Combine(path, name);
        File.WriteAllText(file, content);
        File.SetLastWriteTimeUtc(file, (at ?? Noon).UtcDateTime);
    }
}
