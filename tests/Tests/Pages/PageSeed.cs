using System.Text;
using Adapters.Exchange;
using Hub.Audit;
using Hub.Catalogue;
using Hub.Exchange;
using Hub.Orders;
using Hub.Payments;
using Hub.Processes;
using Hub.Steps;
using Hub.Storage;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Feel;

namespace Tests.Pages;

/// <summary>A hub in the middle of its day: orders at two bureaus, letters, files, tasks, and things that went wrong.</summary>
internal sealed class PageSeed
{
    /// <summary>A Monday morning in Casablanca.</summary>
    public static readonly DateTimeOffset Monday = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    private static readonly (string ArFirst, string ArLast, string? LatFirst, string? LatLast)[] names =
    [
        ("فاطمة الزهراء", "العلوي", "Fatima-Zahra", "El Alaoui"),
        ("محمّد", "بنعبد الله", "Mohammed", "Benabdellah"),
        ("مڭدولين", "أوعدي", null, null),
        ("عـــائشة", "الإدريسي", "Aïcha", "L'Idrissi"),
    ];

    private readonly HubStore store;
    private readonly IServiceProvider services;
    private int orders;

    private PageSeed(IServiceProvider services)
    {
        this.services = services;
        store = services.GetRequiredService<HubStore>();
    }

    /// <summary>A task of <see cref="PageHub.Bureau"/> with two lines, one of them a full copy; nobody has taken it.</summary>
    public (Guid Task, Order Order, string RequestId) Open { get; private set; }

    /// <summary>A task of the other bureau.</summary>
    public (Guid Task, Order Order, string RequestId) Foreign { get; private set; }

    /// <summary>A letter of <see cref="PageHub.Bureau"/> in its open manifest.</summary>
    public Hub.Shipping.Shipment Letter { get; private set; } = null!;

    public Guid Manifest { get; private set; }
    public Guid File { get; private set; }
    public Guid Payload { get; private set; }

    private static CancellationToken Ct => CancellationToken.None;

    public static async Task<PageSeed> WriteAsync(IServiceProvider services)
    {
        var seed = new PageSeed(services);
        seed.Open = await seed.RequestAsync(PageHub.Bureau, lines: 2);
        for (var i = 0; i < 3; i++)
        {
            await seed.RequestAsync(PageHub.Bureau, lines: 1);
        }

        seed.Foreign = await seed.RequestAsync(PageHub.OtherBureau, lines: 1);
        await seed.PackAsync();
        await seed.TasksAsync();
        await seed.TroubleAsync();
        return seed;
    }

    /// <summary>A request at a bureau's desk, with its task.</summary>
    public async Task<(Guid Task, Order Order, string RequestId)> RequestAsync(string bureau, int lines)
    {
        var order = await OrderAsync(bureau, lines);
        var answer = (StepAnswer.Done)await StepAsync("open-request", order);
        var requestId = answer.Variables["requestId"].AsString();
        var input = $$"""{"bureau":"{{bureau}}","requestId":"{{requestId}}"}""";
        return (await TaskAsync("answer-request", "clerk:" + bureau, input, order.Id), order, requestId);
    }

    private Task<Order> OrderAsync(string bureau, int lines) =>
        store.WriteAsync(session => Task.FromResult(NewOrder(session, bureau, lines)), Ct);

    private Order NewOrder(WriteSession session, string bureau, int lines)
    {
        var number = ++orders;
        var name = names[number % names.Length];
        var order = new Order
        {
            Id = session.NewId(),
            TrackingNumber = $"CASA-2026-{number:000000}",
            ClientId = "portal",
            Reference = $"P-{number}",
            BureauCode = bureau,
            BureauType = services.GetRequiredService<ReferenceCatalogue>().Bureau(bureau).Type.Code,
            Locale = "fr",
            Purpose = "other",
            Act = new ActReference(
                $"{3264 + number}",
                number % 2 == 0 ? "bis" : null,
                "2",
                1980,
                "gregorian",
                "ar"
            ),
            Subject = new Subject(
                name.ArFirst,
                name.ArLast,
                name.LatFirst,
                name.LatLast,
                "female",
                new PartialDate(1980, 5, 1),
                new Parent("محمد", null, null, null),
                new Parent("خديجة", "بنعلي", null, null)
            ),
            Requester = new Requester("child", "Fatima Alaoui", "f@example.org", "+212661000000", null),
            Recipient = new Recipient("Fatima Alaoui", ["12 rue Ibn Sina"], "20250", "Casablanca", "MA"),
            PaymentMethod = "card",
            Price = new PriceSnapshot(5_000, 400, 1_000, 3_600, "2026-1"),
            CreatedAt = session.Now,
            PromisedOn = "2026-12-01",
        };
        order.Lines.AddRange(Enumerable.Range(1, lines).Select(line => NewLine(order.Id, line)));
        session.Db.Orders.Add(order);
        order.MoveTo(OrderState.AwaitingPayment, "client:portal", null, session);
        order.MoveTo(OrderState.Paid, "partner:cmi", null, session);
        AddPayment(order, session);
        return order;
    }

