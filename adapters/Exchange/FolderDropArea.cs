namespace Adapters.Exchange;

/// <summary>A drop area in a folder of this machine or of a mounted share.</summary>
internal sealed class FolderDropArea(string root) : IDropArea
{
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
        return AnswerAsync(
            name,
            async () =>
            {
                var state = await FindAsync(path, seal.Sha256, ct);
                if (state == DropState.Different)
                {
                    throw new DropConflictException(name);
                }

                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                if (again is not null)
                {
                    await WriteAsync(path + DropNames.Duplicate, again.ToBytes(), ct);
                }

                if (state != DropState.Complete)
                {
                    await WriteAsync(path, body, ct);
                    await WriteAsync(path + DropNames.Ok, seal.ToBytes(), ct);
                }

                return true;
            }
        );
    }

    public Task<DropState> FindAsync(string folder, string name, string sha256, CancellationToken ct) =>
        AnswerAsync(name, () => FindAsync(PathOf(folder, name), sha256, ct));

    public async Task<IReadOnlyList<Drop>> ListAsync(string folder, CancellationToken ct)
    {
        var path = Path.Combine(root, DropNames.Checked(folder));
        if (!Directory.Exists(path))
        {
            return [];
        }

        var drops = new List<Drop>();
        foreach (
            var file in new DirectoryInfo(path).EnumerateFiles().OrderBy(f => f.Name, StringComparer.Ordinal)
        )
        {
            if (DropNames.IsContent(file.Name))
            {
                drops.Add(
                    new Drop(
                        folder,
                        file.Name,
                        file.Length,
                        new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero),
                        await ReadSealAsync(file.FullName + DropNames.Ok, ct)
                    )
                );
            }
        }

        return drops;
    }

    public Task<FileBody?> FetchAsync(Drop drop, long maxBytes, CancellationToken ct) =>
        AnswerAsync(
            drop.Name,
            async () =>
            {
                using var writer = new SpoolStream(maxBytes);
                try
                {
                    if (!await TryReadAsync(PathOf(drop.Folder, drop.Name), writer, ct))
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
            }
        );

    public Task MoveAsync(Drop drop, string toFolder, CancellationToken ct)
    {
        var from = PathOf(drop.Folder, drop.Name);
        var to = PathOf(toFolder, drop.Name);
        return AnswerAsync(
            drop.Name,
            () =>
            {
                Directory.CreateDirectory(Path.GetDirectoryName(to)!);
                foreach (var ending in Endings)
                {
                    if (File.Exists(from + ending))
                    {
                        File.Move(from + ending, to + ending, overwrite: true);
                    }
                }

                return Task.FromResult(true);
            }
        );
    }

    public Task DeleteAsync(string folder, string name, CancellationToken ct)
    {
        var path = PathOf(folder, name);
        return AnswerAsync(
            name,
            () =>
            {
                // Where there is no folder, there is no file either.
                foreach (var ending in Directory.Exists(Path.GetDirectoryName(path)) ? AllEndings : [])
                {
                    File.Delete(path + ending);
                }

                return Task.FromResult(true);
            }
        );
    }

    public Task<AreaTrial> TryAsync(string name, FileBody body, CancellationToken ct)
    {
        var path = PathOf(AreaTrial.Folder, name);
        return AreaTrial.RunAsync(
            [
                (
                    "connect",
                    () =>
                        Directory.Exists(root)
                            ? Task.CompletedTask
                            : throw new DirectoryNotFoundException($"There is no folder '{root}'.")
                ),
                (
                    "write",
                    () =>
                    {
                        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                        return WritePartAsync(path + DropNames.Part, body, ct);
                    }
                ),
                (
                    "rename",
                    () =>
                    {
                        File.Move(path + DropNames.Part, path, overwrite: true);
                        return Task.CompletedTask;
                    }
                ),
                (
                    "list",
                    () =>
                        Directory.GetFiles(Path.GetDirectoryName(path)!).Contains(path)
                            ? Task.CompletedTask
                            : throw new IOException($"'{name}' was written, and is not listed.")
                ),
                ("read", () => ReadBackAsync(path, path, body, ct)),
                (
                    "delete",
                    () =>
                    {
                        File.Delete(path);
                        return Task.CompletedTask;
                    }
                ),
            ],
            ct
        );
    }

    private static async Task<DropState> FindAsync(string path, string sha256, CancellationToken ct)
    {
        using var there = new DigestStream();
        if (!await TryReadAsync(path, there, ct))
        {
            return File.Exists(path + DropNames.Part) ? DropState.Partial : DropState.Absent;
        }

        if (!File.Exists(path + DropNames.Ok))
        {
            return DropState.Partial;
        }

        if (there.TakeSha256() != sha256)
        {
            return DropState.Different;
        }

        var seal = await ReadSealAsync(path + DropNames.Ok, ct);
        return seal?.Sha256 == sha256 && seal.Bytes == there.Length ? DropState.Complete : DropState.Partial;
    }

    private static async Task WriteAsync(string path, byte[] line, CancellationToken ct)
    {
        using var body = FileBody.Of(line);
        await WriteAsync(path, body, ct);
    }

    /// <summary>The name appears when, and only when, all bytes have been read back.</summary>
    private static async Task WriteAsync(string path, FileBody body, CancellationToken ct)
    {
        var part = path + DropNames.Part;
        await WritePartAsync(part, body, ct);
        await ReadBackAsync(part, path, body, ct);
        File.Move(part, path, overwrite: true);
    }

    private static async Task WritePartAsync(string part, FileBody body, CancellationToken ct)
    {
        await using var stream = new FileStream(part, FileMode.Create, FileAccess.Write, FileShare.None);
        await using var source = body.OpenRead();
        await source.CopyToAsync(stream, ct);
        stream.Flush(flushToDisk: true);
    }

    private static async Task ReadBackAsync(string there, string path, FileBody body, CancellationToken ct)
    {
        using var digest = new DigestStream();
        if (
            !await TryReadAsync(there, digest, ct)
            || digest.Length != body.Length
            || digest.TakeSha256() != body.Sha256
        )
        {
            throw new IOException($"'{Path.GetFileName(path)}' does not read back as it was written.");
        }
    }

    private static async Task<bool> TryReadAsync(string path, Stream into, CancellationToken ct)
    {
        try
        {
            await using var file = new FileStream(
                path,
                FileMode.Open,
                FileAccess.Read,
                FileShare.ReadWrite | FileShare.Delete
            );
            await file.CopyToAsync(into, ct);
            return true;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }

    private static async Task<FileSeal?> ReadSealAsync(string path, CancellationToken ct) =>
        File.Exists(path) ? FileSeal.Parse(await File.ReadAllBytesAsync(path, ct)) : null;

    private static async Task<T> AnswerAsync<T>(string name, Func<Task<T>> act)
    {
        try
        {
            return await act();
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new DropRefusedException(name, "no permission", exception);
        }
    }

    private string PathOf(string folder, string name) =>
        Path.Combine(root, DropNames.Checked(folder), DropNames.Checked(name));
}
