using System.Text.Json;
using Hub.Storage;
using Hub.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

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

    /// <summary>Attempts older than this are not looked at again.</summary>
    private static readonly TimeSpan Forget = TimeSpan.FromDays(3);

    private const int MaxAtOnce = 1000;

    /// <summary>The input of the work: the attempt.</summary>
    public static string Input(Guid attemptId) => JsonSerializer.Serialize(new AskInput(attemptId));

    /// <summary>The attempt of such an input.</summary>
    public static Guid AttemptIdOf(string input) => JsonSerializer.Deserialize<AskInput>(input)!.AttemptId;

    /// <summary>Asks about breaks that one side alone cannot explain, once a day while they are open.</summary>
    public static async Task AboutBreaksAsync(
        IReadOnlyList<ReconciliationBreak> open,
        string today,
        WriteSession session,
        CancellationToken ct
    )
    {
        var oids = open.Where(b =>
                b is { State: "open", Type: BreakType.OrderNoPayment or BreakType.RefundNotSettled }
            )
            .Select(b => b.Oid)
            .Distinct(StringComparer.Ordinal)
            .Take(MaxAtOnce);
        var attempts = await session.Db.ReadInChunksAsync(
            oids,
            chunk => session.Db.PaymentAttempts.Where(a => chunk.Contains(a.Oid)),
            ct
        );
        attempts.ForEach(attempt => Ask(attempt, today, session));
    }

    /// <summary>
    /// Asks about attempts nobody reported on: after a day, and once more when the order has expired. A report can be lost, and
    /// with it the answer that captures the money.
    /// </summary>
    public async Task AboutUnheardAsync(WriteSession session, CancellationToken ct)
    {
        await AboutUnheardAsync(FirstAfter, "unheard", session, ct);
        await AboutUnheardAsync(options.Value.PayWithin + FirstAfter, "expired", session, ct);
    }

    private static async Task AboutUnheardAsync(
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
            )
            .OrderBy(a => a.CreatedAt)
            .Take(MaxAtOnce)
            .ToListAsync(ct);
        attempts.ForEach(attempt => Ask(attempt, when, session));
    }

    private static void Ask(PaymentAttempt attempt, string when, WriteSession session) =>
        session.Work.Intend(
            new NewWorkItem(
                "check-payment",
                PaymentMethod.PartnerOf(attempt.Method),
                $"check:{attempt.Oid}:{when}",
                Input(attempt.Id),
                attempt.OrderId
            )
        );

    private sealed record AskInput(Guid AttemptId);
}
