using System.Net.Http.Headers;
using Hub.Operations;
using Hub.Storage;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Tests.Architecture;

namespace Tests.Simulation;

/// <summary>
/// The real hub, whole: Program's own wiring on a real Kestrel port, SQLite and file areas in a folder of its own, the
/// definitions and reference data of this checkout, and a clock that only tests move.
/// </summary>
internal sealed class HubApplication : WebApplicationFactory<Program>
{
    public const string PortalKey = "hub_test_the-portal-of-the-tests";
    public const string OtherPortalKey = "hub_test_another-portal-of-the-tests";
    public const string MerchantId = "600000001";
    public const string StoreKey = "sandbox|store\\key";

    // Tests look after partners themselves: a day of theirs costs one look, not hundreds.
    private static readonly Dictionary<string, string> SparseRounds = new()
    {
        ["Schedules:ComposeRequestFiles"] = "1.00:00:00",
        ["Schedules:PollBureauFiles"] = "1.00:00:00",
        ["Schedules:PollBureauAnswers"] = "1.00:00:00",
        ["Schedules:PollPostFiles"] = "1.00:00:00",
        ["Schedules:CloseManifests"] = "1.00:00:00",
        ["Schedules:ResendUnacknowledged"] = "1.00:00:00",
        ["Schedules:RematchCallbacks"] = "1.00:00:00",
        ["Processes:PollInterval"] = "1.00:00:00",
        ["Work:PollInterval"] = "1.00:00:00",
    };

    private readonly string folder = Directory.CreateTempSubdirectory("hub-app-").FullName;
    private readonly Dictionary<string, string> settings;

    private HubApplication(Dictionary<string, string> settings) => this.settings = settings;

    /// <summary>Tuesday morning, working hours everywhere.</summary>
    public static DateTimeOffset Begin { get; } = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);

    /// <summary>Where the hub listens.</summary>
    public Uri Address => ClientOptions.BaseAddress;

    public HubStore Store => Get<HubStore>();

    /// <summary>Starts a hub; <paramref name="overrides"/> replace or add settings.</summary>
    public static HubApplication Start(params ReadOnlySpan<(string Key, string Value)> overrides)
    {
        var given = new Dictionary<string, string>();
        foreach (var (key, value) in overrides)
        {
            given[key] = value;
        }

        var hub = new HubApplication(given);
        hub.UseKestrel(0);
        hub.StartServer();
        return hub;
    }

    /// <summary>A part of the running hub.</summary>
    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    /// <summary>A browser or program without any rights.</summary>
    public HttpClient Visitor() => new() { BaseAddress = Address };

    /// <summary>A portal's server.</summary>
    public HttpClient Portal(string key = PortalKey, string language = "en")
    {
        var client = Visitor();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        return client;
    }

    /// <summary>Moves the clock, and waits until everything due has been done.</summary>
    public Task<SandboxTime> AdvanceAsync(TimeSpan time, CancellationToken ct) =>
        Get<SandboxClock>().AdvanceAsync(Get<TimeProvider>().GetUtcNow() + time, ct);

    /// <summary>Waits until the processes have done what they can without time passing.</summary>
    public Task SettleAsync(CancellationToken ct) => AdvanceAsync(TimeSpan.Zero, ct);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseContentRoot(Repository.Root);
        builder.UseEnvironment("Production");
        foreach (var (key, value) in Usual().Concat(SparseRounds).Concat(settings))
        {
            builder.UseSetting(key, value);
        }
    }

    private Dictionary<string, string> Usual()
    {
        string In(params string[] parts) => Path.Combine([Repository.Root, .. parts]);
        string Own(params string[] parts) => Path.Combine([folder, .. parts]);
        return new Dictionary<string, string>
        {
            ["Storage:Kind"] = "sqlite",
            ["Storage:ConnectionString"] = "Data Source=" + Own("hub.db"),
            ["Sealing:MasterKeyFile"] = Own("master.key"),
            ["Logging:LogLevel:Default"] = "None",
            ["Clock:Mode"] = "stepped",
            ["Clock:Start"] = Begin.ToString("O"),
            ["Catalogue:Folder"] = In("config"),
            ["Processes:Definitions"] = In("workflows", "definitions"),
            ["Shipping:RangeFile"] = In("config", "post-ranges.csv"),
            ["Adapters:Post:TrackingEventsFile"] = In("config", "tracking-events.json"),
            ["Adapters:Post:CountriesFile"] = In("config", "countries.json"),
            ["Exchange:Environment"] = "T",
            ["Exchange:Bureaus:Root"] = Own("files", "{code}"),
            ["Exchange:PostOffice:Root"] = Own("files", "post"),
            ["Registries:RestAddress"] = "http://127.0.0.1:9/{code}/",
            ["Registries:MasterSecret"] = "a secret of the tests",
            ["Registries:ReminderAddress"] = "bec.{code}@example.ma",
            ["Adapters:Cmi:HostedPageUrl"] = "http://127.0.0.1:9/fim/est3Dgate",
            ["Adapters:Cmi:ApiUrl"] = "http://127.0.0.1:9/fim/api",
            ["Adapters:Cmi:ClientId"] = MerchantId,
            ["Adapters:Cmi:StoreKey"] = StoreKey,
            ["Adapters:Cmi:ApiUser"] = "hub-api",
            ["Adapters:Cmi:ApiPassword"] = "sandbox-api",
            ["Adapters:Cmi:CallbackUrl"] = "http://127.0.0.1:9/payments/cmi/callback",
            ["Adapters:Cmi:ShopUrl"] = "http://127.0.0.1:9/",
            ["Adapters:Email:Host"] = "127.0.0.1",
            ["Adapters:Email:Port"] = "9",
            ["Adapters:Email:From"] = "hub@example.ma",
            ["Adapters:Email:RequireTls"] = "false",
            ["Adapters:Sms:BaseAddress"] = "http://127.0.0.1:9/",
            ["Adapters:Sms:Token"] = "token-of-the-tests",
            ["Portal:Clients:0:Id"] = "portal",
            ["Portal:Clients:0:Name"] = "Guichet",
            ["Portal:Clients:0:Keys:0"] = PortalKey,
            ["Portal:Clients:1:Id"] = "other",
            ["Portal:Clients:1:Name"] = "Autre guichet",
            ["Portal:Clients:1:Keys:0"] = OtherPortalKey,
            ["Identity:PasswordHasher:IterationCount"] = "1000",
            ["Registries:PollAnswers"] = "false",
        };
    }
}
