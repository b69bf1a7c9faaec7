using Simulators.Gateway;
using Simulators.Mail;
using Simulators.Portal;
using Simulators.Post;
using Simulators.Registries;
using Simulators.Scenario;
using Simulators.Sms;

namespace Simulators.Sandbox;

/// <summary>All partners of the hub, with one clock, one agenda and one book of plans.</summary>
internal sealed class Partners : IAsyncDisposable
{
    /// <summary>From this the secrets shared with bureaus are derived; the sandbox's only.</summary>
    public const string MasterSecret = "sandbox-master-secret";

    /// <summary>The portal's key; the sandbox's only.</summary>
    public const string PortalKey = "hub_test_sandbox_portal_0001";

    /// <summary>The contracts with the providers of references; the sandbox's only.</summary>
    public const string AgencySecret = "sandbox-agency-secret";
    public const string AgencyBiller = "4711";
    public const string SmsSecret = "sandbox-sms-payment-secret";
    public const string SmsBiller = "4712";

    private const double AgencyKeeps = 0.10;
    private const double SmsKeeps = 0.35;

    private readonly Dictionary<string, Journal> journals = new(StringComparer.Ordinal);
    private readonly List<HubStaff> staff = [];
    private readonly AnswerPush push;

    private Partners(PartnerSetup setup, PartnerClock clock)
    {
        (Setup, Clock) = (setup, clock);
        Bureaus = Bureaus.Read(setup.Folder.Config);
        Draw = new Draw(setup.Seed);
        Hours = WorkingHours.Read(Path.Combine(setup.Folder.Config, "calendars", "administration.json"));
        var secrets = new BureauSecrets(MasterSecret);
        var register = new BureauRegister(Plans, clock, JournalOf("bureaus"), Draw, Hours, setup.Habits);
        push = new AnswerPush(setup.Hub, secrets, clock, JournalOf("bureaus"));
        Gateway = new GatewaySimulator(new(), Agenda, clock, JournalOf("gateway"), setup.Seed);
        Counters = new Dictionary<PayBy, ReferenceProvider>
        {
            [PayBy.Agency] = OpenCounter("agency", AgencyBiller, AgencySecret, AgencyKeeps),
            [PayBy.Sms] = OpenCounter("sms-payment", SmsBiller, SmsSecret, SmsKeeps),
        };
        RestBureaus = new RestBureaus(register, secrets, setup.Habits, push, Agenda, clock, Draw);
        FileBureaus = OpenFileBureaus(register);
        Post = OpenPost();
        Webhooks = new WebhookSink(new WebhookSinkSettings(), clock, JournalOf("portal"), setup.Seed);
        Mail = new MailSink(new MailSinkSettings(), clock, JournalOf("mail"), setup.Seed);
        Sms = new SmsSink(new SmsSinkSettings(), clock, JournalOf("sms"), setup.Seed);
        Clerks = new DeskClerks(
            Bureaus.Of("desk").ToDictionary(b => b.Code, b => Person(DemoUsers.ClerkOf(b.Code))),
            register,
            Plans,
            Agenda,
            clock,
            JournalOf("bureaus")
        );
        Operators = new HubOperators(
            Person(DemoUsers.Post),
            Person(DemoUsers.Monitor),
            Person(DemoUsers.Administrator),
            Plans,
            Hours,
            Agenda,
            clock,
            JournalOf("operators")
        );
    }

    public PartnerSetup Setup { get; }
    public PartnerClock Clock { get; }
    public Agenda Agenda { get; } = new();
    public PlanBook Plans { get; } = new();
    public Draw Draw { get; }
    public Bureaus Bureaus { get; }
    public WorkingHours Hours { get; }
    public GatewaySimulator Gateway { get; }

    /// <summary>Where references are paid: agencies, and the telephone operator.</summary>
    public IReadOnlyDictionary<PayBy, ReferenceProvider> Counters { get; }
    public RestBureaus RestBureaus { get; }
    public FileBureaus FileBureaus { get; }
    public PostSimulator Post { get; }
    public MailSink Mail { get; }
    public SmsSink Sms { get; }

    /// <summary>Where the portal hears of its orders.</summary>
    public WebhookSink Webhooks { get; }
    public DeskClerks Clerks { get; }
    public HubOperators Operators { get; }

