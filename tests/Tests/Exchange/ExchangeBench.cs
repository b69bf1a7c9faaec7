using System.Text;
using Adapters.Exchange;
using Hub.Catalogue;
using Hub.Exchange;
using Hub.Operations;
using Hub.Orders;
using Hub.Processes;
using Hub.Registries;
using Hub.Shipping;
using Hub.Steps;
using Hub.Storage;
using Hub.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using Tests.Architecture;
using Tests.Storage;
using Workflows.Engine;
using Workflows.Feel;

namespace Tests.Exchange;

/// <summary>
/// The hub's side of files, requests and parcels on a real store, with real folders, the real work loop and the reference
/// data of the product, on a stepped clock. The process engine is not there: what it would hear stands in the kept messages.
/// </summary>
internal sealed class ExchangeBench : IAsyncDisposable
{
    private static readonly Type[] steps =
    [
        typeof(OpenRequest),
        typeof(FileRequest),
        typeof(RemindBureau),
        typeof(PackOrder),
        typeof(RecordHandover),
        typeof(RecordReturn),
        typeof(OpenClaim),
        typeof(RecordFound),
    ];

    /// <summary>A Monday morning in Casablanca.</summary>
    public static readonly DateTimeOffset Monday = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    private readonly TestDatabase database;
    private readonly ServiceProvider services;
    private readonly List<IHostedService> hosted;
    private readonly string folder;
    private int orders;

    private ExchangeBench(TestDatabase database, ServiceProvider services, string folder)
    {
        this.database = database;
        this.services = services;
        this.folder = folder;
        hosted = [.. services.GetServices<IHostedService>()];
    }

    public HubStore Store => services.GetRequiredService<HubStore>();
    public SteppedClock Clock => services.GetRequiredService<SteppedClock>();
    public ReferenceCatalogue Catalogue => services.GetRequiredService<ReferenceCatalogue>();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>A bench on SQLite; settings are added to (or replace) the ordinary ones.</summary>
    public static async Task<ExchangeBench> OpenAsync(
        Action<IServiceCollection>? configure = null,
        params (string Key, string Value)[] settings
    ) => await OpenAsync(await TestDatabase.CreateSqliteAsync(), configure, settings);

    /// <summary>A bench on a store of the caller's.</summary>
    public static async Task<ExchangeBench> OpenAsync(
        TestDatabase store,
        Action<IServiceCollection>? configure = null,
        params (string Key, string Value)[] settings
    )
    {
        var root = Directory.CreateTempSubdirectory("hub-exchange-").FullName;
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(Settings(root, settings))
            .Build();
        var clock = new SteppedClock(Monday);
        var collection = new ServiceCollection();
        collection.AddLogging();
        collection.AddSingleton(clock);
        collection.AddSingleton<TimeProvider>(clock);
        collection.AddSingleton(store.Stillness);
        collection.AddSingleton<WakeUps>();
        collection.AddSingleton<SandboxClock>();
        collection.AddSingleton(store.Dialect);
        collection.AddSingleton<HubStore>();
        collection.AddSingleton<GroupCommit>();
        AddEngine(collection);
        collection.AddCatalogue(configuration);
        collection.AddWork(configuration);
        collection.AddExchange(configuration);
        collection.AddRegistries(configuration);
        collection.AddShipping(configuration);
        foreach (var step in steps)
        {
            collection.AddSingleton(typeof(IStep), step);
        }

        collection.AddHostedService<DeafListeners>();
        var lifetime = new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance);
        collection.AddSingleton<IHostApplicationLifetime>(lifetime);
        configure?.Invoke(collection);
        var bench = new ExchangeBench(store, collection.BuildServiceProvider(), root);
        foreach (var service in bench.hosted)
        {
            await service.StartAsync(Ct);
        }

