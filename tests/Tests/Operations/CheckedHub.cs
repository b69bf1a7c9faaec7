using System.Text.Json;
using Hub.Operations;
using Hub.Operations.Invariants;
using Hub.Processes;
using Hub.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NodaTime;
using Tests.Storage;
using Workflows.Engine;
using Workflows.Feel;
using static Tests.Engine.BpmnText;
using File = System.IO.File;

namespace Tests.Operations;

/// <summary>
/// A database in which all is well: one order delivered, one waiting at its bureau with a real process, the journals of the
/// partners and the post's folder. A test breaks one thing and asks who notices.
/// </summary>
internal sealed class CheckedHub : IAsyncDisposable
{
    public static readonly DateTimeOffset Begin = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    private readonly TestDatabase database;
    private readonly string folder = Directory.CreateTempSubdirectory("hub-check-").FullName;

    private CheckedHub(TestDatabase database)
    {
        this.database = database;
        Clock = new SteppedClock(Begin);
        Store = database.OpenStore(Clock);
        Directory.CreateDirectory(JournalFolder);
        Directory.CreateDirectory(FileFolder);
    }

    public HubStore Store { get; }
    public SteppedClock Clock { get; }
    public string Database => $"{database.Kind}:{ConnectionOf(database)}";
    public string JournalFolder => Path.Combine(folder, "journals");
    public string FileFolder => Path.Combine(folder, "files");
    public SeededOrder Delivered { get; private set; } = null!;
    public SeededOrder Waiting { get; private set; } = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<CheckedHub> OpenAsync(TestDatabase database)
    {
        var hub = new CheckedHub(database);
        var waiting = await hub.StartProcessAsync();
        hub.Delivered = await SeededOrder.DeliverAsync(hub);
        hub.Waiting = await SeededOrder.WaitAsync(hub, waiting);
        hub.Clock.AdvanceTo(Begin.AddHours(1));
        return hub;
    }

    /// <summary>What the command would say with journals and files.</summary>
    public async Task<IReadOnlyList<CheckedInvariant>> CheckAsync(HubDb db) =>
        await InvariantChecks.RunAsync(
            db,
            await Journals.ReadAsync(JournalFolder, Ct),
            new FileAreas(FileFolder),
            null,
            Ct
        );

    /// <summary>
    /// Changes rows behind the hub's back (and journals and files, if the damage does), checks, and puts everything back.
    /// </summary>
    public async Task<Found> FindAsync(Func<HubDb, Task> damage)
    {
        var untouched = Directory.CreateTempSubdirectory("hub-untouched-").FullName;
        Copy(folder, untouched);
        try
        {
            await using var db = database.Dialect.CreateDb(null);
            await using var transaction = await db.Database.BeginTransactionAsync(Ct);
            await damage(db);
            await db.SaveChangesAsync(Ct);
            var results = await CheckAsync(db);
            return new Found(
                [.. results.Where(r => r.Count > 0).Select(r => r.Invariant.Id)],
                CheckReport.ToText(results),
                results
            );
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
            Copy(untouched, folder);
            Directory.Delete(untouched, recursive: true);
        }
    }

    /// <summary>The same, for damage that changes no row.</summary>
    public Task<Found> FindAsync(Action damage) =>
        FindAsync(_ =>
        {
            damage();
            return Task.CompletedTask;
        });

    /// <summary>A partner notes an effect.</summary>
    public void Note(string partner, string effect, string key, object? detail = null, bool repeated = false)
    {
        var line = new
        {
            at = Clock.GetUtcNow(),
            partner,
            effect,
            key,
            repeated,
            detail,
        };
        File.AppendAllText(
            Path.Combine(JournalFolder, partner + ".jsonl"),
            JsonSerializer.Serialize(line) + "\n"
        );
    }

    /// <summary>A complete file lies in the post's tree.</summary>
    public void LeaveFile(string where, string name, byte[] content)
    {
        var path = Path.Combine(FileFolder, "post", where);
        Directory.CreateDirectory(path);
        File.WriteAllBytes(Path.Combine(path, name), content);
        File.WriteAllText(Path.Combine(path, name + ".ok"), "sealed");
    }

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static void Copy(string from, string to)
    {
        foreach (var path in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, path));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(path, target);
        }
    }

    private static string ConnectionOf(TestDatabase database) =>
        database.Kind == "sqlite"
            ? database.ConnectionString["Data Source=".Length..]
            : database.ConnectionString;

    /// <summary>An instance that waits for a message and for a timer at once.</summary>
    private async Task<Guid> StartProcessAsync()
    {
        var catalogue = new DefinitionCatalogue(Store);
        var steps = new StepRegistry([], []);
        var engine = new ProcessEngine(new EngineEnvironment { Zone = DateTimeZone.Utc });
        var deployed = await new DefinitionDeployment(Store, catalogue, steps, engine).DeployAsync(
            [new DefinitionFile("p.bpmn", Engine.BpmnText.File(Waits, Message("answer", "=key")))],
            "test",
            Ct
        );
        Assert.IsType<DeploymentResult.Deployed>(deployed);
        var latest = catalogue.Latest("p")!;
        var orderId = Guid.CreateVersion7(Begin);
        var id = await Store.WriteAsync(
            session =>
                Task.FromResult(
                    session.Processes.Start(
                        latest.Id,
                        latest.Key,
                        orderId,
                        FeelContext.Of(KeyValuePair.Create("key", FeelValue.From("k")))
                    )
                ),
            Ct
        );
        using var runner = new ProcessRunner(
            Store,
            new TransitionBatchFactory(catalogue, steps, engine),
            new WakeUps(database.Stillness),
            database.Stillness,
            Clock,
            Options.Create(new ProcessOptions()),
            NullLogger<ProcessRunner>.Instance
        );
        await runner.RunBatchAsync(Ct);
        return id;
    }

    private static readonly string Waits =
        "<bpmn:startEvent id=\"s\"/><bpmn:parallelGateway id=\"fork\"/>"
        + $"<bpmn:intermediateCatchEvent id=\"hear\">{MessageRef("answer")}</bpmn:intermediateCatchEvent>"
        + $"<bpmn:intermediateCatchEvent id=\"sleep\">{TimerAfter("P3D")}</bpmn:intermediateCatchEvent>"
        + Flows("f0:s->fork", "f1:fork->hear", "f2:fork->sleep");
}

/// <summary>What a check found.</summary>
internal sealed record Found(
    IReadOnlyList<string> Broken,
    string Report,
    IReadOnlyList<CheckedInvariant> Results
);
