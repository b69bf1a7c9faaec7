using Adapters.Exchange;
using Microsoft.Extensions.Time.Testing;

namespace Tests.Exchange;

public sealed class SftpDropAreaTests(SshServer server)
    : DropAreaContract,
        IClassFixture<SshServer>,
        IAsyncDisposable
{
    private static readonly DateTimeOffset Monday = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider clock = new(Monday);
    private DropAreas? areas;

    private DropAreas Areas => areas ??= new DropAreas(clock);

    public ValueTask DisposeAsync() => areas?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task A_server_with_another_host_key_is_refused()
    {
        var profile = server.Profile("pinned", [new HostKeyPin { Sha256 = new string('A', 43) }]);

        var refused = await Assert.ThrowsAsync<HostKeyRefusedException>(() =>
            Areas.Open(profile).ListAsync("in", Ct)
        );

        Assert.Contains(server.Fingerprint, refused.Message, StringComparison.Ordinal);
        Assert.EndsWith("is not pinned.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_partner_without_a_pinned_host_key_is_not_connected_to() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            Areas.Open(server.Profile("unpinned", [])).ListAsync("in", Ct)
        );

    [Fact]
    public async Task A_new_host_key_is_trusted_from_its_day_and_the_old_one_until_its_own()
    {
        var thursday = Monday.AddDays(3);
        var old = Areas.Open(
            server.Profile("rotated", [new HostKeyPin { Sha256 = server.Fingerprint, Until = thursday }])
        );
        var fresh = Areas.Open(
            server.Profile("rotated", [new HostKeyPin { Sha256 = server.Fingerprint, From = thursday }])
        );

        Assert.Empty(await old.ListAsync("in", Ct));
        var early = await Assert.ThrowsAsync<HostKeyRefusedException>(() => fresh.ListAsync("in", Ct));
        clock.SetUtcNow(thursday);

        Assert.Empty(await fresh.ListAsync("in", Ct));
        // The connection that was opened on Monday is not a way around the window.
        await Assert.ThrowsAsync<HostKeyRefusedException>(() => old.ListAsync("in", Ct));
        Assert.EndsWith("not for this day.", early.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Acts_of_one_partner_share_a_few_connections_and_those_are_used_again()
    {
        var area = Areas.Open(server.Profile("pooled"));
        var before = server.Accepted();

        for (var round = 0; round < 3; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => area.ListAsync("in", Ct)));
        }

        Assert.InRange(server.Accepted() - before, 1, 4);
    }

    [Fact]
    public async Task A_kept_connection_that_the_server_has_closed_is_replaced_within_the_act()
    {
        var area = Areas.Open(server.Profile("restarted"));
        await area.PutAsync("out", "A.csv", new byte[] { 1 }, 0, Ct);

        server.CloseConnections();
        await area.PutAsync("out", "B.csv", new byte[] { 2 }, 0, Ct);

        Assert.Equal(["A.csv", "B.csv"], (await area.ListAsync("out", Ct)).Select(d => d.Name));
    }

    [Fact]
    public async Task A_trial_stops_at_the_step_that_fails_and_says_why()
    {
        var unknown = await Areas
            .Open(server.Profile("tried", [new HostKeyPin { Sha256 = new string('A', 43) }]))
            .TryAsync("TEST-1.txt", FileBody.Of(new byte[] { 1 }), Ct);
        await using var mute = new SshServer("", "internal-sftp -P rename,posix-rename");
        await mute.InitializeAsync();
        var refusing = await Areas
            .Open(mute.Profile("tried"))
            .TryAsync("TEST-1.txt", FileBody.Of(new byte[] { 1 }), Ct);

        Assert.Equal(["connect"], unknown.Steps.Select(s => s.Name));
        Assert.Contains("is not pinned", unknown.Steps[0].Error, StringComparison.Ordinal);
        Assert.Equal(["connect", "write", "rename"], refusing.Steps.Select(s => s.Name));
        Assert.NotNull(refusing.Steps[^1].Error);
    }

    [Fact]
    public async Task A_repetition_is_marked_beside_the_file_and_changes_no_byte_of_it()
    {
        var (area, folder) = Open();
        using var body = FileBody.Of(new byte[] { 1, 2, 3 });
        await area.PutAsync("out", "A.csv", body, 1, null, Ct);
        Assert.False(File.Exists(Path.Combine(folder, "out", "A.csv.dup")));

        await area.PutAsync("out", "A.csv", body, 1, new PossibleDuplicate(2, Monday), Ct);

        Assert.Equal(
            "possible-duplicate;2;2026-11-23T09:00:00Z\n",
            await File.ReadAllTextAsync(Path.Combine(folder, "out", "A.csv.dup"), Ct)
        );
        Assert.Equal([1, 2, 3], await File.ReadAllBytesAsync(Path.Combine(folder, "out", "A.csv"), Ct));
        Assert.Equal(["A.csv"], (await area.ListAsync("out", Ct)).Select(d => d.Name));
    }

    [Theory]
    [InlineData("KexAlgorithms diffie-hellman-group14-sha1")]
    [InlineData("Ciphers aes256-cbc")]
    [InlineData("MACs hmac-sha1\nCiphers aes256-ctr")]
    public async Task A_server_that_offers_only_outdated_algorithms_is_not_spoken_to(string only)
    {
        await using var outdated = new SshServer(only);
        await outdated.InitializeAsync();
        var area = Areas.Open(outdated.Profile("outdated"));

        await Assert.ThrowsAsync<Renci.SshNet.Common.SshConnectionException>(() => area.ListAsync("in", Ct));
    }

    private protected override (IDropArea Area, string Folder) Open()
    {
        var profile = server.Profile("p" + Guid.NewGuid().ToString("N"));
        return (Areas.Open(profile), profile.Root);
    }
}