    private static OrderLine NewLine(Guid orderId, int line) =>
        new()
        {
            OrderId = orderId,
            Number = line,
            Document = line == 1 ? "birth-extract" : "birth-full-copy",
            Language = line == 1 ? "ar" : "ar-fr",
            Copies = 2,
            UnitPriceCentimes = 700,
        };

    private static void AddPayment(Order order, WriteSession session)
    {
        var attempt = new PaymentAttempt
        {
            Id = session.NewId(),
            OrderId = order.Id,
            Number = 1,
            Oid = order.TrackingNumber + "-1",
            Method = "card",
            AmountCentimes = order.Price.TotalCentimes,
            State = AttemptState.Captured,
            CreatedAt = session.Now,
            DecidedAt = session.Now,
        };
        session.Db.PaymentAttempts.Add(attempt);
        order.PaidAttemptId = attempt.Id;
        LedgerMovements.Captured(session, attempt, order);
    }

    private Task<StepAnswer> StepAsync(string type, Order order)
    {
        var step = services.GetServices<IStep>().Single(s => s.Type == type);
        var call = new StepCall(order.Id, Guid.Empty, 1, FeelContext.Empty, new Dictionary<string, string>());
        return store.WriteAsync(session => step.RunAsync(call, session, Ct), Ct);
    }

    private Task<Guid> TaskAsync(string element, string group, string input, Guid? orderId) =>
        store.WriteAsync(
            session =>
            {
                var task = new UserTask
                {
                    Id = session.NewId(),
                    InstanceId = session.NewId(),
                    ElementInstance = 7,
                    ElementId = element,
                    OrderId = orderId,
                    CandidateGroup = group,
                    Input = input,
                    State = UserTaskState.Open,
                    OpenedAt = session.Now,
                };
                session.Db.UserTasks.Add(task);
                return Task.FromResult(task.Id);
            },
            Ct
        );

    private async Task PackAsync()
    {
        var order = await OrderAsync(PageHub.Bureau, lines: 1);
        await StepAsync("pack-order", order);
        (Letter, Manifest) = await store.ReadAsync(db =>
        {
            var letter = db.Shipments.Single(s => s.OrderId == order.Id);
            return Task.FromResult(
                (letter, db.ManifestLines.Single(l => l.ShipmentId == letter.Id).ManifestId)
            );
        });
    }

    private async Task TasksAsync()
    {
        var shipment = $$"""{"shipmentRef":"{{Letter.Ref}}"}""";
        await TaskAsync("settle-claim", "post", shipment, Letter.OrderId);
        var call = $$"""{"requestId":"{{Foreign.RequestId}}","bureau":"{{PageHub.OtherBureau}}"}""";
        await TaskAsync("call-bureau", "monitor", call, Foreign.Order.Id);
        await TaskAsync(
            "approve-refund",
            "monitor",
            """{"refundId":"x","amountCentimes":12000}""",
            Open.Order.Id
        );
        var problem = """{"problem":"422 act_year: 1890 is before the registers"}""";
        await TaskAsync("solve-refusal", "monitor", problem, Open.Order.Id);
    }

    private Task TroubleAsync() =>
        store.WriteAsync(
            session =>
            {
                Incident.Open(
                    session,
                    "partner_unreachable",
                    "CHK-01 did not answer for 30 minutes",
                    "CHK-01",
                    Open.Order.Id
                );
                Payload = ReceivedPayload
                    .Keep(
                        session,
                        new Arrival(
                            "cmi-callback",
                            "cmi",
                            "CASA-2026-000001-9",
                            Encoding.UTF8.GetBytes("oid=CASA-2026-000001-9&amount=1.00&HASH=forged")
                        ),
                        PayloadOutcome.Rejected,
                        "amount_wrong",
                        "The amount 1.00 is not the attempt's 50.00."
                    )
                    .Id;
                File = AddFile(session, PageHub.Bureau);
                AddFile(session, PageHub.OtherBureau);
                return Task.CompletedTask;
            },
            Ct
        );

    private static Guid AddFile(WriteSession session, string bureau)
    {
        var file = new ExchangeFile
        {
            Id = session.NewId(),
            Partner = bureau,
            Direction = FileDirection.In,
            Kind = FileKind.ANS,
            Name = $"ANS_{bureau}_20261123_000001_T.csv",
            Sequence = 1,
            Sha256 = new string('a', 64),
            Records = 2,
            Content = Encoding.UTF8.GetBytes(
                "record;request_id;line;outcome;note\r\nR;CASA-2026-000001-R1;1;perhaps;العقد غير موجود\r\nT;1;;;\r\n"
            ),
            State = FileState.Quarantined,
            Problems = [new RowProblem(2, "outcome", "outcome_unknown", "Known outcomes: issued, rejected.")],
            CreatedAt = session.Now,
        };
        session.Db.ExchangeFiles.Add(file);
        return file.Id;
    }
}
