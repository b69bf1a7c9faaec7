using Simulators.Scenario;

namespace Simulators.Gateway;

/// <summary>
/// Tells the merchant's server what came of each try of a card: soon or late, once or several times, again with growing
/// pauses until it is understood; and does what the plain answer says.
/// </summary>
internal sealed class CallbackSender(
    GatewaySettings settings,
    Agenda agenda,
    PartnerClock clock,
    Journal journal,
    Draw draw,
    PaymentBook book
) : IDisposable
{
    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromMinutes(1),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(15),
        TimeSpan.FromHours(1),
        TimeSpan.FromHours(3),
        TimeSpan.FromHours(6),
        TimeSpan.FromHours(12),
    ];
    private const string CaptureNow = "ACTION=POSTAUTH";
    private const string Heard = "APPROVED";
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>Puts the callback of one try into the agenda, with whatever the seed adds to it.</summary>
    public void Announce(HostedForm form, BankAnswer answer, Movement movement)
    {
        var fields = CallbackForm.Build(form, answer, movement, settings, toServer: true);
        var callback = new Callback(form.CallbackUrl, form.Oid, movement.TransactionId, fields)
        {
            IsApproved = answer.IsApproved,
        };
        var random = draw.For("callback:" + callback.Key);
        var pause = Pause(random);
        var dueAt = clock.GetUtcNow() + pause;
        var repeated = random.NextDouble() < settings.Habits.RepeatedCallbacks;
        callback = callback with
        {
            Copies = repeated ? random.Next(2, 6) : 1,
            FirstAnswerLost = random.NextDouble() < settings.Habits.UnheardAnswers,
        };
        agenda.Add(dueAt, callback.Key, "callback", ct => DeliverAsync(callback, 0, ct));
        if (repeated)
        {
            var again = callback with { Copies = 1, FirstAnswerLost = false };
            var later = dueAt + random.Between(TimeSpan.FromHours(1), TimeSpan.FromHours(30));
            agenda.Add(later, callback.Key, "callback again", ct => DeliverAsync(again, 0, ct));
        }

        if (random.NextDouble() < settings.Habits.ForgedCallbacks)
        {
            var kind = random.OneOf(Enum.GetValues<ForgeryKind>());
            agenda.Add(
                clock.GetUtcNow() + (pause / 2),
                // Whoever forges does not wait for the gateway.
                "forger of " + callback.Key,
                "callback",
                ct => ForgeAsync(callback, kind, ct)
            );
        }
    }

    public void Dispose() => http.Dispose();

    private TimeSpan Pause(Random random)
    {
        var lateness = random.NextDouble();
        var habits = settings.Habits;
        return lateness < habits.VeryLateCallbacks
                ? random.Between(TimeSpan.FromHours(3), TimeSpan.FromHours(20))
            : lateness < habits.VeryLateCallbacks + habits.LateCallbacks
                ? random.Between(TimeSpan.FromMinutes(10), TimeSpan.FromHours(1))
            : random.Between(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(20));
    }

    private async Task DeliverAsync(Callback callback, int tries, CancellationToken ct)
    {
        var answers = await Task.WhenAll(
            Enumerable.Range(0, tries == 0 ? callback.Copies : 1).Select(_ => AskAsync(callback, ct))
        );
        var understood = false;
        foreach (var answer in answers)
        {
            var lost = tries == 0 && callback.FirstAnswerLost;
            understood |= !lost && Understand(callback, answer);
        }

        if (understood)
        {
            return;
        }

        if (tries == Pauses.Length)
        {
            journal.Note(clock.GetUtcNow(), "callback-given-up", callback.Key, repeated: false);
            return;
        }

        agenda.Add(
            clock.GetUtcNow() + Pauses[tries],
            callback.Key,
            "callback retry",
            next => DeliverAsync(callback with { FirstAnswerLost = false }, tries + 1, next)
        );
    }

    /// <summary>Does what the answer says; false when it says nothing that the gateway understands.</summary>
    private bool Understand(Callback callback, string answer)
    {
        if (answer is not (CaptureNow or Heard))
        {
            return false;
        }

        lock (callback.Delivered)
        {
            var repeated = callback.Delivered.Count > 0;
            callback.Delivered.Add(answer);
            var effect = callback.IsApproved ? "callback" : "callback-declined";
            var key = callback.IsApproved ? callback.Oid : callback.Key;
            journal.Note(clock.GetUtcNow(), effect, key, repeated, new { answer });
        }

        if (callback.IsApproved && answer == CaptureNow)
        {
            book.Capture(callback.Oid, null, "callback");
        }

        return true;
    }

    private async Task ForgeAsync(Callback callback, ForgeryKind kind, CancellationToken ct)
    {
        var forged = callback with { Fields = Forgery.Of(callback.Fields, kind, settings.StoreKey) };
        var answer = await AskAsync(forged, ct);
        journal.Note(
            clock.GetUtcNow(),
            "forged-callback",
            callback.Key,
            repeated: false,
            new { kind = kind.ToString(), answer }
        );
    }

    /// <summary>The plain answer; empty when there was none, or none that is plain.</summary>
    private async Task<string> AskAsync(Callback callback, CancellationToken ct)
    {
        try
        {
            using var content = FormText.ToContent(callback.Fields);
            using var response = await http.PostAsync(callback.Url, content, ct);
            return
                response.IsSuccessStatusCode
                && response.Content.Headers.ContentType?.MediaType == "text/plain"
                ? await response.Content.ReadAsStringAsync(ct)
                : "";
        }
        catch (HttpRequestException)
        {
            return "";
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return "";
        }
    }

    private sealed record Callback(
        Uri Url,
        string Oid,
        string TransactionId,
        IReadOnlyList<KeyValuePair<string, string>> Fields
    )
    {
        public bool IsApproved { get; init; }
        public int Copies { get; init; } = 1;
        public bool FirstAnswerLost { get; init; }

        /// <summary>The answers that were understood so far, shared by every repetition of this callback.</summary>
        public List<string> Delivered { get; } = [];

        public string Key => $"{Oid}:{TransactionId}";
    }
}
