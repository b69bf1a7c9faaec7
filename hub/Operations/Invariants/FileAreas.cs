using System.Security.Cryptography;

namespace Hub.Operations.Invariants;

/// <summary>
/// The trees of the partners, <c>{root}/{partner}/{in,out,ack,archive,quarantine}</c>, as they lie on the disk of a sandbox.
/// </summary>
internal sealed class FileAreas(string root)
{
    private const string Seal = ".ok";

    /// <summary>Every complete data file: seals and files still being written are left out.</summary>
    public IEnumerable<AreaFile> Files()
    {
        foreach (var area in Directory.EnumerateDirectories(root).Order(StringComparer.Ordinal))
        {
            foreach (var folder in Directory.EnumerateDirectories(area).Order(StringComparer.Ordinal))
            {
                foreach (
                    var path in Directory
                        .EnumerateFiles(folder)
                        .Where(IsComplete)
                        .Order(StringComparer.Ordinal)
                )
                {
                    yield return new AreaFile(
                        Path.GetFileName(area),
                        Path.GetFileName(folder),
                        Path.GetFileName(path),
                        path
                    );
                }
            }
        }
    }

    /// <summary>A data file counts by its seal, as it does for whoever reads it.</summary>
    private static bool IsComplete(string path) =>
        !path.EndsWith(Seal, StringComparison.Ordinal) && File.Exists(path + Seal);
}

/// <summary>One file in a partner's tree.</summary>
/// <param name="Folder"><c>in</c>, <c>out</c>, <c>ack</c>, <c>archive</c> or <c>quarantine</c>.</param>
internal sealed record AreaFile(string Partner, string Folder, string Name, string Path)
{
    /// <summary>SHA-256 of its content, lower-case.</summary>
    public async Task<string> HashAsync(CancellationToken ct)
    {
        await using var stream = File.OpenRead(Path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, ct));
    }
}
