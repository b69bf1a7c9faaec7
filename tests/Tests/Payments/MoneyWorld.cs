using Adapters.Payments;
using Hub.Operations.Invariants;
using Hub.Orders;
using Hub.Payments;
using Hub.Processes;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Simulators.Gateway;
using Simulators.Scenario;
using Tests.Operations;
using Tests.Storage;
using Workflows.Feel;

namespace Tests.Payments;

/// <summary>
/// Orders, their payments and the gateway's own books, with the real definitions, work loop and use cases of the hub on a
/// real store. The gateway answers in the same process; the hub's node can be killed at a commit and started again.
/// </summary>
internal sealed partial class MoneyWorld : IAsyncDisposable
{
    /// <summary>A Monday morning in Casablanca.</summary>
    public static readonly DateTimeOffset Monday = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    private readonly TestDatabase database;
    private readonly KillingDialect dialect;
    private readonly IReadOnlyDictionary<string, string> settings;
    private readonly string folder = Directory.CreateTempSubdirectory("hub-money-").FullName;
    private readonly PartnerClock clock = new(Monday);
    private readonly Journal journal;
    private readonly GatewaySettings contract;
    private int orders;

    private MoneyWorld(TestDatabase database, GatewayHabits habits, int seed, (string, string)[] settings)
    {
        this.database = database;
        this.settings = settings.ToDictionary(s => s.Item1, s => s.Item2);
        dialect = new KillingDialect(database.Dialect);
        journal = new Journal(JournalFolder, "gateway");
        contract = new GatewaySettings
        {
            ClientId = CmiWiring.ClientId,
            StoreKey = CmiWiring.StoreKey,
            Habits = habits,
        };
        var draw = new Draw(seed);
        Book = new PaymentBook(contract, clock, journal, draw);
        Api = new InMemoryGateway(new XmlApi(contract, Book, draw));
        Settlements = new SettlementOffice(
            contract,
            clock,
            new Agenda(),
            draw,
            Book,
            journal,
            SettlementFolder
        );
        Node = null!;
    }

    /// <summary>The hub's process as it runs now.</summary>
    public MoneyNode Node { get; private set; }

    public PaymentBook Book { get; }
    public InMemoryGateway Api { get; }
    public SettlementOffice Settlements { get; }
    public string SettlementFolder => Path.Combine(folder, "settlements");
    public HubStore Store => Node.Get<HubStore>();
    private string JournalFolder => Path.Combine(folder, "journals");
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Opens a world; settings are the hub's.</summary>
    public static async Task<MoneyWorld> OpenAsync(
        TestDatabase database,
        GatewayHabits habits,
        int seed,
        params (string Key, string Value)[] settings
    )
    {
        var world = new MoneyWorld(database, habits, seed, settings);
        world.Node = await world.StartNodeAsync();
        return world;
    }

    /// <summary>The node dies; whatever was in its memory is gone. Another one starts on the same store.</summary>
    public async Task KillNodeAsync()
    {
        dialect.IsDead = true;
        await Node.DisposeAsync();
        dialect.IsDead = false;
        Node = await StartNodeAsync();
    }

    /// <summary>An order whose process waits for its payment.</summary>
    public Task<Order> PlaceAsync() =>
        Store.WriteAsync(
            session =>
            {
                var process = Node.Get<DefinitionCatalogue>().Latest("money-order")!;
                var order = SeededRows.Order(session, Interlocked.Increment(ref orders), session.NewId());
                session.Db.Orders.Add(order);
                order.MoveTo(OrderState.AwaitingPayment, "test", null, session);
                order.ProcessInstanceId = session.Processes.Start(
                    process.Id,
                    process.Key,
                    order.Id,
                    FeelContext.Of(
                        KeyValuePair.Create("orderId", FeelValue.From(order.Id.ToString())),
                        KeyValuePair.Create("trackingNumber", FeelValue.From(order.TrackingNumber))
                    )
                );
                return Task.FromResult(order);
            },
            Ct
        );

    /// <summary>A new attempt to pay, or null when the order does not want one any more.</summary>
    public async Task<CardTry?> StartAsync(Order order) =>
        await Store.WriteAsync(
            session =>
                Node.Get<StartPaymentAttempt>()
                    .RunAsync(order.Id, "card", new Uri("https://portal.example/back"), session, Ct),
            Ct
        )
            is StartAttemptResult.Started started
            ? new CardTry(this, started.Attempt.Oid, ((HostedPage)started.Invitation).Fields)
            : null;

    /// <summary>The form of an attempt that our side has not written yet.</summary>
    public CardTry Foresee(Order order, int number)
    {
        var oid = $"{order.TrackingNumber}-{number}";
        var page = Node.Get<IEnumerable<IPaymentGateway>>()
            .First(g => g.Method == "card")
            .Prepare(
                new PaymentRequest(
                    oid,
                    order.Price.TotalCentimes,
                    "fr",
                    order.Requester.Email,
                    order.Requester.Name,
                    order.Requester.Phone,
                    new Uri("https://portal.example/back"),
                    Hold: false
                )
            );
        return new CardTry(this, oid, ((HostedPage)page).Fields);
    }

