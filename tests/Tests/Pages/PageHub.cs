using Hub.Storage;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Playwright;
using Tests.Architecture;

namespace Tests.Pages;

/// <summary>
/// The real hub on Kestrel, on a free port, with a SQLite store of its own and people of every role; and the browser that
/// looks at it (`HUB_TEST_CHROMIUM`).
/// </summary>
public sealed class PageHub : IAsyncLifetime
{
    /// <summary>Everybody's password.</summary>
    public const string Password = "a password of the tests";

    public const string Bureau = "CHK-02";
    public const string OtherBureau = "CHK-03";

    private const string BrowserVariable = "HUB_TEST_CHROMIUM";
    private const float TimeoutMilliseconds = 7000;

    private static readonly string[] arguments =
    [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];

    private readonly string folder = Directory.CreateTempSubdirectory("hub-pages-").FullName;
    private HubFactory? factory;
    private IPlaywright? playwright;
    private IBrowser? browser;

    internal HubStore Store => Running.Services.GetRequiredService<HubStore>();

    internal PageSeed Seed => Running.Seed!;

    /// <summary>The hub; skips the test when there is no browser to look at it.</summary>
    private HubFactory Running
    {
        get
        {
            Assert.SkipWhen(
                factory is null,
                $"{BrowserVariable} is not set; ./test sets it where chromium is installed."
            );
            return factory!;
        }
    }

    public async ValueTask InitializeAsync()
    {
        var path = Environment.GetEnvironmentVariable(BrowserVariable);
        if (string.IsNullOrEmpty(path))
        {
            return;
        }

        factory = new HubFactory(folder);
        factory.UseKestrel(0);
        factory.StartServer();
        factory.Seed = await PageSeed.WriteAsync(factory.Services);
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Args = arguments });
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }

        playwright?.Dispose();
        if (factory is not null)
        {
            await factory.DisposeAsync();
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>A window of somebody who has signed in through the login page and reads this language.</summary>
    public async Task<IPage> SignInAsync(string user, string language = "fr", int width = 1280)
    {
        var page = await OpenAsync(width);
        await page.GotoAsync("/login");
        await page.FillAsync("#user", user);
        await page.FillAsync("#password", Password);
        await page.ClickAsync("button[type=submit]");
        await page.GotoAsync($"/language?to={language}&back=/");
        return page;
    }

    /// <summary>A fresh window, signed in as nobody. Skips the test when there is no browser.</summary>
    public async Task<IPage> OpenAsync(int width = 1280)
    {
        var hub = Running;
        var context = await browser!.NewContextAsync(
            new()
            {
                BaseURL = hub.ClientOptions.BaseAddress.ToString(),
                ViewportSize = new() { Width = width, Height = 900 },
            }
        );
        context.SetDefaultTimeout(TimeoutMilliseconds);
        return await context.NewPageAsync();
    }

    private sealed class HubFactory(string folder) : WebApplicationFactory<Program>
    {
        private static readonly (string User, string Role, string? Bureau)[] people =
        [
            ("clerk.1", "clerk", Bureau),
            ("clerk.2", "clerk", OtherBureau),
            ("post.1", "post", null),
            ("monitor.1", "monitor", null),
            ("admin.1", "administrator", null),
            ("auditor.1", "auditor", null),
        ];

        public PageSeed? Seed { get; set; }

        protected override IHost CreateHost(IHostBuilder builder)
        {
            // As arguments of the program: the only settings that win over its own file.
            builder.ConfigureHostConfiguration(settings =>
                settings
                    .AddJsonFile(Path.Combine(Repository.Root, "config", "hub.json"))
                    .AddInMemoryCollection(Settings())
            );
            return base.CreateHost(builder);
        }

        private Dictionary<string, string?> Settings()
        {
            var config = Path.Combine(Repository.Root, "config");
            var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
            {
                ["Environment:Band"] = "SANDBOX",
                ["Logging:LogLevel:Default"] = "Error",
                ["Clock:Mode"] = "stepped",
                ["Clock:Start"] = PageSeed.Monday.ToString("O"),
                ["Storage:Kind"] = "sqlite",
                ["Storage:ConnectionString"] = $"Data Source={Path.Combine(folder, "hub.db")}",
                ["Catalogue:Folder"] = config,
                ["Processes:Definitions"] = Path.Combine(Repository.Root, "workflows", "definitions"),
                ["Exchange:Environment"] = "T",
                ["Exchange:Bureaus:Root"] = Path.Combine(folder, "{code}"),
                ["Exchange:PostOffice:Root"] = Path.Combine(folder, "post"),
                ["Registries:MasterSecret"] = "a secret of the tests",
                ["Shipping:RangeFile"] = Path.Combine(config, "post-ranges.csv"),
                ["Adapters:Post:TrackingEventsFile"] = Path.Combine(config, "tracking-events.json"),
                ["Adapters:Post:CountriesFile"] = Path.Combine(config, "countries.json"),
                ["Adapters:Cmi:ClientId"] = "600001111",
                ["Adapters:Cmi:StoreKey"] = "a key of the tests",
                ["Adapters:Cmi:ApiUser"] = "api",
                ["Adapters:Cmi:ApiPassword"] = "a password",
                ["Adapters:Sms:Token"] = "a token of the tests",
                ["Identity:PasswordHasher:IterationCount"] = "1000",
            };
            for (var i = 0; i < people.Length; i++)
            {
                var at = $"Identity:SeedUsers:{i}:";
                settings[at + "UserName"] = people[i].User;
                settings[at + "Password"] = Password;
                settings[at + "Role"] = people[i].Role;
                settings[at + "BureauCode"] = people[i].Bureau;
            }

            return settings;
        }
    }
}
