using Hub.Operations;
using Hub.Processes;
using Hub.Steps;
using Hub.Storage;
using Hub.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NodaTime;
using Tests.Storage;
using Workflows.Engine;
using Workflows.Feel;
using static Tests.Engine.BpmnText;

namespace Tests.Processes;

/// <summary>The durable shell of the engine on either store, driven batch by batch.</summary>
public abstract partial class ProcessRunnerContract : IAsyncLifetime
{
    private static readonly DateTimeOffset Morning = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    private readonly SteppedClock clock = new(Morning);
    private readonly TestStep step = new();
    private TestDatabase database = null!;
    private HubStore store = null!;
    private DefinitionCatalogue catalogue = null!;
    private DefinitionDeployment deployment = null!;
    private ProcessRunner runner = null!;
    private ProcessRunner oneByOne = null!;
    private GroupCommit together = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        database = await CreateAsync();
        var wakeUps = new WakeUps(database.Stillness);
        store = new HubStore(database.Dialect, clock, wakeUps);
        catalogue = new DefinitionCatalogue(store);
        var steps = new StepRegistry([step], [new TestWork()]);
        var engine = new ProcessEngine(new EngineEnvironment { Zone = DateTimeZone.Utc });
        deployment = new DefinitionDeployment(store, catalogue, steps, engine);
        var batches = new TransitionBatchFactory(catalogue, steps, engine);
        together = new GroupCommit(store, database.Stillness, batches, NullLogger<GroupCommit>.Instance);
        runner = Runner(new ProcessOptions());
        oneByOne = Runner(new ProcessOptions { BatchSize = 1 });

