using System.Text.Json;
using Hub.Storage;
using Hub.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;
using NodaTime.Text;

namespace Hub.Payments;

/// <summary>
/// Which payments the provider is asked about (protocols.md §2, ORDERSTATUS): those of which we heard nothing, those that we
/// booked and it did not settle in time, and refunds that it did not settle. Asking is work like any other: retried, limited,
/// and seen on the order's timeline.
/// </summary>
internal sealed class AskGateway(IOptions<PaymentOptions> options)
{
    /// <summary>How long after the start of an attempt we first ask whether its report was lost.</summary>
    private static readonly TimeSpan FirstAfter = TimeSpan.FromDays(1);

    /// <summary>How long the asking may be late, because the hub stood still, and is made up for.</summary>
    private static readonly TimeSpan Forget = TimeSpan.FromDays(14);

    private const string Check = "check:";

    /// <summary>How many are asked about in one transaction, and how many breaks in one day.</summary>
    internal const int AtOnce = 1000;

    /// <summary>The input of the work: the attempt.</summary>
    public static string Input(Guid attemptId) => JsonSerializer.Serialize(new AskInput(attemptId));

    /// <summary>The attempt of such an input.</summary>
    public static Guid AttemptIdOf(string input) => JsonSerializer.Deserialize<AskInput>(input)!.AttemptId;

    /// <summary>
    /// Asks about breaks that one side alone cannot explain, once a day while they are open. When a whole file is missing there
    /// are more of them than a provider wants to be asked about in a day: then they take turns.
    /// </summary>
    public static async Task AboutBreaksAsync(
        IReadOnlyList<ReconciliationBreak> open,
        LocalDate today,
        WriteSession session,
        CancellationToken ct
    )
    {
        var oids = open.Where(b =>
                b is { State: "open", Type: BreakType.OrderNoPayment or BreakType.RefundNotSettled }
            )
            .Select(b => b.Oid)
            .Distinct(StringComparer.Ordinal);
        var attempts = await session.Db.ReadInChunksAsync(
            TurnOf([.. oids], today),
            chunk => session.Db.PaymentAttempts.Where(a => chunk.Contains(a.Oid)),
            ct
        );
        var day = LocalDatePattern.Iso.Format(today);
        attempts.ForEach(attempt => Ask(attempt, day, session));
    }

    /// <summary>Those whose turn it is: every one has it within as many days as there are thousands of them.</summary>
    internal static IEnumerable<string> TurnOf(IReadOnlyCollection<string> oids, LocalDate today)
    {
        var turns = (oids.Count + AtOnce - 1) / AtOnce;
        return turns <= 1
            ? oids
            : oids.Order(StringComparer.Ordinal)
                .Where((_, index) => index % turns == DayNumber(today) % turns);
    }

    private static int DayNumber(LocalDate day) => Period.DaysBetween(new LocalDate(2000, 1, 1), day);

    /// <summary>
    /// Asks about attempts nobody reported on: after a day, and once more when the order has expired. A report can be lost, and
    /// with it the answer that captures the money.
    /// </summary>
    public async Task AboutUnheardAsync(HubStore store, CancellationToken ct)
    {
        await AboutUnheardAsync(FirstAfter, "unheard", store, ct);
        await AboutUnheardAsync(options.Value.PayWithin + FirstAfter, "expired", store, ct);
    }

    private static async Task AboutUnheardAsync(
        TimeSpan after,
        string when,
        HubStore store,
        CancellationToken ct
    )
    {
        int asked;
        do
        {
            // Each page asks about others than those before it, so that nobody waits behind those who were asked.
            asked = await store.WriteAsync(session => AskPageAsync(after, when, session, ct), ct);
        } while (asked == AtOnce);
    }

    private static async Task<int> AskPageAsync(
        TimeSpan after,
        string when,
        WriteSession session,
        CancellationToken ct
    )
    {
        var (from, to) = (session.Now - after - Forget, session.Now - after);
        var attempts = await session
            .Db.PaymentAttempts.Where(a =>
                (a.State == AttemptState.Created || a.State == AttemptState.Declined)
                && a.CreatedAt > from
                && a.CreatedAt <= to
                && !session.Db.Effects.Any(e => e.Key == Check + a.Oid + ":" + when)
            )
            .OrderBy(a => a.CreatedAt)
            .Take(AtOnce)
            .ToListAsync(ct);
        attempts.ForEach(attempt => Ask(attempt, when, session));
        return attempts.Count;
    }

    private static void Ask(PaymentAttempt attempt, string when, WriteSession session) =>
        session.Work.Intend(
            new NewWorkItem(
                "check-payment",
                PaymentMethod.PartnerOf(attempt.Method),
                $"{Check}{attempt.Oid}:{when}",
                Input(attempt.Id),
                attempt.OrderId
            )
        );

    private sealed record AskInput(Guid AttemptId);
}
