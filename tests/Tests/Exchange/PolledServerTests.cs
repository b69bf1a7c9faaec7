using Adapters.Exchange;
using Hub.Exchange;
using Hub.Work;
using Microsoft.EntityFrameworkCore;

namespace Tests.Exchange;

/// <summary>The hub polls bureaus on a real SFTP server that misbehaves: answers are taken whole, once, and a person is told why not.</summary>
public sealed class PolledServerTests(SshServer server) : IClassFixture<SshServer>
{
    private const string Bureau = "SEB-01";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_hundred_files_at_once_are_taken_in_their_order()
    {
        await using var bench = await OpenAsync(server, server.Profile("crowd"));
        var ids = new List<string>();
        for (var number = 1; number <= 200; number++)
        {
            var request = number % 20 == 0 ? await IncomingFileTests.SentRequestAsync(bench) : null;
            Leave(
                "crowd",
                number,
                request is null
                    ? IncomingFileTests.Answers()
                    : IncomingFileTests.Answers(IncomingFileTests.Issued(request))
            );
            ids.AddRange(request is null ? [] : [request]);
        }

        Assert.Equal(200, await bench.PollAsync(Bureau));

        Assert.Equal(ids, (await bench.MessagesAsync("registry-answer")).Select(m => m.Key));
        Assert.Empty(await bench.IncidentsAsync());
        Assert.Equal(200, Directory.GetFiles(Folder("crowd", "archive"), "*.csv").Length);
    }

    [Fact]
    public async Task A_file_of_no_byte_is_quarantined_and_answered()
    {
        await using var bench = await OpenAsync(server, server.Profile("empty"));
        Leave("empty", 1, []);

        Assert.Equal(1, await bench.PollAsync(Bureau));
        await bench.SettleAsync();

        Assert.True(File.Exists(Path.Combine(Folder("empty", "quarantine"), Name(1))));
        Assert.Single(Directory.GetFiles(Folder("empty", "ack"), "ERR_*.csv"));
        Assert.Equal(["file_unreadable"], await bench.IncidentsAsync());
    }

    [Fact]
    public async Task A_file_that_the_server_does_not_let_go_is_applied_once_and_a_person_is_told_once()
    {
        var profile = server.Profile("stuck");
        await using var refusing = new SshServer("", "internal-sftp -P rename,posix-rename");
        await refusing.InitializeAsync();
        var withheld = refusing.Profile(
            "p",
            [new HostKeyPin { Sha256 = refusing.Fingerprint }],
            root: profile.Root
        );
        await using var bench = await OpenAsync(refusing, withheld);
        var request = await IncomingFileTests.SentRequestAsync(bench);
        Leave("stuck", 1, IncomingFileTests.Answers(IncomingFileTests.Issued(request)));

        for (var poll = 0; poll < 5; poll++)
        {
            Assert.Equal(0, await bench.PollAsync(Bureau));
        }

        Assert.Single(await bench.MessagesAsync("registry-answer"));
        Assert.Equal(["file_withheld"], await bench.IncidentsAsync());
        Assert.True(File.Exists(Path.Combine(Folder("stuck", "in"), Name(1))));
    }

    [Fact]
    public async Task A_server_that_shows_another_key_is_an_alarm_at_once_and_nothing_is_taken()
    {
        var pin = new HostKeyPin { Sha256 = new string('A', 43) };
        await using var bench = await OpenAsync(server, server.Profile("changed", [pin]));
        Leave("changed", 1, IncomingFileTests.Answers());
        await IncomingFileTests.SentRequestAsync(bench);

        await bench
            .Get<PartnerRounds>()
            .RunAsync(
                "files",
                [Bureau],
                new HashSet<string> { Bureau },
                (p, ct) => bench.Get<PollIncomingFiles>().RunAsync(p, ct),
                Ct
            );

        Assert.Equal(["host_key_changed"], await bench.IncidentsAsync());
        Assert.False(await bench.Store.ReadAsync(db => db.ExchangeFiles.AnyAsync(Ct)));
    }

    [Theory]
    [InlineData(nameof(Way.ToHub))]
    [InlineData(nameof(Way.ToServer))]
    public async Task Wherever_the_line_is_cut_an_answer_is_applied_exactly_once(string way)
    {
        var tree = "cut" + way;
        server.Profile(tree);
        await using var proxy = new CuttingProxy(server.Port);
        var profile = server.Profile(tree, [new HostKeyPin { Sha256 = server.Fingerprint }], proxy.Port);
        await using var bench = await OpenAsync(server, profile);
        var number = 0;
        async Task AnswerAsync()
        {
            var request = await IncomingFileTests.SentRequestAsync(bench);
            Leave(tree, ++number, IncomingFileTests.Answers(IncomingFileTests.Issued(request)));
        }

        await AnswerAsync();
        await bench.PollAsync(Bureau);
        await AnswerAsync();
        proxy.Measure();
        await bench.PollAsync(Bureau);

        foreach (var place in CutPlan.Messages(proxy.Ends(Enum.Parse<Way>(way))))
        {
            await AnswerAsync();
            proxy.CutAfter(Enum.Parse<Way>(way), place);
            var poll = bench.PollAsync(Bureau);
            await Task.WhenAny(poll, proxy.Cut);
            proxy.Release();
            // A visit that fails is noted, and made again in the next round.
            await Task.WhenAny(poll);
            await bench.PollAsync(Bureau);
        }

        Assert.Equal(number, (await bench.MessagesAsync("registry-answer")).Count);
        Assert.Equal(number, Directory.GetFiles(Folder(tree, "archive"), "*.csv").Length);
        Assert.Empty(await bench.IncidentsAsync());
    }

    private static string Name(int number) => $"ANS_{Bureau}_20261123_{number:000000}_P.csv";

    private string Folder(string tree, string folder) => Path.Combine(server.Folder, "root", tree, folder);

    private void Leave(string tree, int number, byte[] content)
    {
        var path = Path.Combine(Folder(tree, "in"), Name(number));
        File.WriteAllBytes(path, content);
        File.WriteAllBytes(path + ".ok", ExchangeBench.SealOf(content).ToBytes());
    }

    private static Task<ExchangeBench> OpenAsync(SshServer at, DropAreaProfile profile)
    {
        const string Area = "Exchange:Partners:0:Area:";
        return ExchangeBench.OpenAsync(
            null,
            ("Exchange:Partners:0:Code", Bureau),
            (Area + "Kind", "sftp"),
            (Area + "Root", profile.Root),
            (Area + "Host", "127.0.0.1"),
            (Area + "Port", profile.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            (Area + "User", Environment.UserName),
            (Area + "KeyFile", at.ClientKey),
            (Area + "HostKeys:0:Sha256", profile.HostKeys[0].Sha256)
        );
    }
}
