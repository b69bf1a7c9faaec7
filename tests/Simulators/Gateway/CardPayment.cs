namespace Simulators.Gateway;

/// <summary>One order number in the gateway's books: the tries of the card, and the money that moved.</summary>
internal sealed class CardPayment(string oid, long amountCentimes)
{
    private readonly List<Movement> movements = [];

    public string Oid { get; } = oid;
    public long AmountCentimes { get; } = amountCentimes;

    /// <summary>What the bank of the card that paid does with refunds.</summary>
    public RefundTurn Refunds { get; set; }

    /// <summary>Everything that was tried, oldest first; the refused tries too.</summary>
    public IReadOnlyList<Movement> Movements => movements;

    /// <summary>The approved payment, or null while there is none.</summary>
    public Movement? Sale => movements.Find(m => m is { IsCredit: false, Failed: false });

    public long CreditedCentimes =>
        movements
            .Where(m => m is { IsCredit: true, Failed: false, ReversedAt: null })
            .Sum(m => m.AmountCentimes);

    /// <summary>What a status query shows: the last movement that went through, else the last try.</summary>
    public Movement Latest =>
        movements.FindLast(m => m is { Failed: false, ReversedAt: null }) ?? movements[^1];

    public void Add(Movement movement) => movements.Add(movement);
}

/// <summary>One movement of money, or a try of one.</summary>
internal sealed class Movement(string transactionId, string authCode, long amountCentimes, DateTimeOffset at)
{
    public string TransactionId { get; } = transactionId;
    public string AuthCode { get; } = authCode;
    public long AmountCentimes { get; } = amountCentimes;
    public DateTimeOffset At { get; } = at;
    public bool IsCredit { get; init; }
    public string ProcReturnCode { get; init; } = "00";

    /// <summary>Null until captured; credits are moved at once.</summary>
    public long? MovedCentimes { get; private set; }
    public DateTimeOffset? MovedAt { get; private set; }
    public DateTimeOffset? VoidedAt { get; private set; }

    public bool Failed => ProcReturnCode != "00";

    /// <summary>Moves the amount, or a part of what was held.</summary>
    public void Move(long centimes, DateTimeOffset now) => (MovedCentimes, MovedAt) = (centimes, now);

    public void Void(DateTimeOffset now) => VoidedAt = now;

    /// <summary>When a credit that was done came back.</summary>
    public DateTimeOffset? ReversedAt { get; private set; }

    public void Reverse(DateTimeOffset now) => ReversedAt = now;

    /// <summary>Has the day in which the money moved been closed?</summary>
    public bool IsSettled(TimeSpan closingAt, DateTimeOffset now)
    {
        if (MovedAt is not { } moved)
        {
            return false;
        }

        var closing = new DateTimeOffset(moved.UtcDateTime.Date, TimeSpan.Zero) + closingAt;
        return now >= (moved < closing ? closing : closing.AddDays(1));
    }

    /// <summary>The platform's letter: D failed, V voided, A held, C captured, S settled.</summary>
    public string Letter(TimeSpan closingAt, DateTimeOffset now) =>
        Failed ? "D"
        : VoidedAt is not null || ReversedAt is not null ? "V"
        : MovedAt is null ? "A"
        : IsSettled(closingAt, now) ? "S"
        : "C";
}