        ProcessRunner Runner(ProcessOptions options) =>
            new(
                store,
                batches,
                wakeUps,
                database.Stillness,
                clock,
                Options.Create(options),
                NullLogger<ProcessRunner>.Instance
            );
    }

    public async ValueTask DisposeAsync()
    {
        runner.Dispose();
        oneByOne.Dispose();
        await together.DisposeAsync();
        await database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected abstract Task<TestDatabase> CreateAsync();

    [Fact]
    public async Task A_process_runs_its_steps_in_the_transaction_that_moves_it()
    {
        await DeployAsync("<bpmn:startEvent id=\"s\"/>" + Service("test-step") + Flows("f0:s->test-step"));

        var id = await StartAsync();
        await RunAsync();

        Assert.Equal(InstanceStatus.Completed, (await InstanceAsync(id)).Status);
        Assert.Equal(1, await store.ReadAsync(db => db.Counters.CountAsync(c => c.Name == "stepped", Ct)));
    }

    [Fact]
    public async Task A_message_that_comes_too_early_is_kept_and_heard()
    {
        await DeployAsync(Catching, Message("paid", "=key"));
        await PublishAsync("paid", "k1", TimeSpan.FromDays(1));
        var id = await StartAsync(("key", "k1"));

        await RunAsync();

        Assert.Equal(InstanceStatus.Completed, (await InstanceAsync(id)).Status);
    }

    [Fact]
    public async Task A_message_reaches_the_instance_that_waits_for_its_key_and_no_other()
    {
        await DeployAsync(Catching, Message("paid", "=key"));
        var first = await StartAsync(("key", "k1"));
        var second = await StartAsync(("key", "k2"));
        await RunAsync();

        await PublishAsync("paid", "k2", TimeSpan.Zero);
        await RunAsync();

        Assert.Equal(InstanceStatus.Active, (await InstanceAsync(first)).Status);
        Assert.Equal(InstanceStatus.Completed, (await InstanceAsync(second)).Status);
    }

    [Fact]
    public async Task The_same_message_id_is_heard_once_while_it_is_kept()
    {
        await DeployAsync(Catching, Message("paid", "=key"));
        for (var i = 0; i < 3; i++)
        {
            await PublishAsync("paid", "k1", TimeSpan.FromDays(1), "m1");
        }

        await StartAsync(("key", "k1"));
        await RunAsync();
        var second = await StartAsync(("key", "k1"));
        await RunAsync();

        Assert.Equal(InstanceStatus.Active, (await InstanceAsync(second)).Status);
        Assert.Equal(1, await store.ReadAsync(db => db.BufferedMessages.CountAsync(Ct)));
    }

    [Fact]
    public async Task A_message_whose_time_to_live_is_over_is_not_heard()
    {
        await DeployAsync(Catching, Message("paid", "=key"));
        await PublishAsync("paid", "k1", TimeSpan.FromMinutes(5));
        clock.AdvanceTo(Morning.AddMinutes(6));
        var id = await StartAsync(("key", "k1"));

        await RunAsync();

        Assert.Equal(InstanceStatus.Active, (await InstanceAsync(id)).Status);
    }

    [Fact]
    public async Task A_message_whose_time_is_over_gives_its_place_to_a_new_one_of_the_same_id()
    {
        await DeployAsync(Catching, Message("paid", "=key"));
        await PublishAsync("paid", "k1", TimeSpan.FromMinutes(5), "m1");
        clock.AdvanceTo(Morning.AddMinutes(6));
        await PublishAsync("paid", "k1", TimeSpan.FromMinutes(5), "m1");
        var id = await StartAsync(("key", "k1"));

        await RunAsync();

        Assert.Equal(InstanceStatus.Completed, (await InstanceAsync(id)).Status);
        Assert.Equal(1, await store.ReadAsync(db => db.BufferedMessages.CountAsync(Ct)));
    }

    [Fact]
    public async Task A_timer_fires_when_it_is_due_and_not_before()
    {
        await DeployAsync(
            $"<bpmn:startEvent id=\"s\"/><bpmn:intermediateCatchEvent id=\"wait\">{TimerAfter("PT1H")}</bpmn:intermediateCatchEvent>"
                + Flows("f0:s->wait")
        );
        var id = await StartAsync();
        await RunAsync();

        clock.AdvanceTo(Morning.AddMinutes(59));
        await RunAsync();
        Assert.Equal(InstanceStatus.Active, (await InstanceAsync(id)).Status);
        clock.AdvanceTo(Morning.AddMinutes(60));
        await RunAsync();

        Assert.Equal(InstanceStatus.Completed, (await InstanceAsync(id)).Status);
        Assert.Equal(0, await store.ReadAsync(db => db.ProcessTriggers.CountAsync(Ct)));
    }

    [Fact]
    public async Task A_called_process_gives_its_results_to_its_caller()
    {
        await DeployAsync(
            "<bpmn:startEvent id=\"s\"/><bpmn:callActivity id=\"call\"><bpmn:extensionElements><zeebe:calledElement processId=\"child\"/></bpmn:extensionElements></bpmn:callActivity>"
                + Flows("f0:s->call")
        );
        await DeployAsync(
            "<bpmn:startEvent id=\"s\"/><bpmn:scriptTask id=\"x\"><bpmn:extensionElements><zeebe:script expression=\"=given * 2\" resultVariable=\"doubled\"/></bpmn:extensionElements></bpmn:scriptTask>"
                + Flows("f0:s->x"),
            process: "child"
        );
        var id = await StartAsync(("given", 21));

        await RunAsync();

        var instance = await InstanceAsync(id);
        var state = ProcessState.Deserialize(
            await catalogue.GetProcessAsync(instance.DefinitionId, Ct),
            instance.State!
        );
        Assert.Equal(InstanceStatus.Completed, instance.Status);
        Assert.Equal(ProcessStatus.Completed, state.Status);
        Assert.Equal(2, await store.ReadAsync(db => db.ProcessInstances.CountAsync(Ct)));
    }

    [Fact]
    public async Task One_broken_step_never_holds_up_the_others_and_can_be_tried_again()
    {
        await DeployAsync("<bpmn:startEvent id=\"s\"/>" + Service("test-step") + Flows("f0:s->test-step"));
        step.BreakFor = "poison";
        var poisoned = await StartAsync(("who", "poison"));
        var healthy = await StartAsync(("who", "healthy"));

        await runner.StartAsync(Ct);
        await new SandboxClock(clock, database.Stillness, []).AdvanceAsync(Morning, Ct);

        Assert.Equal(InstanceStatus.Completed, (await InstanceAsync(healthy)).Status);
        Assert.Equal(InstanceStatus.Active, (await InstanceAsync(poisoned)).Status);
        var incident = await store.ReadAsync(db => db.Incidents.SingleAsync(Ct));
        Assert.Equal(("step_failed", poisoned), (incident.Code, incident.InstanceId));
        step.BreakFor = null;
        await new RetryIncident(store).RunAsync(incident.Id, "user:test", Ct);
        await new SandboxClock(clock, database.Stillness, []).AdvanceAsync(Morning, Ct);

        Assert.Equal(InstanceStatus.Completed, (await InstanceAsync(poisoned)).Status);
        await runner.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_finished_process_leaves_nothing_behind_but_its_history()
    {
        await DeployAsync(
            "<bpmn:startEvent id=\"s\"/>"
                + Service("test-work")
                + Boundary("late", "test-work", TimerAfter("PT1H"))
                + Boundary("on-cancel", "test-work", MessageRef("cancel"))
                + Flows("f0:s->test-work"),
            Message("cancel", "=key")
        );
        var id = await StartAsync(("key", "k1"));
        await RunAsync();
        Assert.Equal(1, await store.ReadAsync(db => db.WorkItems.CountAsync(Ct)));

        await PublishAsync("cancel", "k1", TimeSpan.Zero);
        await RunAsync();

        Assert.Equal(InstanceStatus.Completed, (await InstanceAsync(id)).Status);
        Assert.Equal(0, await store.ReadAsync(db => db.WorkItems.CountAsync(Ct)));
        Assert.Equal(0, await store.ReadAsync(db => db.ProcessTriggers.CountAsync(Ct)));
        Assert.Equal(0, await store.ReadAsync(db => db.MessageSubscriptions.CountAsync(Ct)));
        Assert.Equal(EffectState.Withdrawn, (await store.ReadAsync(db => db.Effects.SingleAsync(Ct))).State);
    }

    [Fact]
    public async Task A_new_version_is_for_new_instances_only()
    {
        await DeployAsync(Catching, Message("paid", "=key"));
        var old = await StartAsync(("key", "k1"));
        await RunAsync();
        await DeployAsync(Catching + "<!-- second -->", Message("paid", "=key"));

        Assert.Equal(2, catalogue.Latest("p")!.Version);
        var young = await StartAsync(("key", "k2"));
        Assert.NotEqual((await InstanceAsync(old)).DefinitionId, (await InstanceAsync(young)).DefinitionId);
    }

    [Fact]
    public async Task A_definition_with_problems_is_refused_with_all_of_them_and_nothing_is_stored()
    {
        var result = await deployment.DeployAsync(
            [
                new DefinitionFile(
                    "bad.bpmn",
                    File(
                        "<bpmn:startEvent id=\"s\"/><bpmn:choreographyTask id=\"c\"/>"
                            + Service("nobody-does-this")
                            + Flows("f0:s->nobody-does-this?1 +")
                    )
                ),
            ],
            "test",
            Ct
        );

        var refused = Assert.IsType<DeploymentResult.Refused>(result);
        Assert.Equal(
            ["element_not_supported", "feel_syntax"],
            refused.Problems.Select(p => p.Problem.Code).Order()
        );
        Assert.Empty(catalogue.Versions);
    }

    private static readonly string Catching =
        $"<bpmn:startEvent id=\"s\"/><bpmn:intermediateCatchEvent id=\"wait\">{MessageRef("paid")}</bpmn:intermediateCatchEvent>"
        + Flows("f0:s->wait");

    private async Task DeployAsync(string body, string roots = "", string process = "p")
    {
        var text = System
            .Text.Encoding.UTF8.GetString(File(body, roots))
            .Replace("process id=\"p\"", $"process id=\"{process}\"", StringComparison.Ordinal);
        var result = await deployment.DeployAsync(
            [new DefinitionFile(process + ".bpmn", System.Text.Encoding.UTF8.GetBytes(text))],
            "test",
            Ct
        );
        Assert.IsType<DeploymentResult.Deployed>(result);
    }

    private Task<Guid> StartAsync(params (string Name, FeelValue Value)[] variables) =>
        store.WriteAsync(
            session =>
            {
                var latest = catalogue.Latest("p")!;
                var context = FeelContext.Of(variables.Select(v => KeyValuePair.Create(v.Name, v.Value)));
                return Task.FromResult(session.Processes.Start(latest.Id, latest.Key, null, context));
            },
            Ct
        );

    private Task PublishAsync(
        string name,
        string key,
        TimeSpan timeToLive,
        string? id = null,
        params (string Name, FeelValue Value)[] variables
    ) =>
        store.WriteAsync(
            session =>
            {
                var context = FeelContext.Of(variables.Select(v => KeyValuePair.Create(v.Name, v.Value)));
                session.Processes.Publish(name, key, context, id, timeToLive);
                return Task.CompletedTask;
            },
            Ct
        );

    private Task<List<InstanceStatus>> InstancesAsync() =>
        store.ReadAsync(db => db.ProcessInstances.Select(i => i.Status).Order().ToListAsync(Ct));

    private async Task RunAsync()
    {
        while ((await runner.RunBatchAsync(Ct)).Triggers > 0)
        {
            // Until nothing is due any more.
        }
    }

    private Task<ProcessInstance> InstanceAsync(Guid id) =>
        store.ReadAsync(db => db.ProcessInstances.SingleAsync(i => i.Id == id, Ct));

    private sealed class TestStep : IStep
    {
        public string? BreakFor { get; set; }
        public Func<DefinitionVersion>? Begins { get; set; }
        public string Type => "test-step";

        public async Task<StepAnswer> RunAsync(StepCall call, WriteSession session, CancellationToken ct)
        {
            if (BreakFor is not null && call.OptionalText("who") == BreakFor)
            {
                throw new InvalidOperationException("broken on purpose");
            }

            if (Begins?.Invoke() is { } version)
            {
                session.Processes.Start(version.Id, version.Key, null, FeelContext.Empty);
            }

            await session.NextNumberAsync("stepped", 1, ct);
            return StepAnswer.Done.Nothing;
        }
    }

    private sealed class TestWork : IProcessWork
    {
        public string Type => "test-work";

        public NewWorkItem Plan(StepCall call) =>
            new(Type, "p", $"{call.InstanceId:N}.{call.ElementInstance}", "{}", null);

        public Task<WorkOutcome> RunAsync(WorkItem item, CancellationToken ct) =>
            throw new InvalidOperationException("Nobody runs it here.");

        public Task<WorkOutcome?> CheckAsync(WorkItem item, CancellationToken ct) =>
            Task.FromResult<WorkOutcome?>(null);

        public Task BookAsync(
            WorkItem item,
            WorkOutcome outcome,
            WriteSession session,
            CancellationToken ct
        ) => Task.CompletedTask;
    }
}
