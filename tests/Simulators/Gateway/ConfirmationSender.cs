using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Simulators.Scenario;

namespace Simulators.Gateway;

/// <summary>
/// Confirms payments to the merchant: soon or late, once or several times, again until it is understood; and somebody else
/// lies about them.
/// </summary>
internal sealed class ConfirmationSender(
    ReferenceSettings settings,
    Agenda agenda,
    PartnerClock clock,
    Draw draw
) : IDisposable
{
    private const string Understood = "ACCEPTED";
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Patience = TimeSpan.FromHours(20);
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>Puts the confirmation of a payment into the agenda, with whatever the seed adds to it.</summary>
    public void Announce(string reference, long centimes, string transaction)
    {
        var fields = Confirmation(reference, centimes, transaction);
        var random = draw.For("confirmation:" + reference);
        var habits = settings.Habits;
        var late = random.NextDouble();
        var due =
            clock.GetUtcNow()
            + (
                late < habits.VeryLateCallbacks ? random.Between(TimeSpan.FromHours(3), TimeSpan.FromDays(5))
                : late < habits.LateCallbacks
                    ? random.Between(TimeSpan.FromMinutes(10), TimeSpan.FromHours(3))
                : random.Between(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(20))
            );
        var copies = random.NextDouble() < habits.RepeatedCallbacks ? random.Next(3, 6) : 1;
        var deaf = random.NextDouble() < habits.UnheardAnswers;
        if (random.NextDouble() < habits.ForgedCallbacks)
        {
            var lie = Lie(fields, random.Next(4));
            agenda.Add(due, "forger of " + reference, "confirmation", ct => PostAsync(lie, ct));
        }

        agenda.Add(
            due,
            reference,
            "confirmation",
            ct => ConfirmAsync(reference, fields, copies, deaf, clock.GetUtcNow() + Patience, ct)
        );
    }

    /// <summary>HMAC-SHA256 in hex; written apart from the hub's own on purpose.</summary>
    public static string Mac(string text, string secret) =>
        Convert.ToHexStringLower(
            HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text))
        );

    public void Dispose() => http.Dispose();

    private List<KeyValuePair<string, string>> Confirmation(
        string reference,
        long centimes,
        string transaction
    )
    {
        var fee = (long)(centimes * settings.KeptShare);
        List<KeyValuePair<string, string>> fields =
        [
            new("biller", settings.BillerCode),
            new("reference", reference),
            new("transaction", transaction),
            new("amount", Dirhams(centimes)),
            new("fee", Dirhams(fee)),
            new("net", Dirhams(centimes - fee)),
            new("currency", "MAD"),
            new("paidAt", clock.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)),
        ];
        return Signed(fields, settings.Secret);
    }

    private static List<KeyValuePair<string, string>> Signed(
        List<KeyValuePair<string, string>> fields,
        string secret
    )
    {
        var lines = fields.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => $"{f.Key}={f.Value}\n");
        return [.. fields, new("signature", Mac(string.Concat(lines), secret))];
    }

    private List<KeyValuePair<string, string>> Lie(List<KeyValuePair<string, string>> real, int kind)
    {
        var (name, value) = kind switch
        {
            0 => ("amount", "1.00"),
            1 => ("currency", "EUR"),
            2 => ("biller", "9999"),
            _ => ("transaction", "GUESSED"),
        };
        var fields = real.Where(f => f.Key != "signature")
            .Select(f => f.Key == name ? KeyValuePair.Create(name, value) : f)
            .ToList();
        // The last kind is somebody without the secret; the others are lies under a right signature.
        return Signed(fields, kind == 3 ? "a guessed secret of somebody" : settings.Secret);
    }

    private async Task ConfirmAsync(
        string reference,
        List<KeyValuePair<string, string>> fields,
        int copies,
        bool deaf,
        DateTimeOffset until,
        CancellationToken ct
    )
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, copies).Select(_ => PostAsync(fields, ct)));
        if ((answers.Contains(Understood, StringComparer.Ordinal) && !deaf) || clock.GetUtcNow() > until)
        {
            return;
        }

        agenda.Add(
            clock.GetUtcNow() + Pause,
            reference,
            "confirmation again",
            next => ConfirmAsync(reference, fields, 1, deaf: false, until, next)
        );
    }

    private async Task<string> PostAsync(List<KeyValuePair<string, string>> fields, CancellationToken ct)
    {
        using var content = FormText.ToContent(fields);
        using var response = await http.PostAsync(settings.ConfirmationUrl(), content, ct);
        return response.IsSuccessStatusCode ? await response.Content.ReadAsStringAsync(ct) : "";
    }

    private static string Dirhams(long centimes) =>
        (centimes / 100m).ToString("0.00", CultureInfo.InvariantCulture);
}
