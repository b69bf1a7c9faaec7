using System.Globalization;
using Adapters.Exchange;
using Microsoft.Extensions.Options;

namespace Adapters.Payments;

/// <summary>
/// The folder a provider (or its bank line) leaves settlement files in. A file that is still being copied is left alone;
/// one that was taken lies in <c>archive</c>, its length behind its name, so that it shows when somebody goes on writing it.
/// </summary>
public sealed class SettlementFolder(IOptions<SettlementFolderOptions> options)
{
    private const string Archive = "archive";
    private const string Ending = ".csv";
    private static readonly EnumerationOptions AnyCase = new()
    {
        MatchCasing = MatchCasing.CaseInsensitive,
        AttributesToSkip = FileAttributes.Directory,
    };

    private IReadOnlyDictionary<string, Look> looks = new Dictionary<string, Look>();

    /// <summary>What lies there now, by name; nothing when no folder is configured or it is not there yet.</summary>
    /// <param name="now">When this look is taken. A file that stands still is whole from the second look on.</param>
    public IReadOnlyList<SettlementDrop> List(DateTimeOffset now)
    {
        var files = Files(Folder).OrderBy(f => f.Name, StringComparer.Ordinal).ToList();
        var seen = files.ToDictionary(f => f.Name, f => LookAt(f, now), StringComparer.Ordinal);
        var before = looks;
        looks = seen;
        return
        [
            .. files.Select(file => new SettlementDrop(
                file.Name,
                IsWhole(file.Name, seen[file.Name], before.ContainsKey(file.Name), now),
                now - seen[file.Name].FirstSeenAt >= options.Value.ShowWaitingAfter
            )),
        ];
    }

    /// <summary>
    /// The bytes of a file; null when another node has taken it meanwhile, when its <c>.ok</c> was made for others, or when
    /// they are no longer those that were looked at.
    /// </summary>
    public async Task<byte[]?> ReadAsync(string name, CancellationToken ct)
    {
        try
        {
            var content = await File.ReadAllBytesAsync(PathOf(name), ct);
            if (!options.Value.Trigger)
            {
                return looks.GetValueOrDefault(name)?.Bytes == content.Length ? content : null;
            }

            // A provider with a form of its own for it says by the file alone that the other is whole.
            var seal = FileSeal.Parse(await File.ReadAllBytesAsync(PathOf(name) + DropNames.Ok, ct));
            return seal is null || seal.Fits(content) ? content : null;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Puts a file that was taken out of the way, and its <c>.ok</c> with it.</summary>
    /// <param name="bytes">How long it was when it was taken.</param>
    public void PutAway(string name, long bytes)
    {
        var archived = Path.Combine(Directory.CreateDirectory(ArchiveFolder).FullName, Archived(name, bytes));
        Move(PathOf(name) + DropNames.Ok, archived + DropNames.Ok);
        Move(PathOf(name), archived);
    }

    /// <summary>Files that have another length now than when they were taken: whoever wrote them had not finished.</summary>
    public IReadOnlyList<GrownSettlement> Grown() =>
        [
            .. Files(ArchiveFolder, Ending + ".*")
                .Select(file => (File: file, Taken: Taken(file.Name)))
                .Where(one => one.Taken is { } taken && taken.Bytes != one.File.Length)
                .Select(one => new GrownSettlement(
                    one.Taken!.Value.Name,
                    one.Taken.Value.Bytes,
                    one.File.Length
                ))
                .OrderBy(grown => grown.Name, StringComparer.Ordinal),
        ];

    /// <summary>A person has been told: the file stands under the length it has now, and is told again if it changes.</summary>
    public void Acknowledge(GrownSettlement grown) =>
        Move(
            Path.Combine(ArchiveFolder, Archived(grown.Name, grown.BytesTaken)),
            Path.Combine(ArchiveFolder, Archived(grown.Name, grown.Bytes))
        );

    private string? Folder => options.Value.Folder;

    private string ArchiveFolder => Path.Combine(Folder ?? "", Archive);

    private string PathOf(string name) => Path.Combine(Folder!, name);

    private static string Archived(string name, long bytes) =>
        string.Create(CultureInfo.InvariantCulture, $"{name}.{bytes}");

    private static (string Name, long Bytes)? Taken(string archived)
    {
        var cut = archived.LastIndexOf('.');
        return
            cut > 0
            && archived[..cut].EndsWith(Ending, StringComparison.OrdinalIgnoreCase)
            && long.TryParse(
                archived.AsSpan(cut + 1),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var bytes
            )
            ? (archived[..cut], bytes)
            : null;
    }

    private static IEnumerable<FileInfo> Files(string? folder, string ending = Ending) =>
        folder is { Length: > 0 } && Directory.Exists(folder)
            ? new DirectoryInfo(folder).EnumerateFiles("*" + ending, AnyCase)
            : [];

    private static void Move(string from, string to)
    {
        try
        {
            File.Move(from, to, overwrite: true);
        }
        catch (FileNotFoundException)
        {
            // There was none, or another node has put it away.
        }
    }

    private Look LookAt(FileInfo file, DateTimeOffset now)
    {
        var before = looks.GetValueOrDefault(file.Name);
        return before is not null && before.Bytes == file.Length && before.ChangedAt == file.LastWriteTimeUtc
            ? before
            : new Look(file.Length, file.LastWriteTimeUtc, now, before?.FirstSeenAt ?? now);
    }

    private bool IsWhole(string name, Look look, bool isSecond, DateTimeOffset now) =>
        options.Value.Trigger
            ? File.Exists(PathOf(name) + DropNames.Ok)
            // By our clock alone: the one of a mounted share need not agree with it.
            : isSecond && now - look.StillSince >= options.Value.Stillness;

    /// <summary>How a file looked, and since when.</summary>
    private sealed record Look(
        long Bytes,
        DateTime ChangedAt,
        DateTimeOffset StillSince,
        DateTimeOffset FirstSeenAt
    );
}

/// <summary>A settlement file that lies in the folder.</summary>
/// <param name="IsWhole">Is it known to be complete?</param>
/// <param name="HasWaited">Has it lain there longer than a person should be left without knowing?</param>
public sealed record SettlementDrop(string Name, bool IsWhole, bool HasWaited);

/// <summary>A settlement file that somebody went on writing after it was taken.</summary>
/// <param name="BytesTaken">Its length when it was taken.</param>
/// <param name="Bytes">Its length now.</param>
public sealed record GrownSettlement(string Name, long BytesTaken, long Bytes);
