using System.Text.Json;
using Adapters.Payments;
using Hub.Catalogue;
using Hub.Desk;
using Hub.Operations;
using Hub.Payments;
using Hub.Processes;
using Hub.Steps;
using Hub.Storage;
using Hub.Work;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Tests.Architecture;

namespace Tests.Payments;

/// <summary>One process of the hub: what takes and gives back money, the engine, the work loop.</summary>
internal sealed class MoneyNode : IAsyncDisposable
{
    private static readonly string[] Shared = ["payment.bpmn", "refund.bpmn", "capture.bpmn"];
    private readonly ServiceProvider services;
    private readonly List<IHostedService> hosted;

    private MoneyNode(ServiceProvider services)
    {
        this.services = services;
        hosted = [.. services.GetServices<IHostedService>()];
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<MoneyNode> StartAsync(
        IDatabaseDialect dialect,
        InMemoryGateway gateway,
        DateTimeOffset now,
        IReadOnlyDictionary<string, string> settings,
        string settlementFolder
    )
    {
        var clock = new SteppedClock(now);
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(Settings(settlementFolder, settings))
            .Build();
        var collection = new ServiceCollection();
        collection.AddLogging();
        collection.AddSingleton(clock);
        collection.AddSingleton<TimeProvider>(clock);
        collection.AddSingleton<Stillness>();
        collection.AddSingleton<WakeUps>();
        collection.AddSingleton<SandboxClock>();
        collection.AddSingleton(dialect);
        collection.AddSingleton<HubStore>();
        collection.AddSingleton<GroupCommit>();
        collection.AddCatalogue(configuration);
        collection.AddPayments(configuration);
        collection.AddProcesses(configuration);
        collection.AddWork(configuration);
        collection.AddSingleton<ListTasks>();
        collection.AddSingleton<CompleteTask>();
        AddSteps(collection, gateway);
        collection.AddHostedService<DeafAnnouncer>();
        var lifetime = new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance);
        collection.AddSingleton<IHostApplicationLifetime>(lifetime);
        var node = new MoneyNode(collection.BuildServiceProvider());
        foreach (var service in node.hosted)
        {
            await service.StartAsync(Ct);
        }

        lifetime.NotifyStarted();
        await node.AdvanceAsync(now);
        return node;
    }

    private static void AddSteps(ServiceCollection collection, InMemoryGateway gateway)
    {
        collection.AddHttpClient(nameof(CmiApi)).ConfigurePrimaryHttpMessageHandler(() => new Lent(gateway));
        foreach (
            var step in (Type[])
                [
                    typeof(AcceptPayment),
                    typeof(AwaitPayment),
                    typeof(CancelOrder),
                    typeof(DecideRefund),
                    typeof(ExpireOrder),
                    typeof(RecordRefund),
                    typeof(RejectOrder),
                    typeof(SettleRefund),
                ]
        )
        {
            collection.AddSingleton(typeof(IStep), step);
        }

        collection.AddSingleton<IWorkHandler, CheckPayment>();
        collection.AddSingleton<IWorkHandler, ConfirmCapture>();
        collection.AddSingleton<IWorkHandler, RefundPayment>();
        collection.AddSingleton<IWorkHandler, TakePayment>();
    }

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    /// <summary>Waits until all that is due has been done, moves the clock, and waits again.</summary>
    public Task<SandboxTime> AdvanceAsync(DateTimeOffset to) => Get<SandboxClock>().AdvanceAsync(to, Ct);

    /// <summary>When this node wants to be woken next.</summary>
    public async Task<DateTimeOffset?> NextDueAtAsync() =>
        (await AdvanceAsync(Get<SteppedClock>().GetUtcNow())).NextDueAt;

    /// <summary>A person agrees to refunds and has refused ones tried again; returns how many tasks were settled.</summary>
    public async Task<int> WorkTasksAsync(string person)
    {
        var who = new DeskPerson(person, ["monitor"], null);
        var settled = 0;
        foreach (var task in await Get<ListTasks>().QueueAsync(who, Ct))
        {
            Dictionary<string, JsonElement> variables =
                task.Task.ElementId == DeskTask.ApproveRefund
                    ? new() { ["approved"] = JsonSerializer.SerializeToElement(true) }
                    : new() { ["solution"] = JsonSerializer.SerializeToElement("retry") };
            var result = await Get<CompleteTask>().RunAsync(task.Task.Id, variables, who, Ct);
            settled += result is TaskResult.Done ? 1 : 0;
        }

        return settled;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in hosted)
        {
            await service.StopAsync(CancellationToken.None);
        }

        await services.DisposeAsync();
    }

    private static Dictionary<string, string?> Settings(
        string settlementFolder,
        IReadOnlyDictionary<string, string> more
    )
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["Catalogue:Folder"] = Path.Combine(Repository.Root, "config"),
            ["Processes:Definitions"] = Definitions.Value,
            ["Processes:PollInterval"] = "1.00:00:00",
            ["Work:PollInterval"] = "1.00:00:00",
            ["Adapters:Cmi:HostedPageUrl"] = "https://gateway.example/fim/est3Dgate",
            ["Adapters:Cmi:ApiUrl"] = "https://gateway.example/fim/api",
            ["Adapters:Cmi:ClientId"] = CmiWiring.ClientId,
            ["Adapters:Cmi:StoreKey"] = CmiWiring.StoreKey,
            ["Adapters:Cmi:ApiUser"] = "hub-api",
            ["Adapters:Cmi:ApiPassword"] = "sandbox-api",
            ["Adapters:Cmi:CallbackUrl"] = "https://hub.example/payments/cmi/callback",
            ["Adapters:Cmi:ShopUrl"] = "https://portal.example/",
            ["Adapters:SettlementFolder:Folder"] = settlementFolder,
        };
        foreach (var (key, value) in more)
        {
            settings[key] = value;
        }

        return settings;
    }

    // The product's own definitions of money, and around them the shortest process an order can have.
    private static readonly Lazy<string> Definitions = new(() =>
    {
        var folder = Directory.CreateTempSubdirectory("hub-money-definitions-").FullName;
        var shared = Path.Combine(Repository.Root, "workflows", "definitions", "shared");
        foreach (var name in Shared)
        {
            File.Copy(Path.Combine(shared, name), Path.Combine(folder, name));
        }

        foreach (var form in Directory.EnumerateFiles(shared, "*.form.json"))
        {
            File.Copy(form, Path.Combine(folder, Path.GetFileName(form)));
        }

        File.WriteAllBytes(Path.Combine(folder, "money-order.bpmn"), MoneyOrderProcess.File);
        return folder;
    });

    /// <summary>The one handler of the world, which its factory may not throw away.</summary>
    private sealed class Lent(HttpMessageHandler inner) : HttpMessageHandler
    {
        private readonly HttpMessageInvoker invoker = new(inner, disposeHandler: false);

        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        ) => invoker.SendAsync(request, cancellationToken);
    }

    /// <summary>Hears the bell of the announcer, who is not there.</summary>
    private sealed class DeafAnnouncer(WakeUps wakeUps, Stillness stillness, TimeProvider clock)
        : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            using var busy = stillness.Busy();
            while (!stoppingToken.IsCancellationRequested)
            {
                await wakeUps.Events.WaitAsync(Timeout.InfiniteTimeSpan, clock, stoppingToken);
            }
        }
    }
}
