using Simulators.Scenario;

namespace Simulators.Gateway;

/// <summary>
/// CMI as a merchant meets it: the hosted page under <c>/fim/est3Dgate</c>, callbacks, and the XML API under
/// <c>/fim/api</c>, with one set of books behind them (domain.md §4).
/// </summary>
internal sealed class GatewaySimulator : IAsyncDisposable
{
    private readonly PaymentBook book;
    private readonly CallbackSender callbacks;
    private readonly HostedPages pages;
    private readonly XmlApi api;
    private readonly Func<string, SettlementOffice> openOffice;
    private PartnerHost? host;

    /// <summary>A gateway that writes its callbacks into <paramref name="agenda"/> and its effects into <paramref name="journal"/>.</summary>
    public GatewaySimulator(
        GatewaySettings settings,
        Agenda agenda,
        PartnerClock clock,
        Journal journal,
        int seed
    )
    {
        Settings = settings;
        var draw = new Draw(seed);
        book = new PaymentBook(settings, clock, journal, draw);
        callbacks = new CallbackSender(settings, agenda, clock, journal, draw, book);
        pages = new HostedPages(settings, clock, draw, book, callbacks);
        api = new XmlApi(settings, book, draw);
        openOffice = folder => new SettlementOffice(settings, clock, agenda, draw, book, journal, folder);
    }

    public GatewaySettings Settings { get; }

    /// <summary>Where the browser posts to.</summary>
    public Uri HostedPageUrl => new(Running.Address, "fim/est3Dgate");

    /// <summary>The XML API.</summary>
    public Uri ApiUrl => new(Running.Address, "fim/api");

    private PartnerHost Running =>
        host ?? throw new InvalidOperationException("The gateway has not been started.");

    /// <summary>Opens the port; 0 takes any free one.</summary>
    public async Task StartAsync(int port, CancellationToken ct) =>
        host = await PartnerHost.StartAsync(
            port,
            routes =>
            {
                routes.MapPost("/fim/est3Dgate", pages.OpenAsync);
                routes.MapPost("/fim/again", pages.AskAgainAsync);
                routes.MapPost("/fim/pay", pages.PayAsync);
                routes.MapPost("/fim/api", api.AnswerAsync);
            },
            ct
        );

    /// <summary>From now on the gateway settles every day, with a file in the merchant's folder.</summary>
    public SettlementOffice OpenSettlements(string folder)
    {
        var office = openOffice(folder);
        office.Open();
        return office;
    }

    /// <summary>The gateway's books: what it would show its merchant.</summary>
    public IReadOnlyList<GatewayAccount> Accounts() => book.Accounts();

    public async ValueTask DisposeAsync()
    {
        if (host is not null)
        {
            await host.DisposeAsync();
        }

        callbacks.Dispose();
    }
}
