namespace Adapters.Exchange;

/// <summary>
/// One partner's tree of folders, near or far: <c>in/ out/ ack/ archive/ quarantine/</c> as the partner sees it (<c>out</c> =
/// to the partner). A name appears only with its whole content behind it. Silence of the server is an exception.
/// </summary>
public interface IDropArea
{
    /// <summary>
    /// Puts a file: <c>NAME.part</c> → flush → rename to <c>NAME</c> → read back → <c>NAME.ok</c>. Doing it again with the same
    /// content changes nothing; with other content it throws <see cref="DropConflictException"/>.
    /// </summary>
    Task PutAsync(
        string folder,
        string name,
        ReadOnlyMemory<byte> content,
        int records,
        CancellationToken ct
    );

    /// <summary>What is there under a name, for a write whose end nobody saw.</summary>
    Task<DropState> FindAsync(string folder, string name, string sha256, CancellationToken ct);

    /// <summary>The files of a folder that are complete or may become so; <c>.part</c> and <c>.ok</c> files are not listed.</summary>
    Task<IReadOnlyList<Drop>> ListAsync(string folder, CancellationToken ct);

    /// <summary>The content of a file; null when it is larger than <paramref name="maxBytes"/> or gone.</summary>
    Task<byte[]?> ReadAsync(Drop drop, long maxBytes, CancellationToken ct);

    /// <summary>Moves a file, and its <c>.ok</c>, to another folder; a file that is gone is no error.</summary>
    Task MoveAsync(Drop drop, string toFolder, CancellationToken ct);
}

/// <summary>A file a partner left.</summary>
/// <param name="Seal">What its <c>.ok</c> says; null while there is none.</param>
public sealed record Drop(string Folder, string Name, long Bytes, DateTimeOffset LastWriteAt, FileSeal? Seal);

/// <summary>How far a write has come.</summary>
public enum DropState
{
    Absent,

    /// <summary>Only <c>.part</c>, or the file without its <c>.ok</c>: writing it again completes it.</summary>
    Partial,

    /// <summary>There, sealed, with the content asked for.</summary>
    Complete,

    /// <summary>There, with other content.</summary>
    Different,
}

/// <summary>A name is taken by other content: nothing is overwritten.</summary>
public sealed class DropConflictException(string name)
    : Exception($"'{name}' exists already with other content.");
