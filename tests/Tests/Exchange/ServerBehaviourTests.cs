using Adapters.Exchange;
using Renci.SshNet.Common;

namespace Tests.Exchange;

/// <summary>
/// What servers do that a partner never told us of (reliability.md R8), on real sshd: a name is whole or not there, a refusal
/// has its reason, and doing the act again when the server has come to its senses completes it.
/// </summary>
public sealed class ServerBehaviourTests(SshServer server) : IClassFixture<SshServer>, IAsyncDisposable
{
    private const string Name = "REQ_SEB-01_20261123_000001_P.csv";
    private static readonly byte[] Content =
    [
        .. Enumerable.Range(0, 4000).Select(i => (byte)('a' + (i % 26))),
    ];

    private readonly DropAreas areas = new(TimeProvider.System);
    private readonly List<SshServer> others = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await areas.DisposeAsync();
        foreach (var other in others)
        {
            await other.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_server_that_refuses_to_rename_shows_no_name_and_is_tried_again()
    {
        var (area, profile) = Open();
        var refusing = await OpenAsync(profile, serve: "internal-sftp -P rename,posix-rename");

        var refused = await Assert.ThrowsAsync<DropRefusedException>(() =>
            refusing.PutAsync("out", Name, Content, 1, Ct)
        );

        Assert.Contains(Name, refused.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(profile.Root, "out", Name)));
        Assert.Equal(DropState.Partial, await area.FindAsync("out", Name, HashOf(Content), Ct));
        await area.PutAsync("out", Name, Content, 1, Ct);
        Assert.Equal(Content, await ReadAsync(profile, "out"));
    }

    [Fact]
    public async Task A_half_file_under_the_final_name_is_replaced_in_one_step()
    {
        var (area, profile) = Open();
        await File.WriteAllBytesAsync(Path.Combine(profile.Root, "out", Name), Content.AsMemory(0, 100), Ct);

        await area.PutAsync("out", Name, Content, 1, Ct);

        Assert.Equal(Content, await ReadAsync(profile, "out"));
    }

    [Fact]
    public async Task A_server_without_posix_rename_gets_the_same_in_two_steps()
    {
        var (_, profile) = Open();
        var plain = await OpenAsync(profile, serve: "internal-sftp -P posix-rename");
        await File.WriteAllBytesAsync(Path.Combine(profile.Root, "out", Name), Content.AsMemory(0, 100), Ct);
        await File.WriteAllTextAsync(Path.Combine(profile.Root, "archive", Name), "an older one", Ct);

        await plain.PutAsync("out", Name, Content, 1, Ct);
        await plain.MoveAsync(Assert.Single(await plain.ListAsync("out", Ct)), "archive", Ct);

        Assert.Equal(Content, await ReadAsync(profile, "archive"));
        Assert.Empty(await plain.ListAsync("out", Ct));
    }

    [Fact]
    public async Task A_quota_that_is_full_refuses_the_file_and_nothing_of_it_is_shown()
    {
        var (area, profile) = Open();
        var full = await OpenAsync(profile, maxFileKilobytes: 64);
        var large = new byte[200 * 1024];

        await Assert.ThrowsAsync<DropRefusedException>(() => full.PutAsync("out", Name, large, 1, Ct));
        Assert.False(File.Exists(Path.Combine(profile.Root, "out", Name)));
        await full.PutAsync("out", "SMALL.csv", Content, 1, Ct);
        await area.PutAsync("out", Name, large, 1, Ct);

        Assert.Equal(large, await ReadAsync(profile, "out"));
    }

    [Fact]
    public async Task A_server_that_forbids_reading_says_so_and_gives_the_file_when_it_is_allowed_again()
    {
        var (area, profile) = Open();
        await area.PutAsync("in", Name, Content, 1, Ct);
        var drop = Assert.Single(await area.ListAsync("in", Ct));
        var forbidding = await OpenAsync(profile, serve: "internal-sftp -P read");

        await Assert.ThrowsAsync<DropRefusedException>(() => forbidding.ReadAsync(drop, 1 << 20, Ct));

        Assert.Equal(Content, await area.ReadAsync(drop, 1 << 20, Ct));
    }

    [Fact]
    public async Task A_file_that_was_listed_and_is_gone_is_no_error()
    {
        var (area, profile) = Open();
        await area.PutAsync("in", Name, Content, 1, Ct);
        var drop = Assert.Single(await area.ListAsync("in", Ct));
        File.Delete(Path.Combine(profile.Root, "in", Name));

        Assert.Null(await area.ReadAsync(drop, 1 << 20, Ct));
        await area.MoveAsync(drop, "archive", Ct);
    }

    [Fact]
    public async Task Endings_in_capitals_mean_the_same()
    {
        var (area, profile) = Open();
        var inbox = Path.Combine(profile.Root, "in");
        await File.WriteAllBytesAsync(Path.Combine(inbox, Name), Content, Ct);
        await File.WriteAllBytesAsync(
            Path.Combine(inbox, Name + ".OK"),
            FileSeal.Of(Content, 1).ToBytes(),
            Ct
        );
        await File.WriteAllBytesAsync(Path.Combine(inbox, "OTHER.csv.PART"), Content, Ct);

        var drop = Assert.Single(await area.ListAsync("in", Ct));

        Assert.Equal((Name, FileSeal.Of(Content, 1)), (drop.Name, drop.Seal));
    }

