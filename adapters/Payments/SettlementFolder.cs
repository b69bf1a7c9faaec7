using Microsoft.Extensions.Options;

namespace Adapters.Payments;

/// <summary>
/// The folder a provider (or its bank line) leaves settlement files in. A file is taken when it has its final name; afterwards
/// it lies in <c>archive</c>.
/// </summary>
public sealed class SettlementFolder(IOptions<SettlementFolderOptions> options)
{
    private const string Archive = "archive";

    /// <summary>The complete files, oldest name first; none when no folder is configured or it is not there yet.</summary>
    public IReadOnlyList<string> List() =>
        options.Value.Folder is { } folder && Directory.Exists(folder)
            ?
            [
                .. Directory
                    .EnumerateFiles(folder, "*.csv")
                    .Select(path => Path.GetFileName(path))
                    .Order(StringComparer.Ordinal),
            ]
            : [];

    /// <summary>The bytes of a file; null when another node has taken it meanwhile.</summary>
    public async Task<byte[]?> ReadAsync(string name, CancellationToken ct)
    {
        try
        {
            return await File.ReadAllBytesAsync(PathOf(name), ct);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Puts a file that was taken out of the way; a second one of its name replaces it.</summary>
    public void PutAway(string name)
    {
        var archive = Directory.CreateDirectory(Path.Combine(options.Value.Folder!, Archive));
        if (File.Exists(PathOf(name)))
        {
            File.Move(PathOf(name), Path.Combine(archive.FullName, name), overwrite: true);
        }
    }

    private string PathOf(string name) => Path.Combine(options.Value.Folder!, name);
}
