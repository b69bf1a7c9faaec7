using Renci.SshNet;
using Renci.SshNet.Common;

namespace Adapters.Exchange;

/// <summary>A drop area behind SFTP.</summary>
internal sealed class SftpDropArea(SftpConnections connections, DropAreaProfile profile) : IDropArea
{
    private const int MaxSealBytes = 1024;
    private static readonly string[] Endings = [DropNames.Ok, ""];
    private static readonly string[] AllEndings = [DropNames.Part, DropNames.Ok, DropNames.Duplicate, ""];

    public Task PutAsync(
        string folder,
        string name,
        FileBody body,
        int records,
        PossibleDuplicate? again,
        CancellationToken ct
    )
    {
        var path = PathOf(folder, name);
        var seal = FileSeal.Of(body, records);
        return UseAsync(
            name,
            async (files, token) =>
            {
                var state = await FindAsync(files, path, seal.Sha256, token);
                if (state == DropState.Different)
                {
                    throw new DropConflictException(name);
                }

                if (again is not null)
                {
                    await WriteAsync(files, path + DropNames.Duplicate, again.ToBytes(), token);
                }

                if (state != DropState.Complete)
                {
                    await WriteAsync(files, path, body, token);
                    await WriteAsync(files, path + DropNames.Ok, seal.ToBytes(), token);
                }

                return true;
            },
            ct
        );
    }

    public Task<DropState> FindAsync(string folder, string name, string sha256, CancellationToken ct)
    {
        var path = PathOf(folder, name);
        return UseAsync(name, (files, token) => FindAsync(files, path, sha256, token), ct);
    }

