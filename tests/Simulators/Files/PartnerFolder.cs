using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Simulators.Files;

/// <summary>
/// A partner's own tree of folders, handled the way protocols.md §3b asks of partners: <c>.part</c>, rename, <c>.ok</c> when
/// writing; only what its <c>.ok</c> agrees with when reading. Written from the protocol, not from the hub.
/// </summary>
internal sealed class PartnerFolder
{
    private static readonly string[] Folders = ["in", "out", "ack", "archive", "quarantine"];

    private readonly string root;

    /// <summary>Opens the tree at <paramref name="root"/>, making the folders that are missing.</summary>
    public PartnerFolder(string root)
    {
        this.root = root;
        foreach (var folder in Folders)
        {
            Directory.CreateDirectory(Path.Combine(root, folder));
        }
    }

    /// <summary>The complete files of a folder, by name.</summary>
    public IReadOnlyList<ReadyFile> Ready(string folder) =>
        [
            .. Directory
                .EnumerateFiles(Path.Combine(root, folder), "*.csv")
                .Order(StringComparer.Ordinal)
                .Select(Complete)
                .OfType<ReadyFile>(),
        ];

    /// <summary>Is a file of that name there, complete or not?</summary>
    public bool Has(string folder, string name) => File.Exists(Path.Combine(root, folder, name));

    /// <summary>Drops a file so that its name never appears without its whole content.</summary>
    public void Put(string folder, string name, byte[] content, int records)
    {
        var path = Path.Combine(root, folder, name);
        Write(path, content);
        var seal = string.Create(
            CultureInfo.InvariantCulture,
            $"{Convert.ToHexStringLower(SHA256.HashData(content))};{content.Length};{records}\n"
        );
        Write(path + ".ok", Encoding.ASCII.GetBytes(seal));
    }

    /// <summary>Takes a file, and its <c>.ok</c>, out of a folder.</summary>
    public void Move(string from, string name, string to)
    {
        foreach (var ending in (string[])[".ok", ""])
        {
            var source = Path.Combine(root, from, name) + ending;
            if (File.Exists(source))
            {
                File.Move(source, Path.Combine(root, to, name) + ending, overwrite: true);
            }
        }
    }

    /// <summary>The highest sequence number ever used for a kind and a code, wherever the file lies now; 0 when none was.</summary>
    public int LastSequence(string kind, string code) =>
        Folders
            .SelectMany(folder =>
                Directory.EnumerateFiles(Path.Combine(root, folder), $"{kind}_{code}_*.csv")
            )
            .Select(path => PartnerFileName.Parse(Path.GetFileName(path)))
            .Where(name => name?.Code == code)
            .Select(name => name!.Sequence)
            .DefaultIfEmpty(0)
            .Max();

    private static ReadyFile? Complete(string path)
    {
        if (!File.Exists(path + ".ok"))
        {
            return null;
        }

        var seal = File.ReadAllText(path + ".ok", Encoding.ASCII).Trim().Split(';');
        var content = File.ReadAllBytes(path);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(content));
        return
            seal.Length == 3
            && seal[0] == sha256
            && seal[1] == content.Length.ToString(CultureInfo.InvariantCulture)
            && int.TryParse(seal[2], NumberStyles.None, CultureInfo.InvariantCulture, out var records)
            ? new ReadyFile(Path.GetFileName(path), content, sha256, records)
            : null;
    }

    private static void Write(string path, byte[] content)
    {
        using (var stream = new FileStream(path + ".part", FileMode.Create, FileAccess.Write))
        {
            stream.Write(content);
            stream.Flush(flushToDisk: true);
        }

        File.Move(path + ".part", path, overwrite: true);
    }
}

/// <summary>A file whose <c>.ok</c> agrees with it.</summary>
internal sealed record ReadyFile(string Name, byte[] Content, string Sha256, int Records);
