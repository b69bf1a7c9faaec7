using System.Globalization;
using Simulators.Scenario;

namespace Simulators.Gateway;

/// <summary>The gateway's books: who paid what, and where the money is. Every effect goes into the journal.</summary>
internal sealed class PaymentBook(GatewaySettings settings, PartnerClock clock, Journal journal, Draw draw)
{
    private const string TooEarly = "CORE-2508";
    private const string NothingToVoid = "CORE-2008";
    private const string NothingToCredit = "CORE-2507";
    private const string NothingToCapture = "CORE-2502";
    private const string TakesNothing = "CORE-2051";
    private const string TakesNothingBack = "The bank of the card takes nothing back.";
    private readonly Dictionary<string, CardPayment> payments = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    /// <summary>What the gateway would show its merchant now, one row per order number.</summary>
    public IReadOnlyList<GatewayAccount> Accounts()
    {
        lock (gate)
        {
            return
            [
                .. payments.Values.Select(payment => new GatewayAccount(
                    payment.Oid,
                    payment.AmountCentimes,
                    payment.Sale?.Letter(settings.ClosingAt, clock.GetUtcNow()) ?? "D",
                    payment.Sale is { VoidedAt: null } sale ? sale.MovedCentimes ?? 0 : 0,
                    payment.CreditedCentimes
                )),
            ];
        }
    }

    /// <summary>Can a card still be tried for this order number? It never can again once it has been paid.</summary>
    public bool IsPaid(string oid)
    {
        lock (gate)
        {
            return payments.GetValueOrDefault(oid)?.Sale is not null;
        }
    }

    /// <summary>Books one try of a card; null when the order number has been paid meanwhile.</summary>
    public Movement? Book(HostedForm form, BankAnswer answer)
    {
        lock (gate)
        {
            if (!payments.TryGetValue(form.Oid, out var payment))
            {
                payment = new CardPayment(form.Oid, form.AmountCentimes);
                payments.Add(form.Oid, payment);
            }
            else if (payment.Sale is not null)
            {
                return null;
            }

            var movement = NewMovement(payment, form.AmountCentimes, credit: false, answer.ProcReturnCode);
            payment.Add(movement);
            payment.Refunds = answer.Refunds;
            if (answer.IsApproved && !form.Hold)
            {
                movement.Move(movement.AmountCentimes, movement.At);
                NoteMoney("capture", payment, movement.AmountCentimes, "page");
            }

            return movement;
        }
    }

    /// <summary>Captures all or a part of what is held. <paramref name="by"/>: <c>callback</c> or <c>api</c>.</summary>
    public MoneyAnswer Capture(string oid, long? centimes, string by)
    {
        lock (gate)
        {
            if (payments.GetValueOrDefault(oid) is not { Sale: { VoidedAt: null } sale } payment)
            {
                return MoneyAnswer.No(NothingToCapture, "No pre-authorisation to close.");
            }

            if (sale.MovedAt is not null)
            {
                Note("capture", oid, repeated: true, sale.MovedCentimes ?? 0, by);
                return MoneyAnswer.No(NothingToCapture, "The pre-authorisation is closed already.");
            }

            var amount = centimes ?? sale.AmountCentimes;
            if (amount <= 0 || amount > sale.AmountCentimes)
            {
                return MoneyAnswer.No(NothingToCapture, "More than is held.");
            }

            sale.Move(amount, clock.GetUtcNow());
            NoteMoney("capture", payment, amount, by);
            return MoneyAnswer.Yes(sale);
        }
    }

    /// <summary>Cancels the whole payment, as long as its day is not closed.</summary>
    public MoneyAnswer Void(string oid)
    {
        lock (gate)
        {
            if (payments.GetValueOrDefault(oid) is not { Sale: { } sale } payment)
            {
                return MoneyAnswer.No(NothingToVoid, "No payment to cancel.");
            }

            if (sale.VoidedAt is not null)
            {
                Note("void", oid, repeated: true, sale.AmountCentimes, "api");
                return MoneyAnswer.No(NothingToVoid, "The payment is cancelled already.");
            }

            var now = clock.GetUtcNow();
            if (sale.IsSettled(settings.ClosingAt, now) || payment.CreditedCentimes > 0)
            {
                return MoneyAnswer.No(NothingToVoid, "The payment is settled: credit it.");
            }

            if (payment.Refunds == RefundTurn.Refused)
            {
                return MoneyAnswer.No(TakesNothing, TakesNothingBack);
            }

            sale.Void(now);
            NoteMoney("void", payment, sale.MovedCentimes ?? sale.AmountCentimes, "api");
            return MoneyAnswer.Yes(sale);
        }
    }

