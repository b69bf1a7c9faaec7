namespace Adapters.Exchange;

/// <summary>
/// One partner's tree of folders, near or far: <c>in/ out/ ack/ archive/ quarantine/</c> as the partner sees it (<c>out</c> =
/// to the partner). A name appears only with its whole content behind it. Silence of the server is an exception; so is its
/// "no", which is a <see cref="DropRefusedException"/>.
/// </summary>
public interface IDropArea
{
    /// <summary>
    /// Puts a file: <c>NAME.part</c> → flush → read back → rename to <c>NAME</c> → <c>NAME.ok</c>. Doing it again with the same
    /// content changes nothing; with other content it throws <see cref="DropConflictException"/>.
    /// </summary>
    /// <param name="folder">One of the tree's.</param>
    /// <param name="name">The file's.</param>
    /// <param name="body">Its bytes.</param>
    /// <param name="records">For the seal.</param>
    /// <param name="again">Said beside the file, in <c>NAME.dup</c>, when it is sent once more; null the first time.</param>
    /// <param name="ct">Cancels.</param>
    Task PutAsync(
        string folder,
        string name,
        FileBody body,
        int records,
        PossibleDuplicate? again,
        CancellationToken ct
    );

    /// <summary>What is there under a name, for a write whose end nobody saw.</summary>
    Task<DropState> FindAsync(string folder, string name, string sha256, CancellationToken ct);

    /// <summary>The files of a folder that are complete or may become so; what is written beside them is not listed.</summary>
    Task<IReadOnlyList<Drop>> ListAsync(string folder, CancellationToken ct);

    /// <summary>
    /// The content of a file; null when it is larger than <paramref name="maxBytes"/>, gone, or (without a seal) no longer as
    /// long as it was when it was listed.
    /// </summary>
    Task<FileBody?> FetchAsync(Drop drop, long maxBytes, CancellationToken ct);

    /// <summary>Moves a file, and its <c>.ok</c>, to another folder; a file that is gone is no error.</summary>
    Task MoveAsync(Drop drop, string toFolder, CancellationToken ct);

    /// <summary>Removes a file, and what stands beside it; a file that is gone is no error.</summary>
    Task DeleteAsync(string folder, string name, CancellationToken ct);

    /// <summary>
    /// Tries the area in its folder <c>test/</c>, which nobody reads: connects, writes, renames, lists, reads back and deletes,
    /// each step with its time. The first step that fails is the last; nothing is thrown but the caller's cancellation.
    /// </summary>
    Task<AreaTrial> TryAsync(string name, FileBody body, CancellationToken ct);
}

/// <summary>A file a partner left.</summary>
/// <param name="Folder">One of the tree's.</param>
/// <param name="Name">As the server says it.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="LastWriteAt">By the server's clock.</param>
/// <param name="Seal">What its <c>.ok</c> says; null while there is none that can be read.</param>
public sealed record Drop(string Folder, string Name, long Bytes, DateTimeOffset LastWriteAt, FileSeal? Seal)
{
    /// <summary>May the name become part of a path? A file of another name is seen, and not touched.</summary>
    public bool HasSafeName => DropNames.IsSafe(Name);
}

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

/// <summary>The server answered, and said no: no permission, no space, no such operation.</summary>
public sealed class DropRefusedException(string name, string answer, Exception inner)
    : IOException($"'{name}': the server refuses: {answer}", inner);