    [Fact]
    public async Task A_server_that_hangs_up_after_the_login_is_an_error_and_no_hang()
    {
        var (_, profile) = Open();
        var closing = await OpenAsync(profile, serve: "/bin/false");

        await Assert.ThrowsAnyAsync<SshException>(() => closing.ListAsync("in", Ct));
    }

    [Fact]
    public async Task A_server_with_another_key_at_the_same_address_is_not_spoken_to()
    {
        var (_, profile) = Open();
        var other = new SshServer("");
        others.Add(other);
        await other.InitializeAsync();
        var impostor = areas.Open(
            other.Profile("p", [new HostKeyPin { Sha256 = server.Fingerprint }], root: profile.Root)
        );

        await Assert.ThrowsAsync<HostKeyRefusedException>(() =>
            impostor.PutAsync("out", Name, Content, 1, Ct)
        );

        Assert.Empty(Directory.GetFiles(Path.Combine(profile.Root, "out")));
    }

    [Fact]
    public async Task A_file_that_grows_while_it_is_read_is_left_until_it_stands_still()
    {
        var (area, profile) = Open();
        var path = Path.Combine(profile.Root, "in", Name);
        await File.WriteAllBytesAsync(path, Content.AsMemory(0, 100), Ct);
        var drop = Assert.Single(await area.ListAsync("in", Ct));
        await File.WriteAllBytesAsync(path, Content, Ct);

        Assert.Null(await area.ReadAsync(drop, 1 << 20, Ct));

        Assert.Equal(
            Content,
            await area.ReadAsync(Assert.Single(await area.ListAsync("in", Ct)), 1 << 20, Ct)
        );
    }

    [Fact]
    public async Task A_longer_part_of_an_earlier_try_leaves_nothing_behind()
    {
        var (area, profile) = Open();
        await File.WriteAllBytesAsync(Path.Combine(profile.Root, "out", Name + ".part"), new byte[9000], Ct);

        await area.PutAsync("out", Name, Content, 1, Ct);

        Assert.Equal(Content, await ReadAsync(profile, "out"));
    }

    [Fact]
    public async Task A_server_killed_in_the_middle_of_a_file_gets_it_from_its_beginning()
    {
        var (area, profile) = Open();
        var large = new byte[20 * 1024 * 1024];
        await area.ListAsync("in", Ct);
        var put = area.PutAsync("out", Name, large, 1, Ct);
        var part = Path.Combine(profile.Root, "out", Name + ".part");
        while (!put.IsCompleted && !(File.Exists(part) && new FileInfo(part).Length > 0))
        {
            await Task.Delay(1, Ct);
        }

        server.CloseConnections();
        await put;

        Assert.Equal(large, await ReadAsync(profile, "out"));
    }

    [Fact]
    public async Task A_server_that_stands_still_is_left_and_used_again_when_it_moves()
    {
        var (_, profile) = Open(TimeSpan.FromSeconds(1));
        var area = areas.Open(profile);
        await area.ListAsync("in", Ct);
        using var stopped = new PausedSessions(server);

        await Assert.ThrowsAnyAsync<SshException>(() => area.ListAsync("in", Ct));
        stopped.Dispose();

        Assert.Empty(await area.ListAsync("in", Ct));
    }

    [Fact]
    public async Task A_server_that_is_down_is_an_error_at_once()
    {
        using var unused = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        unused.Start();
        var port = ((System.Net.IPEndPoint)unused.LocalEndpoint).Port;
        unused.Stop();
        var away = areas.Open(server.Profile("away", [new HostKeyPin { Sha256 = server.Fingerprint }], port));

        await Assert.ThrowsAnyAsync<Exception>(() => away.ListAsync("in", Ct));
    }

    private static string HashOf(byte[] content) => FileSeal.Of(content, 0).Sha256;

    private static Task<byte[]> ReadAsync(DropAreaProfile profile, string folder) =>
        File.ReadAllBytesAsync(Path.Combine(profile.Root, folder, Name), Ct);

    private (IDropArea Area, DropAreaProfile Profile) Open(TimeSpan? patience = null)
    {
        var profile = server.Profile(
            "b" + Guid.NewGuid().ToString("N"),
            [new HostKeyPin { Sha256 = server.Fingerprint }],
            patience: patience
        );
        return (areas.Open(profile), profile);
    }

    /// <summary>The same tree behind a server that behaves differently.</summary>
    private async Task<IDropArea> OpenAsync(
        DropAreaProfile tree,
        string serve = "internal-sftp",
        int maxFileKilobytes = 0
    )
    {
        var other = new SshServer("", serve, maxFileKilobytes);
        others.Add(other);
        await other.InitializeAsync();
        return areas.Open(
            other.Profile("p", [new HostKeyPin { Sha256 = other.Fingerprint }], root: tree.Root)
        );
    }
}
