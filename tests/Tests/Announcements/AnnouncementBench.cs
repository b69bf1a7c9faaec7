using Adapters.Notifications;
using Adapters.Portal;
using Hub.Announcements;
using Hub.Catalogue;
using Hub.Operations;
using Hub.Orders;
using Hub.Portal;
using Hub.Steps;
using Hub.Storage;
using Hub.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Simulators.Mail;
using Simulators.Portal;
using Simulators.Scenario;
using Simulators.Sms;
using Tests.Architecture;
using Tests.Sealing;
using Tests.Storage;

namespace Tests.Announcements;

/// <summary>
/// The announcer and the work loop on a real store, with the texts of the product, telling a portal's endpoint, a mail
/// server and an SMS aggregator over the wire, all on one stepped clock.
/// </summary>
internal sealed class AnnouncementBench : IAsyncDisposable
{
    public const string Client = "watiqa";
    public const string ReportSecret = "a secret of the provider";
    public const string EndpointId = "whe_" + Client;

    /// <summary>A Monday morning, outside all quiet hours.</summary>
    public static readonly DateTimeOffset Monday = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    private readonly string folder = Directory.CreateTempSubdirectory("hub-events-").FullName;
    private readonly PartnerClock partnerClock;
    private readonly TestDatabase database;
    private readonly List<Journal> journals = [];
    private ServiceProvider services = null!;
    private List<IHostedService> hosted = [];
    private int orders;

    private AnnouncementBench(TestDatabase database, DateTimeOffset start, WebhookSinkSettings habits)
    {
        this.database = database;
        partnerClock = new PartnerClock(start);
        Portal = new WebhookSink(habits, partnerClock, JournalOf("portal"), 7);
        SecondPortal = new WebhookSink(habits, partnerClock, JournalOf("second-portal"), 7);
        Mail = new MailSink(
            new MailSinkSettings { Greylisted = 0, LostReplies = 0 },
            partnerClock,
            JournalOf("mail"),
            7
        );
        Sms = new SmsSink(
            new SmsSinkSettings { LostReplies = 0, Unavailable = 0 },
            partnerClock,
            JournalOf("sms"),
            7
        );
    }

    public WebhookSink Portal { get; }

    /// <summary>Another endpoint of the same portal, once <see cref="AddSecondEndpointAsync"/> has named it.</summary>
    public WebhookSink SecondPortal { get; }
    public MailSink Mail { get; }
    public SmsSink Sms { get; }
    public HubStore Store => Get<HubStore>();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>A bench whose portal has no bad habits unless it is given some.</summary>
    public static async Task<AnnouncementBench> OpenAsync(
        WebhookSinkSettings? habits = null,
        DateTimeOffset? start = null
    )
    {
        var from = start ?? Monday;
        var bench = new AnnouncementBench(
            await TestDatabase.CreateSqliteAsync(),
            from,
            habits ?? new WebhookSinkSettings { Failing = 0, LostReplies = 0 }
        );
        await bench.StartAsync(from);
        return bench;
    }

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    /// <summary>A new order that waits for its payment.</summary>
    public async Task<Guid> OrderAsync(string locale = "fr")
    {
        var order = TestOrder.New(Store.Now, ++orders, locale, Client);
        await Store.WriteAsync(
            session =>
            {
                session.Db.Orders.Add(order);
                order.MoveTo(OrderState.AwaitingPayment, "test", null, session);
                return Task.CompletedTask;
            },
            Ct
        );
        return order.Id;
    }

    /// <summary>The order goes through these states, each in a transaction of its own, all in one moment.</summary>
    public async Task MoveAsync(Guid orderId, params OrderState[] states)
    {
        foreach (var state in states)
        {
            await Store.WriteAsync(
                async session =>
                    (await OrderLock.HoldAsync(session, orderId, Ct)).MoveTo(state, "test", null, session),
                Ct
            );
        }
    }

