using System.Globalization;
using System.Text.Json;
using Simulators.Scenario;

namespace Simulators.Gateway;

/// <summary>
/// A network of agencies, or a telephone operator: takes money against a reference, keeps its part, and confirms the rest to
/// the merchant; soon or late, once or several times, again until it is understood. Gives money back on request.
/// </summary>
internal sealed class ReferenceProvider(
    ReferenceSettings settings,
    Agenda agenda,
    PartnerClock clock,
    Journal journal,
    int seed
) : IAsyncDisposable
{
    private const long OneDirham = 100;
    private readonly Draw draw = new(seed);
    private readonly Dictionary<string, Account> accounts = new(StringComparer.Ordinal);
    private readonly HashSet<string> tripped = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private readonly ConfirmationSender confirmations = new(settings, agenda, clock, new Draw(seed));
    private PartnerHost? host;

    /// <summary>Where its API is.</summary>
    public Uri Address =>
        host?.Address ?? throw new InvalidOperationException("The provider has not been started.");

    /// <summary>Opens the port; 0 takes any free one.</summary>
    public async Task StartAsync(int port, CancellationToken ct) =>
        host = await PartnerHost.StartAsync(
            port,
            routes =>
            {
                routes.MapGet("/payments/{reference}", ShowAsync);
                routes.MapPost("/payments/{reference}/refunds", GiveBackAsync);
                new CounterPage(this, settings.Partner).Map(routes);
            },
            ct
        );

    /// <summary>
    /// Somebody pays at the counter, or pretends to; false when the reference has been paid, or was mistyped. The confirmation
    /// follows as <paramref name="turn"/> says.
    /// </summary>
    public bool Pay(string reference, long centimes, CounterTurn turn = CounterTurn.Confirmed)
    {
        if (OidOf(reference) is not { } oid)
        {
            return false;
        }

        if (turn == CounterTurn.Forged)
        {
            confirmations.Forge(reference, centimes);
            return true;
        }

        var paid = turn == CounterTurn.OtherAmount ? Math.Max(1, centimes - OneDirham) : centimes;
        string transaction;
        lock (gate)
        {
            transaction = $"{settings.Partner}-{accounts.Count + 1}".ToUpperInvariant();
            if (!accounts.TryAdd(reference, new Account(oid, paid, transaction)))
            {
                return false;
            }
        }

        Note("capture", oid, paid, "counter");
        confirmations.Announce(reference, paid, transaction, turn);
        if (turn == CounterTurn.PaidTwice)
        {
            Note("capture-again", oid, paid, "another counter");
            confirmations.Announce(reference, paid, transaction + "-B", CounterTurn.Confirmed);
        }

        return true;
    }

    /// <summary>What was paid and given back and has not been settled yet.</summary>
    public IReadOnlyList<SettledRow> Settle()
    {
        lock (gate)
        {
            return [.. accounts.Values.SelectMany(SettleOne)];
        }
    }

    private IEnumerable<SettledRow> SettleOne(Account account)
    {
        if (!account.IsSettled)
        {
            account.IsSettled = true;
            yield return new SettledRow(
                account.Oid,
                "sale",
                account.Centimes,
                settings.Keeps(account.Centimes)
            );
        }

        if (account.RefundedCentimes > account.SettledBackCentimes)
        {
            var back = account.RefundedCentimes - account.SettledBackCentimes;
            account.SettledBackCentimes = account.RefundedCentimes;
            yield return new SettledRow(account.Oid, "refund", -back, 0);
        }
    }

    private void Note(string effect, string oid, long centimes, string by) =>
        journal.Note(clock.GetUtcNow(), effect, oid, repeated: false, new { amountCentimes = centimes, by });

    public async ValueTask DisposeAsync()
    {
        if (host is not null)
        {
            await host.DisposeAsync();
        }

        confirmations.Dispose();
    }

    /// <summary>The attempt behind a reference; null when its check digits are wrong.</summary>
    private string? OidOf(string reference)
    {
        if (
            reference.Length != 18
            || !decimal.TryParse(reference, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || number % 97 != 1
            || !reference.StartsWith(settings.BillerCode, StringComparison.Ordinal)
        )
        {
            return null;
        }

        var attempt = int.Parse(reference[14..16], CultureInfo.InvariantCulture);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"CASA-{reference[4..8]}-{reference[8..14]}-{attempt}"
        );
    }

    private async Task ShowAsync(HttpContext context)
    {
        var reference = (string)context.Request.RouteValues["reference"]!;
        if (!await IsMineAsync(context, "") || Trips(context, settings.Habits.Unavailable, 503))
        {
            return;
        }

        if (Trips(context, settings.Habits.LostReplies, 0))
        {
            return;
        }

        Account? account;
        lock (gate)
        {
            account = accounts.GetValueOrDefault(reference);
        }

        await AnswerAsync(
            context,
            account is null ? 404 : 200,
            account is null
                ? new { code = "unknown" }
                : new
                {
                    state = account.RefundedCentimes > 0 ? "refunded" : "paid",
                    amount = Dirhams(account.Centimes),
                    refunded = Dirhams(account.RefundedCentimes),
                    transactionId = account.Transaction,
                }
        );
    }

    private async Task GiveBackAsync(HttpContext context)
    {
        var reference = (string)context.Request.RouteValues["reference"]!;
        var body = await context.Request.ReadBodyAsync();
        if (!await IsMineAsync(context, body) || Trips(context, settings.Habits.Unavailable, 503))
        {
            return;
        }

        using var asked = JsonDocument.Parse(body);
        var centimes = (long)(
            decimal.Parse(asked.RootElement.GetProperty("amount").GetString()!, CultureInfo.InvariantCulture)
            * 100
        );
        var transaction = GiveBack(reference, centimes);
        if (Trips(context, settings.Habits.LostReplies, 0))
        {
            return;
        }

        await AnswerAsync(
            context,
            transaction is null ? 409 : 200,
            transaction is null
                ? new { code = "more_than_paid", message = "More than was paid." }
                : new { transactionId = transaction }
        );
    }

    private string? GiveBack(string reference, long centimes)
    {
        lock (gate)
        {
            if (
                accounts.GetValueOrDefault(reference) is not { } account
                || centimes <= 0
                || centimes > account.Centimes - account.RefundedCentimes
            )
            {
                return null;
            }

            account.RefundedCentimes += centimes;
            Note("credit", account.Oid, centimes, "api");
            return account.Transaction + "-R";
        }
    }

    private async Task<bool> IsMineAsync(HttpContext context, string body)
    {
        var path = context.Request.Path.Value!.TrimStart('/');
        var expected = ConfirmationSender.Mac($"{context.Request.Method}\n{path}\n{body}", settings.Secret);
        if (context.Request.Headers["X-Signature"] == expected)
        {
            return true;
        }

        await AnswerAsync(context, 401, new { code = "bad_signature" });
        return false;
    }

    // A habit strikes once per call: the next try of the same goes through.
    private bool Trips(HttpContext context, double share, int status)
    {
        var what = $"{status}:{context.Request.Method}:{context.Request.Path}";
        lock (gate)
        {
            if (!draw.Happens(share, what) || !tripped.Add(what))
            {
                return false;
            }
        }

        if (status == 0)
        {
            context.Abort();
        }
        else
        {
            context.Response.StatusCode = status;
        }

        return true;
    }

    private static Task AnswerAsync(HttpContext context, int status, object body)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(body, context.RequestAborted);
    }

    private static string Dirhams(long centimes) =>
        (centimes / 100m).ToString("0.00", CultureInfo.InvariantCulture);

    private sealed record Account(string Oid, long Centimes, string Transaction)
    {
        public long RefundedCentimes { get; set; }
        public bool IsSettled { get; set; }
        public long SettledBackCentimes { get; set; }
    }
}
