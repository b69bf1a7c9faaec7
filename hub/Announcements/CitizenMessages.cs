using System.Globalization;
using System.Text.Json;
using Hub.Catalogue;
using Hub.Orders;
using Hub.Steps;
using Hub.Storage;
using Hub.Work;
using Microsoft.EntityFrameworkCore;

namespace Hub.Announcements;

/// <summary>
/// Writes to the citizen, once per public phase of an order: e-mail at any hour, short messages outside the quiet hours,
/// from the texts <c>mail.{phase}.subject</c>, <c>mail.{phase}.body</c> and <c>sms.{phase}</c>. A phase without a text is
/// not written about.
/// </summary>
internal sealed class CitizenMessages(
    ReferenceCatalogue catalogue,
    MessageTexts messages,
    QuietHours quietHours
)
{
    private const string CentimesFormat = "0.00";
    private const long CentimesPerDirham = 100;

    /// <summary>Intends what these announcements are to be written about. What was written once is not written again.</summary>
    public async Task WriteAsync(
        IReadOnlyList<OrderAnnouncement> announcements,
        IReadOnlyDictionary<Guid, Order> orders,
        WriteSession session,
        CancellationToken ct
    )
    {
        var items = await ItemsOfAsync(orders, session, ct);
        foreach (var announcement in announcements)
        {
            var order = orders[announcement.OrderId];
            var values = Values(order, announcement.Reason, items.GetValueOrDefault(order.Id));
            WriteMail(order, announcement.Phase, values, session);
            WriteSms(order, announcement.Phase, values, session);
        }
    }

    private static async Task<Dictionary<Guid, string>> ItemsOfAsync(
        IReadOnlyDictionary<Guid, Order> orders,
        WriteSession session,
        CancellationToken ct
    )
    {
        var ids = orders.Keys.ToList();
        var shipments = await session
            .Db.Shipments.AsNoTracking()
            .Where(s => ids.Contains(s.OrderId))
            .Select(s => new
            {
                s.OrderId,
                s.Number,
                s.Item,
            })
            .ToListAsync(ct);
        return shipments
            .GroupBy(s => s.OrderId)
            .ToDictionary(letters => letters.Key, letters => letters.MaxBy(s => s.Number)!.Item);
    }

    private void WriteMail(
        Order order,
        PublicPhase phase,
        (string Name, string Value)[] values,
        WriteSession session
    )
    {
        if (
            order.Requester.Email.Length == 0
            || messages.Mail(order.Locale, phase, values) is not var (subject, body)
        )
        {
            return;
        }

        var mail = new MailInput(order.Requester.Email, subject, body, order.Locale);
        session.Work.Intend(
            new NewWorkItem(
                "send-email",
                "mail",
                $"mail:{order.Id}:{phase.ToWireName()}",
                JsonSerializer.Serialize(mail),
                order.Id
            )
        );
    }

    private void WriteSms(
        Order order,
        PublicPhase phase,
        (string Name, string Value)[] values,
        WriteSession session
    )
    {
        if (order.Requester.Phone.Length == 0 || messages.Sms(order.Locale, phase, values) is not { } text)
        {
            return;
        }

        var sms = new SmsInput(order.Requester.Phone, text);
        session.Work.Intend(
            new NewWorkItem(
                "send-sms",
                "sms",
                $"sms:{order.Id}:{phase.ToWireName()}",
                JsonSerializer.Serialize(sms),
                order.Id
            )
            {
                DueAt = quietHours.NextAllowed(session.Now),
            }
        );
    }

    private (string Name, string Value)[] Values(Order order, string? reason, string? item)
    {
        var bureau = catalogue.FindBureau(order.BureauCode);
        var arabic = order.Locale == "ar";
        return
        [
            ("name", order.Requester.Name),
            ("tracking", order.TrackingNumber),
            ("bureau", (arabic ? bureau?.DisplayNameAr : bureau?.DisplayName) ?? order.BureauCode),
            ("amount", Amount(order.Price.TotalCentimes, arabic)),
            (
                "reason",
                catalogue.FindReason(reason)?.Texts.GetValueOrDefault(order.Locale)
                    ?? catalogue.Texts.Get(order.Locale, "mail.reason_elsewhere")
            ),
            ("item", item ?? ""),
            ("promised", order.PromisedOn),
        ];
    }

    private static string Amount(long centimes, bool arabic)
    {
        var dirhams = ((decimal)centimes / CentimesPerDirham)
            .ToString(CentimesFormat, CultureInfo.InvariantCulture)
            .Replace('.', ',');
        return dirhams + (arabic ? " درهم" : " DH");
    }
}
