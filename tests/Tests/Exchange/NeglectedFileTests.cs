using Adapters.Exchange;
using Hub.Exchange;
using Microsoft.EntityFrameworkCore;

namespace Tests.Exchange;

/// <summary>Files that lie in a partner's folder and are not taken: nobody waits for nothing, and nothing is touched.</summary>
public sealed class NeglectedFileTests
{
    private const string Bureau = "SEB-01";
    private const string Name = "ANS_SEB-01_20261123_000001_P.csv";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("ANS SEB-01 lundi.csv", "ANS SEB-01 lundi.csv")]
    [InlineData("جواب.csv", "جواب.csv")]
    [InlineData("ANS\u202Evsc.000001", "ANS\\u{202E}vsc.000001")]
    [InlineData("ANS\n1.csv", "ANS\\u{000A}1.csv")]
    public async Task A_file_of_a_strange_name_is_left_where_it_is_and_shown_once(string name, string shown)
    {
        await using var bench = await ExchangeBench.OpenAsync();
        bench.Drop(Bureau, name, IncomingFileTests.Answers());

        for (var poll = 0; poll < 3; poll++)
        {
            Assert.Equal(0, await bench.PollAsync(Bureau));
            await bench.AdvanceToAsync(ExchangeBench.Monday.AddMinutes(poll + 1));
        }

        var incident = await bench.Store.ReadAsync(db => db.Incidents.SingleAsync(Ct));
        Assert.Equal("file_name_strange", incident.Code);
        Assert.Contains($"'{shown}'", incident.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(bench.Area(Bureau, "in"), name)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("not a seal")]
    public async Task A_file_whose_seal_does_not_come_is_shown_after_its_time_and_taken_when_it_comes(
        string? seal
    )
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var content = IncomingFileTests.Answers();
        var path = Path.Combine(bench.Area(Bureau, "in"), Name);
        bench.Drop(Bureau, Name, content);
        File.Delete(path + ".ok");
        if (seal is not null)
        {
            await File.WriteAllTextAsync(path + ".ok", seal, Ct);
        }

        Assert.Equal(0, await bench.PollAsync(Bureau));
        await bench.AdvanceToAsync(ExchangeBench.Monday.AddHours(1));
        await bench.PollAsync(Bureau);
        Assert.Empty(await bench.IncidentsAsync());
        await bench.AdvanceToAsync(ExchangeBench.Monday.AddHours(3));
        await bench.PollAsync(Bureau);
        await bench.PollAsync(Bureau);
        Assert.Equal(["file_unsealed"], await bench.IncidentsAsync());

        bench.Drop(Bureau, Name, content);
        Assert.Equal(1, await bench.PollAsync(Bureau));
    }

    [Theory]
    [InlineData(".nfs0001")]
    [InlineData(Name + ".filepart")]
    [InlineData(Name + ".part")]
    public async Task What_is_still_being_sent_is_nobodys_business(string name)
    {
        await using var bench = await ExchangeBench.OpenAsync();
        bench.Drop(Bureau, name, IncomingFileTests.Answers());

        await bench.PollAsync(Bureau);
        await bench.AdvanceToAsync(ExchangeBench.Monday.AddHours(3));
        await bench.PollAsync(Bureau);

        Assert.Empty(await bench.IncidentsAsync());
    }

    [Fact]
    public async Task A_file_whose_seal_was_moved_before_we_stopped_follows_it()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var content = IncomingFileTests.Answers(
            IncomingFileTests.Issued(await IncomingFileTests.SentRequestAsync(bench))
        );
        bench.Drop(Bureau, Name, content);
        var drop = new Drop("in", Name, content.Length, default, ExchangeBench.SealOf(content));
        await bench.Store.WriteAsync(
            session => bench.Get<DecideFile>().RunAsync(Bureau, drop, FileBody.Of(content), session, Ct),
            Ct
        );
        Directory.CreateDirectory(bench.Area(Bureau, "archive"));
        File.Move(
            Path.Combine(bench.Area(Bureau, "in"), Name + ".ok"),
            Path.Combine(bench.Area(Bureau, "archive"), Name + ".ok")
        );

        await bench.PollAsync(Bureau);

        Assert.Equal([Name], bench.Files(Bureau, "archive"));
        Assert.Empty(Directory.GetFiles(bench.Area(Bureau, "in")));
        Assert.Single(await bench.MessagesAsync("registry-answer"));
        Assert.Empty(await bench.IncidentsAsync());
    }

    [Fact]
    public async Task Another_file_of_the_name_of_a_moved_seal_waits_for_its_own()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var content = IncomingFileTests.Answers();
        var drop = new Drop("in", Name, content.Length, default, ExchangeBench.SealOf(content));
        await bench.Store.WriteAsync(
            session => bench.Get<DecideFile>().RunAsync(Bureau, drop, FileBody.Of(content), session, Ct),
            Ct
        );
        var other = content.ToArray();
        other[^1] ^= 1;
        bench.Drop(Bureau, Name, other);
        File.Delete(Path.Combine(bench.Area(Bureau, "in"), Name + ".ok"));

        await bench.PollAsync(Bureau);

        Assert.Equal(other, bench.Read(Bureau, "in", Name));
    }
}
