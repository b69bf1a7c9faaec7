using Hub.Exchange;
using Hub.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Tests.Simulation;

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

    // No bureau is an empty one here, as in the environment of a real hub.
    private static readonly (string User, string Role, string Bureau)[] people =
    [
        ("clerk.1", "clerk", Bureau),
        ("clerk.2", "clerk", OtherBureau),
        ("post.1", "post", ""),
        ("monitor.1", "monitor", ""),
        ("admin.1", "administrator", ""),
        ("auditor.1", "auditor", ""),
    ];

    private HubApplication? application;
    private PageSeed? seed;
    private IPlaywright? playwright;
    private IBrowser? browser;

    internal HubStore Store
    {
        get
        {
            RequireBrowser();
            return application!.Store;
        }
    }

    internal PageSeed Seed
    {
        get
        {
            RequireBrowser();
            return seed!;
        }
    }

    /// <summary>The folder of a partner's tree.</summary>
    internal string FilesOf(string partner)
    {
        RequireBrowser();
        return application!.Services.GetRequiredService<PartnerAreas>().ProfileOf(partner).Root;
    }

    public async ValueTask InitializeAsync()
    {
        var path = Environment.GetEnvironmentVariable(BrowserVariable);
        if (string.IsNullOrEmpty(path))
        {
            return;
        }

        application = HubApplication.Start(Settings());
        seed = await PageSeed.WriteAsync(application.Services);
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
        if (application is not null)
        {
            await application.DisposeAsync();
        }
    }

    /// <summary>A window of somebody who has signed in through the login page and reads this language.</summary>
    public async Task<IPage> SignInAsync(string user, string language = "fr", int width = 1280)
    {
        var page = await OpenAsync(width);
        await page.GotoAsync($"/language?to={language}&back=/login");
        await SignInAsync(page, user);
        return page;
    }

    /// <summary>Signs in on the login page, which is open.</summary>
    public static async Task SignInAsync(IPage page, string user)
    {
        await page.FillAsync("#user", user);
        await page.FillAsync("#password", Password);
        await page.ClickAsync("button[type=submit]");
        await Assertions.Expect(page.Locator(".person")).ToBeVisibleAsync();
    }

    /// <summary>A fresh window, signed in as nobody. Skips the test when there is no browser.</summary>
    public async Task<IPage> OpenAsync(int width = 1280)
    {
        RequireBrowser();
        var context = await browser!.NewContextAsync(
            new()
            {
                BaseURL = application!.Address.ToString(),
                ViewportSize = new() { Width = width, Height = 900 },
            }
        );
        context.SetDefaultTimeout(TimeoutMilliseconds);
        return await context.NewPageAsync();
    }

    private void RequireBrowser() =>
        Assert.SkipWhen(
            browser is null,
            $"{BrowserVariable} is not set; ./test sets it where chromium is installed."
        );

    private static (string Key, string Value)[] Settings() =>
        [
            ("Clock:Start", PageSeed.Monday.ToString("O")),
            .. people.SelectMany(
                (person, i) =>
                    new (string, string)[]
                    {
                        ($"Identity:SeedUsers:{i}:UserName", person.User),
                        ($"Identity:SeedUsers:{i}:Password", Password),
                        ($"Identity:SeedUsers:{i}:Role", person.Role),
                        ($"Identity:SeedUsers:{i}:BureauCode", person.Bureau),
                    }
            ),
        ];
}
