using Renci.SshNet;
using Renci.SshNet.Common;

namespace Adapters.Exchange;

/// <summary>A drop area behind SFTP.</summary>
internal sealed class SftpDropArea(SftpConnections connections, DropAreaProfile profile) : IDropArea
{
    private const long MaxOwnFile = 200L * 1024 * 1024;

    public async Task PutAsync(
        string folder,
        string name,
        ReadOnlyMemory<byte> content,
        int records,
        CancellationToken ct
    )
    {
        var seal = FileSeal.Of(content.Span, records);
        switch (await FindAsync(folder, name, seal.Sha256, ct))
        {
            case DropState.Complete:
                return;
            case DropState.Different:
                throw new DropConflictException(name);
        }

        var path = PathOf(folder, name);
        await connections.UseAsync(
            profile,
            async (sftp, token) =>
            {
                await WriteAsync(sftp, path, content.ToArray(), token);
                var there = await ReadBytesAsync(sftp, path, MaxOwnFile, token);
                if (there is null || !seal.Fits(there))
                {
                    throw new IOException($"'{name}' does not read back as it was written.");
                }

                await WriteAsync(sftp, path + DropNames.Ok, seal.ToBytes(), token);
                return true;
            },
            ct
        );
    }

    public Task<DropState> FindAsync(string folder, string name, string sha256, CancellationToken ct)
    {
        var path = PathOf(folder, name);
        return connections.UseAsync(
            profile,
            async (sftp, token) =>
            {
                if (await ReadBytesAsync(sftp, path, MaxOwnFile, token) is not { } content)
                {
                    return await sftp.ExistsAsync(path + DropNames.Part, token)
                        ? DropState.Partial
                        : DropState.Absent;
                }

                var sealedAlready = await sftp.ExistsAsync(path + DropNames.Ok, token);
                return FileSeal.Of(content, 0).Sha256 == sha256 && sealedAlready ? DropState.Complete
                    : sealedAlready ? DropState.Different
                    : DropState.Partial;
            },
            ct
        );
    }

    public Task<IReadOnlyList<Drop>> ListAsync(string folder, CancellationToken ct) =>
        connections.UseAsync<IReadOnlyList<Drop>>(
            profile,
            async (sftp, token) =>
            {
                var drops = new List<Drop>();
                var seals = new HashSet<string>(StringComparer.Ordinal);
                try
                {
                    await foreach (var file in sftp.ListDirectoryAsync(FolderOf(folder), token))
                    {
                        if (file.IsRegularFile && file.Name.EndsWith(DropNames.Ok, StringComparison.Ordinal))
                        {
                            seals.Add(file.Name);
                        }
                        else if (file.IsRegularFile && FolderDropArea.IsContent(file.Name))
                        {
                            var at = new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero);
                            drops.Add(new Drop(folder, file.Name, file.Length, at, null));
                        }
                    }
                }
                catch (SftpPathNotFoundException)
                {
                    return [];
                }

                for (var i = 0; i < drops.Count; i++)
                {
                    if (seals.Contains(drops[i].Name + DropNames.Ok))
                    {
                        var line = await ReadBytesAsync(
                            sftp,
                            PathOf(folder, drops[i].Name) + DropNames.Ok,
                            1024,
                            token
                        );
                        drops[i] = drops[i] with { Seal = line is null ? null : FileSeal.Parse(line) };
                    }
                }

                return [.. drops.OrderBy(drop => drop.Name, StringComparer.Ordinal)];
            },
            ct
        );

    public Task<byte[]?> ReadAsync(Drop drop, long maxBytes, CancellationToken ct) =>
        connections.UseAsync(
            profile,
            (sftp, token) => ReadBytesAsync(sftp, PathOf(drop.Folder, drop.Name), maxBytes, token),
            ct
        );

    public Task MoveAsync(Drop drop, string toFolder, CancellationToken ct) =>
        connections.UseAsync(
            profile,
            async (sftp, token) =>
            {
                foreach (var ending in (string[])[DropNames.Ok, ""])
                {
                    var from = PathOf(drop.Folder, drop.Name) + ending;
                    if (await sftp.ExistsAsync(from, token))
                    {
                        Rename(sftp, from, PathOf(toFolder, drop.Name) + ending);
                    }
                }

                return true;
            },
            ct
        );

    private static async Task WriteAsync(SftpClient sftp, string path, byte[] content, CancellationToken ct)
    {
        // A .part left by an interrupted try is simply written again from its beginning.
        using var stream = new MemoryStream(content, writable: false);
        await sftp.UploadFileAsync(stream, path + DropNames.Part, ct);
        Rename(sftp, path + DropNames.Part, path);
    }

    private static void Rename(SftpClient sftp, string from, string to)
    {
        try
        {
            sftp.RenameFile(from, to, isPosix: true);
        }
        catch (NotSupportedException)
        {
            // A server without posix-rename never overwrites: what is in the way goes first.
            if (sftp.Exists(to))
            {
                sftp.DeleteFile(to);
            }

            sftp.RenameFile(from, to);
        }
    }

    private static async Task<byte[]?> ReadBytesAsync(
        SftpClient sftp,
        string path,
        long maxBytes,
        CancellationToken ct
    )
    {
        try
        {
            var attributes = await sftp.GetAttributesAsync(path, ct);
            if (attributes.Size > maxBytes)
            {
                return null;
            }

            using var stream = new MemoryStream((int)attributes.Size);
            await sftp.DownloadFileAsync(path, stream, ct);
            return stream.ToArray();
        }
        catch (SftpPathNotFoundException)
        {
            return null;
        }
    }

    private string FolderOf(string folder) => $"{profile.Root.TrimEnd('/')}/{DropNames.Checked(folder)}";

    private string PathOf(string folder, string name) => $"{FolderOf(folder)}/{DropNames.Checked(name)}";
}
