namespace Adapters.Exchange;

/// <summary>Opens drop areas by their profile. Connections are shared and kept.</summary>
public sealed class DropAreas : IAsyncDisposable
{
    private readonly SftpConnections connections = new();

    /// <summary>The area a profile describes; nothing is connected to yet.</summary>
    public IDropArea Open(DropAreaProfile profile) =>
        profile.Kind == "sftp" ? new SftpDropArea(connections, profile) : new FolderDropArea(profile.Root);

    public ValueTask DisposeAsync() => connections.DisposeAsync();
}
