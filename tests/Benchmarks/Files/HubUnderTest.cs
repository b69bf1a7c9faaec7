using System.Diagnostics;
using System.Globalization;
using Hub.Catalogue;
using Hub.Exchange;
using Hub.Operations;
using Hub.Registries;
using Hub.Storage;
using Hub.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Benchmarks.Files;

/// <summary>The hub's own store, catalogue and exchange of files, with a folder for a partner.</summary>
internal sealed class HubUnderTest : IAsyncDisposable
{
    public const string Bureau = "SEB-01";

    /// <summary>Taken first, as a hub at work has taken files before: what is measured is not the compiler.</summary>
    public const string FirstFile = "ANS_SEB-01_20261123_000001_P.csv";

    /// <summary>Rows of the first file.</summary>
    public const int FirstRows = 30_000;

    /// <summary>The file that is measured.</summary>
    public const string MeasuredFile = "ANS_SEB-01_20261123_000002_P.csv";
    private const long MaxBytes = 1L << 30;

    private readonly ServiceProvider services;
    private readonly string folder;

    private HubUnderTest(ServiceProvider services, string folder)
    {
        this.services = services;
        this.folder = folder;
    }

    public HubStore Store => services.GetRequiredService<HubStore>();

    /// <summary>Where the bureau leaves its files.</summary>
    public string Inbox => Path.Combine(folder, Bureau, "in");

    public static async Task<HubUnderTest> OpenAsync(
        IDatabaseDialect dialect,
        string folder,
        CancellationToken ct
    )
    {
        await new SchemaPreparation(dialect).StartAsync(ct);
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                new Dictionary<string, string?>
                {
                    ["Catalogue:Folder"] = "config",
                    ["Exchange:MaxFileBytes"] = MaxBytes.ToString(CultureInfo.InvariantCulture),
                    ["Exchange:Bureaus:Kind"] = "folder",
                    ["Exchange:Bureaus:Root"] = Path.Combine(folder, "{code}"),
                    ["Exchange:PostOffice:Kind"] = "folder",
                    ["Exchange:PostOffice:Root"] = Path.Combine(folder, "post"),
                    ["Registries:RestAddress"] = "http://127.0.0.1:9/{code}/",
                    ["Registries:MasterSecret"] = "a secret of the benchmark",
                    ["Registries:ReminderAddress"] = "bureau-{code}@example.org",
                }
            )
            .Build();
        var collection = new ServiceCollection();
        collection.AddLogging();
        collection.AddSingleton(TimeProvider.System);
        collection.AddSingleton<Stillness>();
        collection.AddSingleton<WakeUps>();
        collection.AddSingleton(dialect);
        collection.AddSingleton<HubStore>();
        collection.AddCatalogue(configuration);
        collection.AddWork(configuration);
        collection.AddExchange(configuration);
        collection.AddRegistries(configuration);
        return new HubUnderTest(collection.BuildServiceProvider(), folder);
    }

    /// <summary>Takes the files that lie there, and tells the processes of what they say; the second is measured.</summary>
    public async Task<FileBenchResult> ApplyAsync(FileBenchArguments arguments, CancellationToken ct)
    {
        var area = services.GetRequiredService<PartnerAreas>().Open(Bureau);
        var decide = services.GetRequiredService<DecideFile>();
        var tell = services.GetRequiredService<TellAnswers>();
        var drops = (await area.ListAsync("in", ct)).OrderBy(d => d.Name, StringComparer.Ordinal).ToList();
        using (var first = await area.FetchAsync(drops[0], MaxBytes, ct))
        {
            await Store.WriteAsync(session => decide.RunAsync(Bureau, drops[0], first, session, ct), ct);
        }

        var toldFirst = await tell.RunAsync(ct);
        var drop = drops[1];
        var idle = Memory.Resident();
        Memory.ForgetPeak();

        var clock = Stopwatch.StartNew();
        using var body = await area.FetchAsync(drop, MaxBytes, ct);
        var fetched = clock.Elapsed;
        var cpuBefore = Environment.CpuUsage.TotalTime;
        var decision = await Store.WriteAsync(
            session => decide.RunAsync(Bureau, drop, body, session, ct),
            ct
        );
        var applied = clock.Elapsed;
        var cpu = Environment.CpuUsage.TotalTime - cpuBefore;
        var told = await tell.RunAsync(ct);
        var done = clock.Elapsed;

        await CheckAsync(decision, FirstRows + arguments.Rows, toldFirst + told, ct);
        return new FileBenchResult(
            arguments.Databases[0],
            body!.Length,
            arguments.Rows,
            told,
            fetched.TotalSeconds,
            (applied - fetched).TotalSeconds,
            cpu.TotalSeconds,
            (done - applied).TotalSeconds,
            idle,
            Memory.Peak()
        );
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();

    private async Task CheckAsync(FileDecision decision, int rows, int told, CancellationToken ct)
    {
        var answers = await Store.ReadAsync(db => db.BureauAnswers.CountAsync(ct));
        var answered = await Store.ReadAsync(db =>
            db.BureauRequests.CountAsync(r => r.State == RequestState.Answered, ct)
        );
        var messages = await Store.ReadAsync(db => db.BufferedMessages.CountAsync(ct));
        if (decision.MoveTo != "archive" || answers != rows || answered != told || messages != told)
        {
            throw new InvalidOperationException(
                $"The file did not end as it must: {decision}, {answers} of {rows} rows, {answered} answered, {told} told, {messages} messages."
            );
        }
    }
}
