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
    private const int Guessed = 3;
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>When the order has expired.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromDays(4);
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Patience = TimeSpan.FromHours(20);
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>Puts the confirmation of a payment into the agenda, with whatever the seed, or its turn, adds to it.</summary>
    public void Announce(string reference, long centimes, string transaction, CounterTurn turn)
    {
        var fields = Confirmation(reference, centimes, transaction);
        var random = draw.For("confirmation:" + transaction);
        var habits = settings.Habits;
        var due = clock.GetUtcNow() + (turn == CounterTurn.ConfirmedLate ? Late : LateBy(random));
        var copies = random.NextDouble() < habits.RepeatedCallbacks ? random.Next(3, 6) : 1;
        var deaf = random.NextDouble() < habits.UnheardAnswers;
        if (random.NextDouble() < habits.ForgedCallbacks)
        {
            Lie(reference, fields, random.Next(4), due);
        }

        if (turn == CounterTurn.NeverConfirmed)
        {
            return;
        }

        Confirm(reference, fields, turn == CounterTurn.ConfirmedTwice ? 2 : copies, deaf, due);
        if (turn == CounterTurn.ConfirmedTwice)
        {
            Confirm(reference, fields, 1, deaf: false, due + random.Between(Hour, 30 * Hour));
        }
    }

    /// <summary>Somebody who does not know the secret says that it was paid.</summary>
    public void Forge(string reference, long centimes) =>
        Lie(
            reference,
            Confirmation(reference, centimes, "FORGED"),
            Guessed,
            clock.GetUtcNow() + TimeSpan.FromSeconds(2)
        );

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
        var fee = settings.Keeps(centimes);
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

    private TimeSpan LateBy(Random random)
    {
        var late = random.NextDouble();
        return late < settings.Habits.VeryLateCallbacks ? random.Between(3 * Hour, 120 * Hour)
            : late < settings.Habits.LateCallbacks ? random.Between(Hour / 6, 3 * Hour)
            : random.Between(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(20));
    }

    private void Lie(string reference, List<KeyValuePair<string, string>> real, int kind, DateTimeOffset due)
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
        var lie = Signed(fields, kind == Guessed ? "a guessed secret of somebody" : settings.Secret);
        agenda.Add(due, "forger of " + reference, "confirmation", ct => PostAsync(lie, ct));
    }

    private void Confirm(
        string reference,
        List<KeyValuePair<string, string>> fields,
        int copies,
        bool deaf,
        DateTimeOffset due
    ) =>
        agenda.Add(
            due,
            reference,
            "confirmation",
            ct => ConfirmAsync(reference, fields, copies, deaf, clock.GetUtcNow() + Patience, ct)
        );

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