    public Task<IReadOnlyList<Drop>> ListAsync(string folder, CancellationToken ct) =>
        UseAsync<IReadOnlyList<Drop>>(
            folder,
            async (files, token) =>
            {
                var drops = new List<Drop>();
                // A server that does not tell small letters from capitals may list an ending as it likes.
                var seals = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
                await foreach (var file in files.ListAsync(FolderOf(folder), token))
                {
                    if (file.Name.EndsWith(DropNames.Ok, StringComparison.OrdinalIgnoreCase))
                    {
                        seals[file.Name] = file.FullName;
                    }
                    else if (DropNames.IsContent(file.Name))
                    {
                        var at = new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero);
                        drops.Add(new Drop(folder, file.Name, file.Length, at, null));
                    }
                }

                for (var i = 0; i < drops.Count; i++)
                {
                    if (drops[i].HasSafeName && seals.TryGetValue(drops[i].Name + DropNames.Ok, out var path))
                    {
                        drops[i] = drops[i] with { Seal = await ReadSealAsync(files, path, token) };
                    }
                }

                return [.. drops.OrderBy(drop => drop.Name, StringComparer.Ordinal)];
            },
            ct
        );

    public Task<FileBody?> FetchAsync(Drop drop, long maxBytes, CancellationToken ct) =>
        UseAsync(
            drop.Name,
            async (files, token) =>
            {
                using var writer = new SpoolStream(maxBytes);
                try
                {
                    if (!await files.TryReadAsync(PathOf(drop.Folder, drop.Name), writer, token))
                    {
                        return null;
                    }
                }
                catch (FileTooLongException)
                {
                    return null;
                }

                var body = writer.Finish();
                if (drop.Seal is not null || body.Length == drop.Bytes)
                {
                    return body;
                }

                body.Dispose();
                return null;
            },
            ct
        );

    public Task MoveAsync(Drop drop, string toFolder, CancellationToken ct) =>
        UseAsync(
            drop.Name,
            async (files, token) =>
            {
                foreach (var ending in Endings)
                {
                    var from = PathOf(drop.Folder, drop.Name) + ending;
                    if (await files.ExistsAsync(from, token))
                    {
                        await files.RenameAsync(from, PathOf(toFolder, drop.Name) + ending, token);
                    }
                }

                return true;
            },
            ct
        );

    public Task DeleteAsync(string folder, string name, CancellationToken ct) =>
        UseAsync(
            name,
            async (files, token) =>
            {
                foreach (var ending in AllEndings)
                {
                    await files.DeleteAsync(PathOf(folder, name) + ending, token);
                }

                return true;
            },
            ct
        );

    public async Task<AreaTrial> TryAsync(string name, FileBody body, CancellationToken ct)
    {
        var path = PathOf(AreaTrial.Folder, name);
        // A connection of its own: one that is open already would show nothing of the login.
        SftpClient? sftp = null;
        SftpFiles Files() => new(sftp!);
        try
        {
            return await AreaTrial.RunAsync(
                [
                    ("connect", async () => sftp = await connections.ConnectAsync(profile, ct)),
                    (
                        "write",
                        async () =>
                        {
                            await Files().MakeFolderAsync(FolderOf(AreaTrial.Folder), ct);
                            await Files().WriteAsync(path + DropNames.Part, body, ct);
                        }
                    ),
                    ("rename", () => Files().RenameAsync(path + DropNames.Part, path, ct)),
                    ("list", () => FindListedAsync(Files(), name, body.Length, ct)),
                    ("read", () => ReadBackAsync(Files(), path, body, ct)),
                    ("delete", () => Files().DeleteAsync(path, ct)),
                ],
                ct
            );
        }
        finally
        {
            sftp?.Dispose();
        }
    }

    private async Task FindListedAsync(SftpFiles files, string name, long length, CancellationToken ct)
    {
        await foreach (var file in files.ListAsync(FolderOf(AreaTrial.Folder), ct))
        {
            if (file.Name == name && file.Length == length)
            {
                return;
            }
        }

        throw new IOException($"'{name}' was written, and is not listed.");
    }

    private static async Task<DropState> FindAsync(
        SftpFiles files,
        string path,
        string sha256,
        CancellationToken ct
    )
    {
        using var there = new DigestStream();
        if (!await files.TryReadAsync(path, there, ct))
        {
            return await files.ExistsAsync(path + DropNames.Part, ct) ? DropState.Partial : DropState.Absent;
        }

        if (!await files.ExistsAsync(path + DropNames.Ok, ct))
        {
            return DropState.Partial;
        }

        if (there.TakeSha256() != sha256)
        {
            return DropState.Different;
        }

        var seal = await ReadSealAsync(files, path + DropNames.Ok, ct);
        return seal?.Sha256 == sha256 && seal.Bytes == there.Length ? DropState.Complete : DropState.Partial;
    }

    private static async Task<FileSeal?> ReadSealAsync(SftpFiles files, string path, CancellationToken ct)
    {
        using var line = new SpoolStream(MaxSealBytes);
        try
        {
            if (!await files.TryReadAsync(path, line, ct))
            {
                return null;
            }
        }
        catch (FileTooLongException)
        {
            return null;
        }

        using var body = line.Finish();
        return FileSeal.Parse(body.ToArray());
    }

    private static async Task WriteAsync(SftpFiles files, string path, byte[] line, CancellationToken ct)
    {
        using var body = FileBody.Of(line);
        await WriteAsync(files, path, body, ct);
    }

    /// <summary>The name appears when, and only when, all bytes have been read back from the server.</summary>
    private static async Task WriteAsync(SftpFiles files, string path, FileBody body, CancellationToken ct)
    {
        // A .part left by an interrupted try is simply written again from its beginning.
        await files.WriteAsync(path + DropNames.Part, body, ct);
        await ReadBackAsync(files, path + DropNames.Part, body, ct);
        await files.RenameAsync(path + DropNames.Part, path, ct);
        if (await files.LengthAsync(path, ct) != body.Length)
        {
            throw new IOException($"'{Path.GetFileName(path)}' is not what was renamed to it.");
        }
    }

    private static async Task ReadBackAsync(SftpFiles files, string path, FileBody body, CancellationToken ct)
    {
        using var there = new DigestStream();
        if (
            !await files.TryReadAsync(path, there, ct)
            || there.Length != body.Length
            || there.TakeSha256() != body.Sha256
        )
        {
            throw new IOException($"'{Path.GetFileName(path)}' does not read back as it was written.");
        }
    }

    private async Task<T> UseAsync<T>(
        string name,
        Func<SftpFiles, CancellationToken, Task<T>> act,
        CancellationToken ct
    )
    {
        try
        {
            return await connections.UseAsync(profile, (sftp, token) => act(new SftpFiles(sftp), token), ct);
        }
        catch (SftpException exception)
        {
            throw new DropRefusedException(name, exception.Message, exception);
        }
    }

    private string FolderOf(string folder) => $"{profile.Root.TrimEnd('/')}/{DropNames.Checked(folder)}";

    private string PathOf(string folder, string name) => $"{FolderOf(folder)}/{DropNames.Checked(name)}";
}
