using System.Text;
using Adapters.Payments;
using Hub.Audit;
using Hub.Orders;
using Hub.Processes;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Payments;

/// <summary>
/// The gateway reports. Everything is kept; what is believed is booked once; the answer goes out only after the commit
/// (protocols.md §2).
/// </summary>
internal sealed class AcceptCallback(
    HubStore store,
    IEnumerable<IPaymentGateway> gateways,
    BookApproval bookApproval,
    TimeProvider clock
)
{
    private const string Channel = "cmi-callback";
    private const string Partner = "cmi";

    /// <summary>How long a callback for an attempt we do not know is kept waiting for it.</summary>
    public static readonly TimeSpan RematchFor = TimeSpan.FromHours(24);

    private readonly IPaymentGateway card = gateways.First(g => g.Method == "card");

    /// <summary>Hears a callback and says what to answer.</summary>
    public Task<CallbackReply> RunAsync(string form, CancellationToken ct)
    {
        var reading = card.ReadCallback(form);
        var until = clock.GetUtcNow() + RematchFor;
        return store.WriteAsync(session => DecideAsync(form, reading, until, session, ct), ct);
    }

    /// <summary>Hears a kept callback again; null while its attempt is still unknown.</summary>
    public async Task<CallbackReply?> HearAgainAsync(
        ReceivedPayload kept,
        WriteSession session,
        CancellationToken ct
    )
    {
        var reading = card.ReadCallback(Encoding.UTF8.GetString(kept.Content));
        if (Facts(reading) is not { } facts || await FindAsync(facts.Oid, session, ct) is not { } attempt)
        {
            return null;
        }

        var (reply, outcome, code) = await BookAsync(reading, facts, attempt, session, ct);
        kept.Outcome = outcome;
        kept.Code = code;
        kept.OrderId = attempt.OrderId;
        kept.RetryUntil = null;
        return reply;
    }

    private static CallbackFacts? Facts(CallbackReading reading) =>
        reading switch
        {
            CallbackReading.Approved approved => approved.Facts,
            CallbackReading.Declined declined => declined.Facts,
            _ => null,
        };

    private static async Task<PaymentAttempt?> FindAsync(
        string oid,
        WriteSession session,
        CancellationToken ct
    ) =>
        session.Db.PaymentAttempts.Local.FirstOrDefault(a => a.Oid == oid)
        ?? await session.Db.PaymentAttempts.FirstOrDefaultAsync(a => a.Oid == oid, ct);

    private async Task<CallbackReply> DecideAsync(
        string form,
        CallbackReading reading,
        DateTimeOffset rematchUntil,
        WriteSession session,
        CancellationToken ct
    )
    {
        var oid = reading is CallbackReading.Refused refusal ? refusal.Oid : Facts(reading)!.Oid;
        var arrival = new Arrival(Channel, Partner, oid, Encoding.UTF8.GetBytes(form));
        if (reading is CallbackReading.Refused refused)
        {
            ReceivedPayload.Keep(session, arrival, PayloadOutcome.Rejected, refused.Code, refused.Message);
            OpenIncident(session, "callback_refused", $"{refused.Code}: {refused.Message} (oid {oid})", null);
            return CallbackReply.Fail;
        }

        if (await FindAsync(oid!, session, ct) is not { } attempt)
        {
            var kept = ReceivedPayload.Keep(
                session,
                arrival,
                PayloadOutcome.Quarantined,
                "unknown_oid",
                "No attempt has this oid yet."
            );
            kept.RetryUntil = rematchUntil;
            return CallbackReply.Fail;
        }

        var (reply, outcome, code) = await BookAsync(reading, Facts(reading)!, attempt, session, ct);
        ReceivedPayload.Keep(session, arrival, outcome, code, null, attempt.OrderId);
        return reply;
    }

    private async Task<(CallbackReply Reply, PayloadOutcome Outcome, string? Code)> BookAsync(
        CallbackReading reading,
        CallbackFacts facts,
        PaymentAttempt attempt,
        WriteSession session,
        CancellationToken ct
    )
    {
        var order = await OrderLock.HoldAsync(session, attempt.OrderId, ct);
        await session.Db.Entry(attempt).ReloadUnlessNewAsync(ct);
        if (facts.AmountCentimes != attempt.AmountCentimes)
        {
            var message = $"The callback of {attempt.Oid} names another amount than the attempt.";
            OpenIncident(session, "callback_refused", "wrong_amount: " + message, order.Id);
            return (CallbackReply.Fail, PayloadOutcome.Rejected, "wrong_amount");
        }

        if (reading is CallbackReading.Declined declined)
        {
            return BookDecline(declined, attempt, order, session);
        }

        var booked = bookApproval.Book(facts, attempt, order, session);
        var reply = attempt is { Hold: false, State: AttemptState.Captured }
            ? CallbackReply.Capture
            : CallbackReply.Acknowledge;
        return (reply, booked ? PayloadOutcome.Processed : PayloadOutcome.Duplicate, null);
    }

    private static (CallbackReply, PayloadOutcome, string?) BookDecline(
        CallbackReading.Declined declined,
        PaymentAttempt attempt,
        Order order,
        WriteSession session
    )
    {
        // A "no" after a "yes" of the same attempt says nothing about the money that was taken.
        if (attempt.State != AttemptState.Created)
        {
            return (CallbackReply.Acknowledge, PayloadOutcome.Duplicate, null);
        }

        attempt.State = AttemptState.Declined;
        attempt.DecidedAt = session.Now;
        attempt.DeclineCode = declined.Code;
        OrderAnnouncement.Write(order, "order.payment_failed", declined.Code, session);
        return (CallbackReply.Acknowledge, PayloadOutcome.Processed, null);
    }

    private static void OpenIncident(WriteSession session, string code, string message, Guid? orderId) =>
        session.Db.Incidents.Add(
            new Incident
            {
                Id = session.NewId(),
                Code = code,
                Message = message,
                OrderId = orderId,
                Partner = Partner,
                OpenedAt = session.Now,
            }
        );
}
