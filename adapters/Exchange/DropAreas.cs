namespace Adapters.Exchange;

/// <summary>Opens drop areas by their profile. Connections are shared and kept.</summary>
/// <param name="clock">Tells which host keys are trusted today.</param>
public sealed class DropAreas(TimeProvider clock) : IAsyncDisposable
{
    private readonly SftpConnections connections = new(clock);

    /// <summary>The area a profile describes; nothing is connected to yet.</summary>
    public IDropArea Open(DropAreaProfile profile) =>
        profile.Kind == "sftp" ? new SftpDropArea(connections, profile) : new FolderDropArea(profile.Root);

    public ValueTask DisposeAsync() => connections.DisposeAsync();
}
