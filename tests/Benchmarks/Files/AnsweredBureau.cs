using System.Globalization;
using System.Text;
using Adapters.Exchange;
using Hub.Orders;
using Hub.Registries;

namespace Benchmarks.Files;

/// <summary>Orders that wait for one bureau, and the files in which it answers all of them.</summary>
internal sealed class AnsweredBureau(HubUnderTest hub)
{
    private const int BatchOrders = 1_000;
    private const int RowBytes = 60;
    private const int MaxNote = 480;

    private readonly Random random = new(7);
    private int number;

    /// <summary>Writes orders with as many lines as asked for, and the sealed file of that name.</summary>
    public async Task SeedAsync(string name, int rows, int megabytes, CancellationToken ct)
    {
        var note = new string(
            'ن',
            Math.Clamp((int)((megabytes * 1_000_000L / rows) - RowBytes + 2) / 2, 0, MaxNote)
        );
        Directory.CreateDirectory(hub.Inbox);
        var path = Path.Combine(hub.Inbox, name);
        await using (var file = new StreamWriter(path, append: false, new UTF8Encoding(false)))
        {
            await file.WriteAsync(
                "record;request_id;line;outcome;reason;issued_copies;issued_on;officer;note\r\n"
            );
            var written = 0;
            while (written < rows)
            {
                var batch = new List<Order>();
                for (; batch.Count < BatchOrders && written < rows; number++)
                {
                    var lines = Math.Min(Lines(), rows - written);
                    batch.Add(NewOrder(number, lines));
                    written += lines;
                    for (var line = 1; line <= lines; line++)
                    {
                        await file.WriteAsync(
                            string.Create(
                                CultureInfo.InvariantCulture,
                                $"R;{RequestId(number)};{line};issued;;1;2026-11-23;العلوي;{note}\r\n"
                            )
                        );
                    }
                }

                await WriteAsync(batch, ct);
            }

            await file.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"T;{rows}\r\n"));
        }

        await using var stream = File.OpenRead(path);
        using var spool = new SpoolStream();
        await stream.CopyToAsync(spool, ct);
        using var body = spool.Finish();
        await File.WriteAllBytesAsync(path + ".ok", FileSeal.Of(body, rows).ToBytes(), ct);
    }

    private static string RequestId(int number) =>
        string.Create(CultureInfo.InvariantCulture, $"CASA-2026-{number:000000}-R1");

    // reliability.md §2.2: 70 % one line, 25 % two to five, 5 % ten.
    private int Lines() =>
        random.Next(100) switch
        {
            < 70 => 1,
            < 95 => random.Next(2, 6),
            _ => 10,
        };

    private Task WriteAsync(List<Order> orders, CancellationToken ct) =>
        hub.Store.WriteAsync(
            session =>
            {
                session.Db.AddRange(orders);
                session.Db.AddRange(
                    orders.Select(order => new BureauRequest
                    {
                        RequestId = order.TrackingNumber + "-R1",
                        OrderId = order.Id,
                        Number = 1,
                        BureauCode = HubUnderTest.Bureau,
                        Channel = "sftp",
                        State = RequestState.Received,
                        DueOn = "2026-11-30",
                        OpenedAt = session.Now,
                        ReceivedAt = session.Now,
                    })
                );
                return Task.CompletedTask;
            },
            ct
        );

    private static Order NewOrder(int number, int lines)
    {
        var id = Guid.CreateVersion7();
        var order = new Order
        {
            Id = id,
            TrackingNumber = string.Create(CultureInfo.InvariantCulture, $"CASA-2026-{number:000000}"),
            ClientId = "portal",
            Reference = string.Create(CultureInfo.InvariantCulture, $"P-{number}"),
            BureauCode = HubUnderTest.Bureau,
            BureauType = "bureau-sftp",
            Locale = "fr",
            Purpose = "other",
            Act = new ActReference("3265", null, null, 1980, "gregorian", "ar"),
            Subject = new Subject(
                "فاطمة",
                "العلوي",
                "Fatima",
                "Alaoui",
                "female",
                new PartialDate(1980, 5, 1),
                new Parent("محمد", null, null, null),
                new Parent("خديجة", "بنعلي", null, null)
            ),
            Requester = new Requester("self", "Fatima Alaoui", "f@example.org", "+212661000000", null),
            Recipient = new Recipient("Fatima Alaoui", ["12 rue Ibn Sina"], "20250", "Casablanca", "MA"),
            PaymentMethod = "card",
            Price = new PriceSnapshot(5_000, 400, 1_000, 3_600, "2026-1"),
            CreatedAt = DateTimeOffset.UtcNow,
            PromisedOn = "2026-12-01",
            Lines =
            [
                .. Enumerable
                    .Range(1, lines)
                    .Select(line => new OrderLine
                    {
                        OrderId = id,
                        Number = line,
                        Document = "birth-extract",
                        Language = "ar",
                        Copies = 1,
                        UnitPriceCentimes = 700,
                    }),
            ],
        };
        return order;
    }
}
