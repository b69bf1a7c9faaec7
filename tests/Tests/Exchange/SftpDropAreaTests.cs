using Adapters.Exchange;

namespace Tests.Exchange;

public sealed class SftpDropAreaTests(SshServer server)
    : DropAreaContract,
        IClassFixture<SshServer>,
        IAsyncDisposable
{
    private readonly DropAreas areas = new();

    public ValueTask DisposeAsync() => areas.DisposeAsync();

    [Fact]
    public async Task A_server_with_another_host_key_is_refused()
    {
        var profile = server.Profile("pinned");
        var wrong = new DropAreaProfile
        {
            Kind = "sftp",
            Root = profile.Root,
            Host = profile.Host,
            Port = profile.Port,
            User = profile.User,
            KeyFile = profile.KeyFile,
            HostFingerprints = ["AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"],
        };

        await Assert.ThrowsAsync<HostKeyRefusedException>(() => areas.Open(wrong).ListAsync("in", Ct));
    }

    [Fact]
    public async Task A_partner_without_a_pinned_host_key_is_not_connected_to()
    {
        var profile = server.Profile("unpinned");
        var open = new DropAreaProfile
        {
            Kind = "sftp",
            Root = profile.Root,
            Host = profile.Host,
            Port = profile.Port,
            User = profile.User,
            KeyFile = profile.KeyFile,
        };

        await Assert.ThrowsAsync<InvalidOperationException>(() => areas.Open(open).ListAsync("in", Ct));
    }

    private protected override (IDropArea Area, string Folder) Open()
    {
        var profile = server.Profile("p" + Guid.NewGuid().ToString("N"));
        return (areas.Open(profile), profile.Root);
    }
}
