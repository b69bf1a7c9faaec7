using Adapters.Exchange;
using Hub.Exchange;
using Hub.Work;
using Microsoft.EntityFrameworkCore;

namespace Tests.Exchange;

/// <summary>Partners are visited when they owe us something; one that fails holds up nobody and is told to a person in time.</summary>
public sealed class PartnerRoundTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Bureaus_that_owe_nothing_are_visited_once_an_hour_and_the_others_in_every_round()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var poll = bench.Get<PollBureauFiles>();
        var all = await poll.RunAsync(Ct);
        Assert.Equal(35, all);

        await IncomingFileTests.SentRequestAsync(bench);
        Assert.Equal(1, await poll.RunAsync(Ct));
        await bench.AdvanceToAsync(ExchangeBench.Monday.AddMinutes(59));
        Assert.Equal(1, await poll.RunAsync(Ct));
        await bench.AdvanceToAsync(ExchangeBench.Monday.AddMinutes(60));
        Assert.Equal(35, await poll.RunAsync(Ct));
    }

    [Fact]
    public async Task A_failing_partner_is_told_once_after_two_hours_and_forgiven_when_it_answers()
    {
        await using var bench = await ExchangeBench.OpenAsync();
        var rounds = bench.Get<PartnerRounds>();
        var fails = true;
        var visited = new List<string>();
        Task VisitAsync(string partner, CancellationToken ct)
        {
            lock (visited)
            {
                visited.Add(partner);
            }

            return partner == "A" && fails ? throw new IOException("away") : Task.CompletedTask;
        }

        Task<int> RoundAsync() =>
            rounds.RunAsync("files", ["A", "B"], new HashSet<string> { "A", "B" }, VisitAsync, Ct);
        for (var minutes = 0; minutes < 120; minutes += 30)
        {
            await bench.AdvanceToAsync(ExchangeBench.Monday.AddMinutes(minutes));
            Assert.Equal(1, await RoundAsync());
        }

        Assert.Empty(await bench.IncidentsAsync());
        await bench.AdvanceToAsync(ExchangeBench.Monday.AddMinutes(120));
        await RoundAsync();
        await RoundAsync();
        Assert.Equal(["partner_unreachable"], await bench.IncidentsAsync());

        fails = false;
        Assert.Equal(2, await RoundAsync());
        var incident = await bench.Store.ReadAsync(db => db.Incidents.SingleAsync(Ct));
        Assert.Equal(("system", "recovered"), (incident.ResolvedBy, incident.Resolution));
        Assert.Null((await bench.Store.ReadAsync(db => db.PartnerContacts.SingleAsync(Ct))).FailingSince);
    }

    [Fact]
    public async Task A_changed_host_key_is_told_at_once()
    {
        await using var bench = await ExchangeBench.OpenAsync();

        await bench
            .Get<PartnerRounds>()
            .RunAsync(
                "files",
                ["A"],
                new HashSet<string> { "A" },
                (_, _) =>
                    throw new HostKeyRefusedException("sftp.example.org", "abc", false, new IOException()),
                Ct
            );

        Assert.Equal(["host_key_changed"], await bench.IncidentsAsync());
    }
}
