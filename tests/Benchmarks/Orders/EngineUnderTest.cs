using Hub.Operations;
using Hub.Processes;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NodaTime;
using Workflows.Engine;
using Workflows.Feel;

namespace Benchmarks.Orders;

/// <summary>The hub's own store, group commit and runners, with one definition deployed and nothing else.</summary>
internal sealed class EngineUnderTest : IAsyncDisposable
{
    private readonly IDatabaseDialect dialect;
    private readonly HubStore store;
    private readonly GroupCommit intake;
    private readonly List<ProcessRunner> runners;
    private readonly DefinitionVersion definition;

    private EngineUnderTest(
        IDatabaseDialect dialect,
        HubStore store,
        GroupCommit intake,
        List<ProcessRunner> runners,
        DefinitionVersion definition
    )
    {
        this.dialect = dialect;
        this.store = store;
        this.intake = intake;
        this.runners = runners;
        this.definition = definition;
    }

    public OrderTracker Tracker { get; private init; } = null!;

    /// <summary>Opens the engine on an empty database.</summary>
    public static async Task<EngineUnderTest> StartAsync(
        IDatabaseDialect dialect,
        int runners,
        CancellationToken ct
    )
    {
        await new SchemaPreparation(dialect).StartAsync(ct);
        var stillness = new Stillness();
        var wakeUps = new WakeUps(stillness);
        var opened = new HubStore(dialect, TimeProvider.System, wakeUps);
        var catalogue = new DefinitionCatalogue(opened);
        var tracker = new OrderTracker();
        var steps = new StepRegistry([new ReachedStep(tracker)], []);
        var engine = new ProcessEngine(new EngineEnvironment { Zone = DateTimeZone.Utc });
        var file = new DefinitionFile(BenchProcess.Id + ".bpmn", BenchProcess.ToBpmn());
        var deployed = await new DefinitionDeployment(opened, catalogue, steps, engine).DeployAsync(
            [file],
            "bench",
            ct
        );
        if (deployed is not DeploymentResult.Deployed)
        {
            throw new InvalidOperationException($"The process under test was refused: {deployed}");
        }

        var batches = new TransitionBatchFactory(catalogue, steps, engine);
        var started = Enumerable
            .Range(0, runners)
            .Select(_ => new ProcessRunner(
                opened,
                batches,
                wakeUps,
                stillness,
                TimeProvider.System,
                Options.Create(new ProcessOptions()),
                NullLogger<ProcessRunner>.Instance
            ))
            .ToList();
        foreach (var runner in started)
        {
            await runner.StartAsync(ct);
        }

        return new EngineUnderTest(
            dialect,
            opened,
            new GroupCommit(opened, stillness, batches, NullLogger<GroupCommit>.Instance),
            started,
            catalogue.Latest(BenchProcess.Id)!
        )
        {
            Tracker = tracker,
        };
    }

    /// <summary>
    /// Starts an order's process and returns the order's key, an id made in the transaction, as the hub's orders have it;
    /// durable when this returns.
    /// </summary>
    public Task<string> PlaceAsync(CancellationToken ct) =>
        intake.WriteAsync(
            session =>
            {
                var key = session.NewId().ToString();
                Tracker.Begin(key);
                session.Processes.Start(
                    definition.Id,
                    definition.Key,
                    null,
                    FeelContext.Of(
                        KeyValuePair.Create("orderKey", FeelValue.From(key)),
                        KeyValuePair.Create("bureau", FeelValue.From("CHK-01")),
                        KeyValuePair.Create("locale", FeelValue.From("ar"))
                    )
                );
                return Task.FromResult(key);
            },
            ct
        );

    /// <summary>Publishes one of the messages an order waits for; durable when this returns.</summary>
    public Task PublishAsync(string key, int wait, CancellationToken ct) =>
        intake.WriteAsync(
            session =>
            {
                var name = BenchProcess.MessageName(wait);
                session.Processes.Publish(
                    name,
                    key,
                    FeelContext.Of(KeyValuePair.Create("amountCentimes", FeelValue.From(5_000L + wait))),
                    $"{key}-{wait}",
                    TimeSpan.FromHours(1)
                );
                return Task.FromResult(true);
            },
            ct
        );

    /// <summary>What the tables say: finished processes, saved advances, and whatever is left lying.</summary>
    public Task<EngineCount> CountAsync(CancellationToken ct) =>
        store.ReadAsync(async db => new EngineCount(
            await db.ProcessInstances.CountAsync(i => i.Status == InstanceStatus.Completed, ct),
            await db.ProcessInstances.SumAsync(i => i.Version, ct),
            await db.ProcessHistory.CountAsync(ct),
            await db.ProcessTriggers.CountAsync(ct)
                + await db.MessageSubscriptions.CountAsync(ct)
                + await db.Incidents.CountAsync(ct)
        ));

    public async ValueTask DisposeAsync()
    {
        foreach (var runner in runners)
        {
            await runner.StopAsync(CancellationToken.None);
            runner.Dispose();
        }

        await intake.DisposeAsync();
        await dialect.DisposeAsync();
    }
}

/// <summary>What the engine's tables hold.</summary>
/// <param name="Completed">Processes that reached their end.</param>
/// <param name="Advances">Saved advances by the instances' own version numbers.</param>
/// <param name="History">Saved advances by their history rows: must be the same number.</param>
/// <param name="Left">Triggers, waits and incidents left: must be 0 when all orders are done.</param>
internal sealed record EngineCount(int Completed, int Advances, int History, int Left);
