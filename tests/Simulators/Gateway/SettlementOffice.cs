using Simulators.Scenario;

namespace Simulators.Gateway;

/// <summary>
/// The back office of the gateway: closes each day and leaves its settlement file, net of commission, in the merchant's
/// folder. Credits come back and payers' banks take money back, days later; a file may lack a payment, tell one twice, or
/// tell one that is another merchant's.
/// </summary>
internal sealed class SettlementOffice(
    GatewaySettings settings,
    PartnerClock clock,
    Agenda agenda,
    Draw draw,
    PaymentBook book,
    Journal journal,
    string folder
)
{
    private static readonly TimeSpan AfterClosing = TimeSpan.FromMinutes(20);
    private readonly HashSet<string> settled = new(StringComparer.Ordinal);
    private readonly PriorityQueue<Func<SettledRow?>, DateTimeOffset> later = new();

    /// <summary>Works every evening from now on.</summary>
    public void Open()
    {
        var now = clock.GetUtcNow();
        var closing =
            new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero) + settings.ClosingAt + AfterClosing;
        agenda.Add(
            closing > now ? closing : closing.AddDays(1),
            "the gateway's back office",
            "close the day",
            _ =>
            {
                CloseDay();
                Open();
                return Task.CompletedTask;
            }
        );
    }

    /// <summary>Writes the file of the day; none when nothing was settled.</summary>
    public void CloseDay()
    {
        var now = clock.GetUtcNow();
        var rows = book.Moved()
            .Where(m => m.Movement.IsSettled(settings.ClosingAt, now) && settled.Add(Id(m.Oid, m.Movement)))
            .SelectMany(m => Tell(m.Oid, m.Movement, now))
            .ToList();
        while (later.TryPeek(out var happen, out var due) && due <= now)
        {
            later.Dequeue();
            if (happen() is { } row)
            {
                rows.Add(row);
            }
        }

        if (rows.Count > 0)
        {
            SettledRow.Write(folder, "CMI", rows, now);
        }
    }

    private static string Id(string oid, Movement movement) => $"{oid}:{movement.TransactionId}";

    private IEnumerable<SettledRow> Tell(string oid, Movement movement, DateTimeOffset now)
    {
        var id = Id(oid, movement);
        if (movement.IsCredit)
        {
            if (
                book.ComesBack(oid, movement)
                || draw.Happens(settings.Habits.ReversedCredits, "reversal:" + id)
            )
            {
                later.Enqueue(() => ComeBack(oid, movement), now.AddDays(2));
            }

            yield return new SettledRow(oid, "refund", -movement.AmountCentimes, 0);
            yield break;
        }

        if (draw.Happens(settings.Habits.Chargebacks, "chargeback:" + id))
        {
            var due = now + draw.For("dispute:" + id).Between(TimeSpan.FromDays(5), TimeSpan.FromDays(20));
            later.Enqueue(() => TakeBack(oid, movement), due);
        }

        var sale = new SettledRow(
            oid,
            "sale",
            movement.MovedCentimes!.Value,
            Commission(movement.MovedCentimes.Value)
        );
        if (!draw.Happens(settings.Habits.MissingSettlements, "missing:" + id))
        {
            yield return sale;
        }

        if (draw.Happens(settings.Habits.DoubledSettlements, "doubled:" + id))
        {
            yield return sale;
        }

        if (draw.Happens(settings.Habits.StrangeSettlements, "strange:" + id))
        {
            yield return sale with
            {
                Oid = "AUTRE-" + movement.TransactionId,
            };
        }
    }

    private SettledRow? ComeBack(string oid, Movement movement) =>
        book.Reverse(oid, movement.TransactionId) is null
            ? null
            : new SettledRow(oid, "refund_reversed", movement.AmountCentimes, 0);

    private SettledRow? TakeBack(string oid, Movement movement)
    {
        var gross = movement.MovedCentimes!.Value;
        journal.Note(clock.GetUtcNow(), "chargeback", oid, repeated: false, new { amountCentimes = gross });
        return new SettledRow(oid, "chargeback", -gross, 0);
    }

    private static long Commission(long gross) => ((gross * 15) + 500) / 1000;
}
