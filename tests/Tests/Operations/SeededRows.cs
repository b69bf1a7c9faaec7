using System.Security.Cryptography;
using System.Text;
using Adapters.Exchange;
using Hub.Exchange;
using Hub.Orders;
using Hub.Storage;

namespace Tests.Operations;

/// <summary>The longer rows of seeded orders.</summary>
internal static class SeededRows
{
    public const string ManifestName = "MAN_CHK-01_20261123_000001_T.csv";
    public const long Price = 5_000;

    /// <summary>An order as the portal sent it.</summary>
    public static Order Order(WriteSession session, int number, Guid id) =>
        new()
        {
            Id = id,
            TrackingNumber = $"CASA-2026-{number:000000}",
            ClientId = "portal",
            Reference = $"P-{number}",
            BureauCode = "CHK-01",
            BureauType = "bureau-desk",
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
            Price = new PriceSnapshot(Price, 400, 1_000, 3_600, "2026-1"),
            CreatedAt = session.Now,
            PromisedOn = "2026-12-01",
            Lines =
            [
                new OrderLine
                {
                    OrderId = id,
                    Number = 1,
                    Document = "birth-extract",
                    Language = "ar",
                    Copies = 2,
                    UnitPriceCentimes = 700,
                },
            ],
        };

    private static byte[] ManifestBytes()
    {
        var before =
            "H;1.0;WATIQA;CHK-01;x;1;2026-11-23T09:00:00Z;2026-11-23;20000;1;36.00\r\n"
            + $"I;1;{SeededOrder.Item};CASA-2026-000001-S1;REC_NAT;40;0;\"x\"\r\n";
        var sum = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(before)));
        return Encoding.UTF8.GetBytes($"{before}T;1;36.00;{sum}\r\n");
    }

    /// <summary>The archived manifest of the delivered order.</summary>
    public static ExchangeFile ManifestFile(WriteSession session)
    {
        var content = ManifestBytes();
        return new ExchangeFile
        {
            Id = session.NewId(),
            Partner = ExchangeOptions.Post,
            Direction = FileDirection.Out,
            Kind = FileKind.MAN,
            Name = ManifestName,
            Sequence = 1,
            Sha256 = FileSeal.Of(content, 1).Sha256,
            Records = 1,
            Content = content,
            State = FileState.Acknowledged,
            CreatedAt = session.Now,
        };
    }
}
