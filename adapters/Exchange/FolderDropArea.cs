namespace Adapters.Exchange;

/// <summary>A drop area in a folder of this machine or of a mounted share.</summary>
internal sealed class FolderDropArea(string root) : IDropArea
{
    public async Task PutAsync(
        string folder,
        string name,
        ReadOnlyMemory<byte> content,
        int records,
        CancellationToken ct
    )
    {
        var path = PathOf(folder, name);
        var seal = FileSeal.Of(content.Span, records);
        switch (await FindAsync(folder, name, seal.Sha256, ct))
        {
            case DropState.Complete:
                return;
            case DropState.Different:
                throw new DropConflictException(name);
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await WriteAsync(path + DropNames.Part, content, ct);
        File.Move(path + DropNames.Part, path, overwrite: true);
        if (!seal.Fits(await File.ReadAllBytesAsync(path, ct)))
        {
            throw new IOException($"'{name}' does not read back as it was written.");
        }

        await WriteAsync(path + DropNames.Ok + DropNames.Part, seal.ToBytes(), ct);
        File.Move(path + DropNames.Ok + DropNames.Part, path + DropNames.Ok, overwrite: true);
    }

    public async Task<DropState> FindAsync(string folder, string name, string sha256, CancellationToken ct)
    {
        var path = PathOf(folder, name);
        if (!File.Exists(path))
        {
            return File.Exists(path + DropNames.Part) ? DropState.Partial : DropState.Absent;
        }

        var content = await File.ReadAllBytesAsync(path, ct);
        if (FileSeal.Of(content, 0).Sha256 != sha256)
        {
            return File.Exists(path + DropNames.Ok) ? DropState.Different : DropState.Partial;
        }

        return File.Exists(path + DropNames.Ok) ? DropState.Complete : DropState.Partial;
    }

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
            if (IsContent(file.Name))
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

    public async Task<byte[]?> ReadAsync(Drop drop, long maxBytes, CancellationToken ct)
    {
        var file = new FileInfo(PathOf(drop.Folder, drop.Name));
        return file.Exists && file.Length <= maxBytes
            ? await File.ReadAllBytesAsync(file.FullName, ct)
            : null;
    }

    public Task MoveAsync(Drop drop, string toFolder, CancellationToken ct)
    {
        var from = PathOf(drop.Folder, drop.Name);
        var to = PathOf(toFolder, drop.Name);
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        foreach (var ending in (string[])[DropNames.Ok, ""])
        {
            if (File.Exists(from + ending))
            {
                File.Move(from + ending, to + ending, overwrite: true);
            }
        }

        return Task.CompletedTask;
    }

    internal static bool IsContent(string name) =>
        DropNames.IsSafe(name)
        && !name.EndsWith(DropNames.Part, StringComparison.Ordinal)
        && !name.EndsWith(DropNames.Ok, StringComparison.Ordinal);

    private static async Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken ct)
    {
        await using var stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None);
        await stream.WriteAsync(content, ct);
        stream.Flush(flushToDisk: true);
    }

    private static async Task<FileSeal?> ReadSealAsync(string path, CancellationToken ct) =>
        File.Exists(path) ? FileSeal.Parse(await File.ReadAllBytesAsync(path, ct)) : null;

    private string PathOf(string folder, string name) =>
        Path.Combine(root, DropNames.Checked(folder), DropNames.Checked(name));
}