    /// <summary>Opens every partner's door; nobody acts yet.</summary>
    public static async Task<Partners> StartAsync(
        PartnerSetup setup,
        PartnerClock clock,
        CancellationToken ct
    )
    {
        var partners = new Partners(setup, clock);
        await partners.Gateway.StartAsync(setup.Ports.Gateway, ct);
        await partners.Counters[PayBy.Agency].StartAsync(setup.Ports.Agency, ct);
        await partners.Counters[PayBy.Sms].StartAsync(setup.Ports.SmsPayment, ct);
        await partners.RestBureaus.StartAsync(setup.Ports.Bureaus, ct);
        await partners.Sms.StartAsync(setup.Ports.Sms, ct);
        await partners.Webhooks.StartAsync(setup.Ports.Portal, ct);
        partners.Mail.Start(setup.Ports.Mail);
        return partners;
    }

    /// <summary>The partners begin to look after the hub: folders every so often, lists in working hours.</summary>
    public void Work(TimeSpan foldersEvery)
    {
        WorkWithoutDesks(foldersEvery);
        Clerks.Watch();
        Operators.Watch();
    }

    /// <summary>The same, but somebody else sits at the desks.</summary>
    public void WorkWithoutDesks(TimeSpan foldersEvery)
    {
        FileBureaus.Watch(foldersEvery);
        Post.Watch(foldersEvery);
        Gateway.OpenSettlements(Setup.Folder.Settlements);
        foreach (var (method, provider) in Counters)
        {
            var name = method.ToString().ToUpperInvariant();
            new ReferenceSettlements(provider, name, Clock, Agenda, Setup.Folder.Settlements).Open();
        }
    }

    /// <summary>The journal of a partner; one file each.</summary>
    public Journal JournalOf(string partner) =>
        journals.TryGetValue(partner, out var known)
            ? known
            : journals[partner] = new Journal(Setup.Folder.Journals, partner);

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        foreach (var counter in Counters.Values)
        {
            await counter.DisposeAsync();
        }

        await RestBureaus.DisposeAsync();
        await Sms.DisposeAsync();
        await Webhooks.DisposeAsync();
        await Mail.DisposeAsync();
        push.Dispose();
        staff.ForEach(person => person.Dispose());
        foreach (var journal in journals.Values)
        {
            journal.Dispose();
        }
    }

    private FileBureaus OpenFileBureaus(BureauRegister register) =>
        new(
            Setup.Folder.Files,
            Bureaus.Of("sftp").Select(b => b.Code),
            register,
            Setup.Habits,
            Agenda,
            Clock,
            JournalOf("bureaus"),
            Draw
        );

    private ReferenceProvider OpenCounter(string partner, string biller, string secret, double keeps)
    {
        var path = $"payments/{partner.Split('-')[0]}/confirmation";
        var settings = new ReferenceSettings(partner, biller, secret, keeps, () => new Uri(Setup.Hub, path))
        {
            // Which order is paid too late is the plan's affair.
            Habits = new GatewayHabits { VeryLateCallbacks = 0 },
        };
        return new ReferenceProvider(settings, Agenda, Clock, JournalOf(partner), Setup.Seed);
    }

    private PostSimulator OpenPost() =>
        new(
            new PostSimulatorOptions(
                Path.Combine(Setup.Folder.Files, "post"),
                Path.Combine(Setup.Folder.Config, "countries.json"),
                Setup.Seed
            ),
            Agenda,
            JournalOf("post"),
            Clock,
            Plans
        );

    private HubStaff Person(string name)
    {
        var person = new HubStaff(Setup.Hub, name, DemoUsers.Password);
        staff.Add(person);
        return person;
    }
}

/// <summary>How the partners are set up.</summary>
/// <param name="Folder">Where their files and journals are.</param>
/// <param name="Hub">The hub's address.</param>
/// <param name="Seed">Every draw follows from it.</param>
/// <param name="Ports">Where they listen.</param>
internal sealed record PartnerSetup(RunFolder Folder, Uri Hub, int Seed, PartnerPorts Ports)
{
    public BureauHabits Habits { get; init; } = new();
}

/// <summary>The partners' ports; 0 takes any free one.</summary>
internal sealed record PartnerPorts(
    int Gateway = 0,
    int Bureaus = 0,
    int Mail = 0,
    int Sms = 0,
    int Portal = 0,
    int Agency = 0,
    int SmsPayment = 0
);