        lifetime.NotifyStarted();
        return bench;
    }

    public IServiceProvider Services => services;

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    /// <summary>The folder of a partner's tree: <c>in</c>, <c>out</c> …</summary>
    public string Area(string partner, string where) => Path.Combine(folder, partner, where);

    /// <summary>An order that is paid for and waits for its bureau.</summary>
    public Task<Order> PaidOrderAsync(
        string bureau,
        int copies = 2,
        int lines = 1,
        string country = "MA",
        string firstNameAr = "فاطمة"
    ) =>
        Store.WriteAsync(
            session => Task.FromResult(NewOrder(session, bureau, copies, lines, country, firstNameAr)),
            Ct
        );

    /// <summary>Runs one step for an order, as its process would.</summary>
    public Task<StepAnswer> StepAsync(
        string type,
        Order order,
        params (string Name, FeelValue Value)[] variables
    )
    {
        var input = FeelContext.Of(variables.Select(v => KeyValuePair.Create(v.Name, v.Value)));
        var step = services.GetServices<IStep>().Single(s => s.Type == type);
        return Store.WriteAsync(
            session =>
                step.RunAsync(
                    new StepCall(order.Id, Guid.Empty, 1, input, new Dictionary<string, string>()),
                    session,
                    Ct
                ),
            Ct
        );
    }

    /// <summary>Opens a round for the order and returns its request id.</summary>
    public async Task<string> RequestAsync(Order order)
    {
        var answer = Assert.IsType<StepAnswer.Done>(await StepAsync("open-request", order));
        return answer.Variables["requestId"].AsString();
    }

    /// <summary>Packs the order's documents; returns the letter.</summary>
    public async Task<Shipment> PackAsync(Order order, params (string Name, FeelValue Value)[] variables)
    {
        var answer = Assert.IsType<StepAnswer.Done>(await StepAsync("pack-order", order, variables));
        var shipmentRef = answer.Variables["shipmentRef"].AsString();
        return await Store.ReadAsync(db => db.Shipments.SingleAsync(s => s.Ref == shipmentRef, Ct));
    }

    /// <summary>Waits until the work loop has done everything that is due now.</summary>
    public Task SettleAsync() => Get<SandboxClock>().AdvanceAsync(Clock.GetUtcNow(), Ct);

    /// <summary>Moves the clock, stopping at every moment at which something is due.</summary>
    public async Task AdvanceToAsync(DateTimeOffset to)
    {
        var sandbox = Get<SandboxClock>();
        var time = await sandbox.AdvanceAsync(Clock.GetUtcNow(), Ct);
        while (time.NextDueAt is { } due && due < to)
        {
            time = await sandbox.AdvanceAsync(due, Ct);
        }

        await sandbox.AdvanceAsync(to, Ct);
    }

    /// <summary>A partner leaves a file, with the seal of <paramref name="sealFor"/> (its own content when null).</summary>
    public void Drop(string partner, string name, byte[] content, byte[]? sealFor = null)
    {
        var inbox = Area(partner, "in");
        Directory.CreateDirectory(inbox);
        File.WriteAllBytes(Path.Combine(inbox, name), content);
        File.WriteAllBytes(Path.Combine(inbox, name + ".ok"), SealOf(sealFor ?? content).ToBytes());
    }

    /// <summary>The seal of a file that counts its records: the lines with a field <c>R</c>.</summary>
    public static FileSeal SealOf(byte[] content) =>
        FileSeal.Of(
            content,
            Encoding
                .Latin1.GetString(content)
                .Split('\n', '\r')
                .Count(line => line.Split(';', ',', '\t', '|').Any(field => field.Trim('"', ' ') == "R"))
        );

    /// <summary>One poll of one partner.</summary>
    public Task<int> PollAsync(string partner) => Get<PollIncomingFiles>().RunAsync(partner, Ct);

    /// <summary>The complete files that lie in one of a partner's folders, by name.</summary>
    public IReadOnlyList<string> Files(string partner, string where) =>
        Directory.Exists(Area(partner, where))
            ?
            [
                .. Directory
                    .GetFiles(Area(partner, where), "*.csv")
                    .Where(path => File.Exists(path + ".ok"))
                    .Select(path => Path.GetFileName(path))
                    .Order(StringComparer.Ordinal),
            ]
            : [];

    /// <summary>The content of a file.</summary>
    public byte[] Read(string partner, string where, string name) =>
        File.ReadAllBytes(Path.Combine(Area(partner, where), name));

    /// <summary>The order as it is now.</summary>
    public Task<Order> OrderAsync(Order order) =>
        Store.ReadAsync(db => db.Orders.SingleAsync(o => o.Id == order.Id, Ct));

    /// <summary>The codes of all incidents, by code.</summary>
    public Task<List<string>> IncidentsAsync() =>
        Store.ReadAsync(db => db.Incidents.Select(i => i.Code).Order().ToListAsync(Ct));

    /// <summary>The payloads of the messages a process would have heard, oldest first.</summary>
    public Task<List<(string Key, string Payload)>> MessagesAsync(string name) =>
        Store.ReadAsync(async db =>
            (
                await db
                    .BufferedMessages.Where(m => m.Name == name)
                    .OrderBy(m => m.PublishedAt)
                    .ThenBy(m => m.Place)
                    .ToListAsync(Ct)
            ).ConvertAll(m => (m.CorrelationKey, m.Payload))
        );

    public async ValueTask DisposeAsync()
    {
        foreach (var service in hosted)
        {
            await service.StopAsync(CancellationToken.None);
        }

        await services.DisposeAsync();
        await database.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static void AddEngine(ServiceCollection collection)
    {
        collection.AddSingleton<DefinitionCatalogue>();
        collection.AddSingleton<StepRegistry>();
        collection.AddSingleton(new ProcessEngine(new EngineEnvironment { Zone = DateTimeZone.Utc }));
        collection.AddSingleton<TransitionBatchFactory>();
    }

    private static Dictionary<string, string?> Settings(
        string folder,
        IEnumerable<(string Key, string Value)> more
    )
    {
        var config = Path.Combine(Repository.Root, "config");
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["Catalogue:Folder"] = config,
            ["Work:PollInterval"] = "12:00:00",
            ["Exchange:Bureaus:Kind"] = "folder",
            ["Exchange:Bureaus:Root"] = Path.Combine(folder, "{code}"),
            ["Exchange:PostOffice:Kind"] = "folder",
            ["Exchange:PostOffice:Root"] = Path.Combine(folder, "post"),
            ["Registries:RestAddress"] = "http://127.0.0.1:9/{code}/",
            ["Registries:MasterSecret"] = "a secret of the tests",
            ["Registries:ReminderAddress"] = "bureau-{code}@example.org",
            ["Shipping:RangeFile"] = Path.Combine(config, "post-ranges.csv"),
            ["Adapters:Post:TrackingEventsFile"] = Path.Combine(config, "tracking-events.json"),
            ["Adapters:Post:CountriesFile"] = Path.Combine(config, "countries.json"),
        };
        foreach (var (key, value) in more)
        {
            settings[key] = value.Replace("{folder}", folder, StringComparison.Ordinal);
        }

        return settings;
    }

    private Order NewOrder(
        WriteSession session,
        string bureau,
        int copies,
        int lines,
        string country,
        string firstNameAr
    )
    {
        var number = Interlocked.Increment(ref orders);
        var id = session.NewId();
        var order = new Order
        {
            Id = id,
            TrackingNumber = $"CASA-2026-{number:000000}",
            ClientId = "portal",
            Reference = $"P-{number}",
            BureauCode = bureau,
            BureauType = Catalogue.Bureau(bureau).Type.Code,
            Locale = "fr",
            Purpose = "other",
            Act = new ActReference("3265", null, null, 1980, "gregorian", "ar"),
            Subject = new Subject(
                firstNameAr,
                "العلوي",
                "Fatima",
                "Alaoui",
                "female",
                new PartialDate(1980, 5, 1),
                new Parent("محمد", null, null, null),
                new Parent("خديجة", "بنعلي", null, null)
            ),
            Requester = new Requester("self", "Fatima Alaoui", "f@example.org", "+212661000000", null),
            Recipient = new Recipient("Fatima Alaoui", ["12 rue Ibn Sina"], "20250", "Casablanca", country),
            PaymentMethod = "card",
            Price = new PriceSnapshot(5_000, 400, 1_000, 3_600, "2026-1"),
            CreatedAt = session.Now,
            PromisedOn = "2026-12-01",
            Lines =
            [
                .. Enumerable
                    .Range(1, lines)
                    .Select(line => new OrderLine
                    {
                        OrderId = id,
                        Number = line,
                        Document = line == 1 ? "birth-extract" : "birth-full-copy",
                        Language = "ar",
                        Copies = copies,
                        UnitPriceCentimes = 700,
                    }),
            ],
        };
        session.Db.Orders.Add(order);
        order.MoveTo(OrderState.AwaitingPayment, "test", null, session);
        order.MoveTo(OrderState.Paid, "test", null, session);
        return order;
    }

    /// <summary>Hears the bells of those who are not there (the process runner, the announcer), so that nothing stays unheard.</summary>
    private sealed class DeafListeners(WakeUps wakeUps, Stillness stillness, TimeProvider clock)
        : BackgroundService
    {
        protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
            Task.WhenAll(
                ListenAsync(wakeUps.Processes, stoppingToken),
                ListenAsync(wakeUps.Events, stoppingToken)
            );

        private async Task ListenAsync(WakeUp bell, CancellationToken ct)
        {
            using var busy = stillness.Busy();
            while (!ct.IsCancellationRequested)
            {
                await bell.WaitAsync(Timeout.InfiniteTimeSpan, clock, ct);
            }
        }
    }
}
