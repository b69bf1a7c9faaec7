using System.Globalization;
using Hub.Orders;

namespace Tests.Announcements;

/// <summary>Orders of a citizen whose name mixes what names mix.</summary>
internal static class TestOrder
{
    /// <summary>A new order of bureau CHK-01, in no state yet.</summary>
    public static Order New(DateTimeOffset at, int number, string locale, string client) =>
        new()
        {
            Id = Guid.CreateVersion7(at),
            TrackingNumber = string.Create(CultureInfo.InvariantCulture, $"CASA-2026-{number:000000}"),
            ClientId = client,
            Reference = string.Create(CultureInfo.InvariantCulture, $"P-{number}"),
            BureauCode = "CHK-01",
            BureauType = "bureau-rest",
            Locale = locale,
            Purpose = "test",
            Act = new ActReference("12", null, null, 1990, "gregorian", "ar"),
            Subject = new Subject(
                "سعيد",
                "العلوي",
                null,
                null,
                "M",
                new PartialDate(1990, 1, 2),
                new Parent("علي", "العلوي", null, null),
                new Parent("زينب", "بناني", null, null)
            ),
            Requester = new Requester(
                "self",
                "Saïd M'Barek",
                string.Create(CultureInfo.InvariantCulture, $"said.{number}@example.ma"),
                "+212661234567",
                null
            ),
            Recipient = new Recipient("Saïd", ["12 rue Ibn Batouta"], "20000", "Casablanca", "MA"),
            PaymentMethod = "card",
            Price = new PriceSnapshot(5_220, 2_000, 200, 3_020, "2026-1"),
            CreatedAt = at,
            PromisedOn = "2026-12-04",
        };
}