    /// <summary>The card is tried at the gateway; what it reports of that is not sent yet.</summary>
    public Report Try(CardTry attempt, string card)
    {
        var form = HostedForm.Read(FormOf(attempt.Fields), contract).Form!;
        var answer = TestCards.Ask(card);
        if (Book.Book(form, answer) is not { } movement)
        {
            throw new InvalidOperationException($"{attempt.Oid} was paid before.");
        }

        return new Report(
            attempt.Oid,
            answer.IsApproved,
            CallbackForm.Build(form, answer, movement, contract, toServer: true)
        );
    }

    /// <summary>The same report with a lie in it.</summary>
    public Report Forge(Report real, ForgeryKind kind) =>
        real with
        {
            Fields = Forgery.Of(real.Fields, kind, contract.StoreKey),
            IsApproved = false,
            IsTrue = false,
        };

    /// <summary>The same report, truly the gateway's, from a contract whose page asks for no 3-D Secure.</summary>
    public Report Unproved(Report real)
    {
        var fields = real.Fields.Where(f => f.Key is not ("mdStatus" or "HASH")).ToList();
        return real with
        {
            Fields = [.. fields, new("HASH", Ver3Hash.Of(fields, contract.StoreKey))],
            IsApproved = false,
        };
    }

    /// <summary>
    /// The report reaches the hub. Null when the node died of it, or when the answer got lost; the gateway will report again.
    /// </summary>
    public async Task<CallbackReply?> DeliverAsync(Report report, KillPoint kill = KillPoint.None)
    {
        try
        {
            using var deadly = dialect.KillThisFlow(kill);
            var answer = await Node.Get<AcceptCallback>()
                .RunAsync(PaymentMethod.Card, FormOf(report.Fields), CancellationToken.None);
            var reply = Enum.GetValues<CallbackReply>().Single(r => r.ToText() == answer);
            if (reply == CallbackReply.Capture && report.IsApproved)
            {
                Book.Capture(report.Oid, null, "callback");
            }

            return reply;
        }
        catch (NodeKilledException)
        {
            return null;
        }
    }

    /// <summary>Time passes for both sides; the hub does all that falls due on the way.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        var until = clock.GetUtcNow() + time;
        while (await Node.NextDueAtAsync() is { } due && due <= until)
        {
            clock.StepTo(due > clock.GetUtcNow() ? due : clock.GetUtcNow());
            await Node.AdvanceAsync(clock.GetUtcNow());
        }

        clock.StepTo(until);
        await Node.AdvanceAsync(until);
    }

    /// <summary>What people would do: agree to refunds, try refused ones again.</summary>
    public Task<int> WorkTasksAsync(string person = "monitor.1") => Node.WorkTasksAsync(person);

    public Task<Order> OrderAsync(Order order) =>
        Store.ReadAsync(db => db.Orders.SingleAsync(o => o.Id == order.Id, Ct));

    /// <summary>What the gateway holds of an order's attempts.</summary>
    public long HeldFor(Order order) =>
        Book.Accounts()
            .Where(a => a.Oid.StartsWith(order.TrackingNumber + "-", StringComparison.Ordinal))
            .Sum(a => a.CapturedCentimes - a.CreditedCentimes);

    /// <summary>The violations of I3, I4 and I11, by our rows and the gateway's journal.</summary>
    public async Task<IReadOnlyList<string>> ViolationsAsync()
    {
        return
        [
            .. from result in await CheckAsync()
            where result.Invariant.Id is "I3" or "I4" or "I11"
            from violation in Assert.IsType<Verdict.Counted>(result.Verdict).Violations
            select $"{result.Invariant.Id}: {violation}",
        ];
    }

    /// <summary>All invariants, by our rows and the gateway's journal.</summary>
    public async Task<IReadOnlyList<CheckedInvariant>> CheckAsync()
    {
        await using var db = database.Dialect.CreateDb(null);
        var journals = await Journals.ReadAsync(JournalFolder, Ct);
        return await InvariantChecks.RunAsync(db, journals, null, clock.GetUtcNow(), Ct);
    }

    public async ValueTask DisposeAsync()
    {
        await Node.DisposeAsync();
        Api.Dispose();
        journal.Dispose();
        await database.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private Task<MoneyNode> StartNodeAsync() =>
        MoneyNode.StartAsync(dialect.Dialect, Api, clock.GetUtcNow(), settings, SettlementFolder);

    private static string FormOf(IEnumerable<KeyValuePair<string, string>> fields) =>
        string.Join(
            '&',
            fields.Select(f => $"{Uri.EscapeDataString(f.Key)}={Uri.EscapeDataString(f.Value)}")
        );
}