    /// <summary>Lets everybody do what is due until then.</summary>
    public async Task RunAsync(TimeSpan time)
    {
        var sandbox = Get<SandboxClock>();
        var until = partnerClock.GetUtcNow() + time;
        var shown = await sandbox.AdvanceAsync(partnerClock.GetUtcNow(), Ct);
        while (shown.NextDueAt is { } due && due <= until)
        {
            partnerClock.StepTo(due > partnerClock.GetUtcNow() ? due : partnerClock.GetUtcNow());
            shown = await sandbox.AdvanceAsync(due, Ct);
        }

        partnerClock.StepTo(until);
        await sandbox.AdvanceAsync(until, Ct);
    }

    public Task<WebhookEndpoint> EndpointAsync() =>
        Store.ReadAsync(db => db.WebhookEndpoints.SingleAsync(e => e.Id == EndpointId, Ct));

    /// <summary>The portal wants its events at a second endpoint too.</summary>
    public async Task AddSecondEndpointAsync()
    {
        var added = await Store.WriteAsync(
            session =>
                Get<AddWebhookEndpoint>().RunAsync(Client, SecondPortal.Address.ToString(), [], session, Ct),
            Ct
        );
        SecondPortal.Secret = ((AddEndpointResult.Added)added).Shown.Secret;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in hosted)
        {
            await service.StopAsync(CancellationToken.None);
        }

        await services.DisposeAsync();
        await Portal.DisposeAsync();
        await SecondPortal.DisposeAsync();
        await Mail.DisposeAsync();
        await Sms.DisposeAsync();
        journals.ForEach(journal => journal.Dispose());
        await database.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private Journal JournalOf(string partner)
    {
        var journal = new Journal(folder, partner);
        journals.Add(journal);
        return journal;
    }

    private async Task StartAsync(DateTimeOffset start)
    {
        await Portal.StartAsync(0, Ct);
        await SecondPortal.StartAsync(0, Ct);
        await Sms.StartAsync(0, Ct);
        Mail.Start(0);
        services = Wire(new SteppedClock(start));
        hosted = [.. services.GetServices<IHostedService>()];
        foreach (var service in hosted)
        {
            await service.StartAsync(Ct);
        }
    }

    private ServiceProvider Wire(SteppedClock clock)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(Settings()).Build();
        var collection = new ServiceCollection();
        collection.AddLogging();
        collection.AddSingleton<IConfiguration>(configuration);
        collection.AddSingleton(clock);
        collection.AddSingleton<TimeProvider>(clock);
        collection.AddSingleton(database.Stillness);
        collection.AddSingleton<WakeUps>();
        collection.AddSingleton<SandboxClock>();
        collection.AddSingleton(database.Dialect);
        collection.AddSingleton<HubStore>();
        collection.AddSingleton(TestSeals.New());
        collection.AddCatalogue(configuration);
        collection.AddNotificationSenders(configuration);
        collection.AddWebhooks(configuration);
        collection.AddSingleton<IWorkHandler, SendEmail>();
        collection.AddSingleton<IWorkHandler, SendSms>();
        collection.AddOptions<PortalOptions>().Bind(configuration.GetSection(PortalOptions.Section));
        collection.AddAnnouncements(configuration);
        collection.AddWork(configuration);
        return collection.BuildServiceProvider();
    }

    private Dictionary<string, string?> Settings() =>
        new()
        {
            ["Catalogue:Folder"] = Path.Combine(Repository.Root, "config"),
            ["Announcements:PollInterval"] = "1.00:00:00",
            ["Work:PollInterval"] = "1.00:00:00",
            ["Portal:Clients:0:Id"] = Client,
            ["Portal:Clients:0:Name"] = Client,
            ["Portal:Clients:0:Webhook:Url"] = Portal.Address.ToString(),
            ["Portal:Clients:0:Webhook:Secret"] = Portal.Secret,
            ["Adapters:Webhooks:TrustedHosts:0"] = "127.0.0.1",
            ["Adapters:Webhooks:Timeout"] = "00:00:01",
            ["Adapters:Email:Host"] = "127.0.0.1",
            ["Adapters:Email:Port"] = Mail.Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["Adapters:Email:From"] = "hub@example.ma",
            ["Adapters:Email:RequireTls"] = "false",
            ["Adapters:DeliveryReports:Secret"] = ReportSecret,
            ["Adapters:Sms:BaseAddress"] = Sms.Address.ToString(),
            ["Adapters:Sms:Token"] = new SmsSinkSettings().Token,
        };
}
