using System.Text.Json;
using Adapters.Exchange;
using Adapters.Post;
using NodaTime;
using Simulators.Post;
using Simulators.Scenario;
using Tests.Architecture;

namespace Tests.Post;

/// <summary>A simulated post with its folder, clock and journal, and our side of the folder as the hub opens it.</summary>
internal sealed class PostOffice : IDisposable
{
    public static readonly DateTimeOffset Monday = new(2026, 11, 23, 15, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeZone Casablanca = DateTimeZoneProviders.Tzdb[PostOptions.Casablanca];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("post-");
    private readonly DropAreas areas = new(TimeProvider.System);
    private readonly PostSimulatorOptions options;
    private Journal? journal;

    public PostOffice(Func<PostSimulatorOptions, PostSimulatorOptions>? change = null)
    {
        var usual = new PostSimulatorOptions(
            Path.Combine(folder.FullName, "area"),
            Path.Combine(Repository.Root, "config", "countries.json"),
            Seed: 7
        );
        options = change?.Invoke(usual) ?? usual;
        Area = areas.Open(new DropAreaProfile { Kind = "folder", Root = options.Root });
        Reopen();
    }

    public IDropArea Area { get; }

    public PlanBook Plans { get; } = new();

    public PartnerClock Clock { get; } = new(Monday);

    public Agenda Agenda { get; private set; } = new();

    public PostSimulator Post { get; private set; } = null!;

    /// <summary>The post's process ends and begins again on the same folder: whatever it had planned is forgotten.</summary>
    public void Reopen()
    {
        journal?.Dispose();
        journal = new Journal(folder.FullName, "post");
        Agenda = new Agenda();
        Post = new PostSimulator(options, Agenda, journal, Clock, Plans);
    }

    /// <summary>Our manifest, composed and dropped as the hub does it; returns its name.</summary>
    public async Task<string> SendAsync(Manifest manifest, CancellationToken ct)
    {
        var done = ManifestFile.Compose(manifest);
        return await SendAsync(manifest, done.Bytes, done.Records, ct);
    }

    public async Task<string> SendAsync(Manifest manifest, byte[] bytes, int records, CancellationToken ct)
    {
        var name = new ExchangeFileName(
            FileKind.MAN,
            manifest.Bureau,
            manifest.DepositDate,
            manifest.Sequence,
            IsTest: true
        ).ToString();
        await Area.PutAsync("out", name, bytes, records, ct);
        return name;
    }

    /// <summary>Lets so much time pass, scanning once at its beginning; everything due on the way happens when it is due.</summary>
    public async Task PassAsync(TimeSpan time, CancellationToken ct)
    {
        var until = Clock.GetUtcNow() + time;
        await Post.ScanAsync(ct);
        while (Agenda.NextDueAt is { } due && due <= until)
        {
            Clock.StepTo(due > Clock.GetUtcNow() ? due : Clock.GetUtcNow());
            await Agenda.RunDueAsync(Clock.GetUtcNow(), TimeSpan.FromMinutes(1), ct);
        }

        Clock.StepTo(until);
    }

    public async Task<IReadOnlyList<ManifestVerdict>> VerdictsAsync(CancellationToken ct) =>
        await RowsAsync(FileKind.MAC, bytes => PostFile.ReadVerdicts(bytes), ct);

    public async Task<IReadOnlyList<ItemVerdict>> ItemsAsync(CancellationToken ct) =>
        await RowsAsync(FileKind.MRS, bytes => PostFile.ReadItems(bytes), ct);

    public async Task<IReadOnlyList<TrackingEvent>> EventsAsync(CancellationToken ct) =>
        await RowsAsync(FileKind.EVT, bytes => PostFile.ReadEvents(bytes, Casablanca), ct);

    public async Task<IReadOnlyList<ReturnedItem>> ReturnsAsync(CancellationToken ct) =>
        await RowsAsync(FileKind.RET, bytes => PostFile.ReadReturns(bytes, Casablanca), ct);

    public async Task<IReadOnlyList<BilledLetter>> BilledAsync(CancellationToken ct) =>
        await RowsAsync(FileKind.INV, bytes => PostFile.ReadBilling(bytes), ct);

    /// <summary>What the hub would think of a letter: from events and returns alone.</summary>
    public async Task<TrackingSummary> SummaryAsync(S10Item item, CancellationToken ct)
    {
        var events = await EventsAsync(ct);
        var returns = await ReturnsAsync(ct);
        return TrackingSummary.Of(
            events.Concat(returns.Select(r => r.ToEvent())).Where(e => e.Item == item.ToString()),
            PostData.Vocabulary
        );
    }

    public async Task<IReadOnlyList<ExchangeFileName>> NamesAsync(CancellationToken ct) =>
        [.. (await Area.ListAsync("in", ct)).Select(drop => ExchangeFileName.Parse(drop.Name)!)];

    public async Task<byte[]> ReadAsync(string folderName, string name, CancellationToken ct)
    {
        var drop = (await Area.ListAsync(folderName, ct)).Single(d => d.Name == name);
        return (await Area.ReadAsync(drop, 1 << 20, ct))!;
    }

    /// <summary>The effects of a kind that the post noted: key, and whether it knew it from before.</summary>
    public IReadOnlyList<(string Key, bool Repeated)> Noted(string effect)
    {
        using var file = new FileStream(
            Path.Combine(folder.FullName, "post.jsonl"),
            FileMode.Open,
            FileAccess.Read,
            FileShare.ReadWrite
        );
        using var reader = new StreamReader(file);
        var noted = new List<(string, bool)>();
        while (reader.ReadLine() is { } line)
        {
            using var entry = JsonDocument.Parse(line);
            if (entry.RootElement.GetProperty("effect").GetString() == effect)
            {
                noted.Add(
                    (
                        entry.RootElement.GetProperty("key").GetString()!,
                        entry.RootElement.GetProperty("repeated").GetBoolean()
                    )
                );
            }
        }

        return noted;
    }

    public void Dispose()
    {
        journal?.Dispose();
        folder.Delete(recursive: true);
    }

    private async Task<IReadOnlyList<T>> RowsAsync<T>(
        FileKind kind,
        Func<byte[], PostReading<T>> read,
        CancellationToken ct
    )
    {
        var rows = new List<T>();
        foreach (var drop in await Area.ListAsync("in", ct))
        {
            if (ExchangeFileName.Parse(drop.Name)?.Kind == kind)
            {
                var bytes = (await Area.ReadAsync(drop, 1 << 20, ct))!;
                Assert.True(drop.Seal!.Fits(bytes));
                var reading = read(bytes);
                Assert.True(reading.IsReadable);
                Assert.Equal(drop.Seal.Records, reading.Records);
                rows.AddRange(reading.Rows);
            }
        }

        return rows;
    }
}