    /// <summary>
    /// Gives money back after the closing of the day, as often as it is asked, up to what was captured. What it is asked
    /// beyond that is refused, and noted as the second effect it would have been.
    /// </summary>
    public MoneyAnswer Credit(string oid, long? centimes)
    {
        lock (gate)
        {
            if (
                payments.GetValueOrDefault(oid)
                is not { Sale: { VoidedAt: null, MovedCentimes: { } captured } sale } payment
            )
            {
                return MoneyAnswer.No(NothingToCredit, "No payment to credit.");
            }

            if (!sale.IsSettled(settings.ClosingAt, clock.GetUtcNow()))
            {
                return MoneyAnswer.No(TooEarly, "Credit not possible, the day of the order is not closed.");
            }

            var amount = centimes ?? captured;
            if (amount <= 0 || amount > captured - payment.CreditedCentimes)
            {
                Note("credit", oid, repeated: false, amount, "api, refused: more than was captured");
                return MoneyAnswer.No(NothingToCredit, "More than was captured.");
            }

            if (payment.Refunds == RefundTurn.Refused)
            {
                return MoneyAnswer.No(TakesNothing, TakesNothingBack);
            }

            var credit = NewMovement(payment, amount, credit: true, "00");
            credit.Move(amount, credit.At);
            payment.Add(credit);
            NoteMoney("credit", payment, amount, "api");
            return MoneyAnswer.Yes(credit);
        }
    }

    /// <summary>A credit that was done comes back: the card is closed. Null when it came back before.</summary>
    public Movement? Reverse(string oid, string transactionId)
    {
        lock (gate)
        {
            if (
                payments[oid].Movements.FirstOrDefault(m => m.TransactionId == transactionId)
                is not { ReversedAt: null } credit
            )
            {
                return null;
            }

            credit.Reverse(clock.GetUtcNow());
            NoteMoney("credit-reversed", payments[oid], credit.AmountCentimes, "bank");
            return credit;
        }
    }

    /// <summary>Is it the credit that the card of this payment sends back? Only the first is: a second try goes through.</summary>
    public bool ComesBack(string oid, Movement credit)
    {
        lock (gate)
        {
            return payments[oid] is { Refunds: RefundTurn.ComesBack } payment
                && payment.Movements.First(m => m.IsCredit) == credit;
        }
    }

    /// <summary>Every movement of money that stands, with its order number; for the closing of the day.</summary>
    public IReadOnlyList<(string Oid, Movement Movement)> Moved()
    {
        lock (gate)
        {
            return
            [
                .. payments
                    .Values.SelectMany(p => p.Movements, (p, m) => (p.Oid, Movement: m))
                    .Where(m => m.Movement is { MovedAt: not null, VoidedAt: null, Failed: false }),
            ];
        }
    }

    /// <summary>The payment and the moment, for a status or history answer; null when there is none.</summary>
    public T? Look<T>(string oid, Func<CardPayment, DateTimeOffset, T> show)
        where T : class
    {
        lock (gate)
        {
            return payments.GetValueOrDefault(oid) is { } payment ? show(payment, clock.GetUtcNow()) : null;
        }
    }

    private Movement NewMovement(CardPayment payment, long centimes, bool credit, string procReturnCode)
    {
        var now = clock.GetUtcNow();
        var random = draw.For($"movement:{payment.Oid}:{payment.Movements.Count}");
        var id = string.Create(
            CultureInfo.InvariantCulture,
            $"{now:yy}{now.DayOfYear:000}{(char)random.Next('A', 'Z' + 1)}{random.Next(1_000_000_000):000000000}"
        );
        var authCode = string.Create(CultureInfo.InvariantCulture, $"P{random.Next(100_000):00000}");
        return new Movement(id, procReturnCode == "00" ? authCode : "", centimes, now)
        {
            IsCredit = credit,
            ProcReturnCode = procReturnCode,
        };
    }

    private void NoteMoney(string effect, CardPayment payment, long centimes, string by) =>
        Note(effect, payment.Oid, repeated: false, centimes, by);

    private void Note(string effect, string oid, bool repeated, long centimes, string by) =>
        journal.Note(clock.GetUtcNow(), effect, oid, repeated, new { amountCentimes = centimes, by });
}

/// <summary>One row of the gateway's books.</summary>
/// <param name="Letter">D declined, A held, C captured, S settled, V voided.</param>
internal sealed record GatewayAccount(
    string Oid,
    long AmountCentimes,
    string Letter,
    long CapturedCentimes,
    long CreditedCentimes
);

/// <summary>The gateway's answer to a movement.</summary>
internal sealed record MoneyAnswer(Movement? Movement, string ErrorCode, string Message)
{
    public static MoneyAnswer Yes(Movement movement) => new(movement, "", "");

    public static MoneyAnswer No(string errorCode, string message) => new(null, errorCode, message);
}
