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
    private const string Suffix = "-callback";
    private const int MaxShownOid = 80;
    private const string Refused = "callback_refused";
    private const string PaidAgain = "attempt_paid_again";

    /// <summary>How long a callback for an attempt we do not know is kept waiting for it.</summary>
    public static readonly TimeSpan RematchFor = TimeSpan.FromHours(24);

    /// <summary>
    /// Hears a callback of a method and says what to answer, in the provider's own words; null when the method is off.
    /// </summary>
    public async Task<string?> RunAsync(string method, string form, CancellationToken ct)
    {
        if (gateways.FirstOrDefault(g => g.Method == method) is not { } gateway)
        {
            return null;
        }

        var heard = new Heard(method, form, gateway.ReadCallback(form));
        var until = clock.GetUtcNow() + RematchFor;
        return gateway.Answer(await store.WriteAsync(session => DecideAsync(heard, until, session, ct), ct));
    }

    /// <summary>Hears a kept callback again; null while its attempt is still unknown.</summary>
    public async Task<CallbackReply?> HearAgainAsync(
        ReceivedPayload kept,
        WriteSession session,
        CancellationToken ct
    )
    {
        var form = Encoding.UTF8.GetString(kept.Content);
        if (
            gateways.FirstOrDefault(g => PaymentMethod.PartnerOf(g.Method) == kept.Partner) is not { } gateway
            || gateway.ReadCallback(form) is not { } reading
            || Facts(reading) is not { } facts
            || await FindAsync(facts.Oid, session, ct) is not { } attempt
        )
        {
            return null;
        }

        var heard = new Heard(gateway.Method, form, reading);
        var (reply, outcome, code) = await BookAsync(heard, facts, attempt, session, ct);
        kept.Outcome = outcome;
        kept.Code = code;
        kept.OrderId = attempt.OrderId;
        kept.RetryUntil = null;
        return reply;
    }

    /// <summary>
    /// An order id as it may stand in rows and messages: a body that nobody signed can hold anything there. The payload keeps
    /// what really came.
    /// </summary>
    private static string? Shown(string? oid) =>
        oid is null
            ? null
            : string.Concat(
                oid.Take(MaxShownOid).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c)
            );

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
        Heard heard,
        DateTimeOffset rematchUntil,
        WriteSession session,
        CancellationToken ct
    )
    {
        var oid = heard.Reading is CallbackReading.Refused refusal ? refusal.Oid : Facts(heard.Reading)!.Oid;
        var partner = heard.Partner;
        var shown = Shown(oid);
        var arrival = new Arrival(partner + Suffix, partner, shown, Encoding.UTF8.GetBytes(heard.Form));
        if (heard.Reading is CallbackReading.Refused refused)
        {
            ReceivedPayload.Keep(session, arrival, PayloadOutcome.Rejected, refused.Code, refused.Message);
            var why = $"{refused.Code}: {refused.Message} (oid {shown})";
            await Incident.OpenOnceAsync(session, Refused, why, partner, null, ct);
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

        var (reply, outcome, code) = await BookAsync(heard, Facts(heard.Reading)!, attempt, session, ct);
        ReceivedPayload.Keep(session, arrival, outcome, code, null, attempt.OrderId);
        return reply;
    }

    private async Task<(CallbackReply Reply, PayloadOutcome Outcome, string? Code)> BookAsync(
        Heard heard,
        CallbackFacts facts,
        PaymentAttempt attempt,
        WriteSession session,
        CancellationToken ct
    )
    {
        var order = await OrderLock.HoldAsync(session, attempt.OrderId, ct);
        await session.Db.Entry(attempt).ReloadUnlessNewAsync(ct);
        var wrong =
            facts.AmountCentimes != attempt.AmountCentimes ? "wrong_amount"
            : heard.Method != attempt.Method ? "wrong_method"
            : null;
        if (wrong is not null)
        {
            var message = $"{wrong}: not what {attempt.Oid} asks for.";
            await Incident.OpenOnceAsync(session, Refused, message, heard.Partner, order.Id, ct);
            return (CallbackReply.Fail, PayloadOutcome.Rejected, wrong);
        }

        if (heard.Reading is CallbackReading.Declined declined)
        {
            return declined.IsApprovedByBank
                ? await BookUnprovenAsync(declined, attempt, order, session, ct)
                : BookDecline(declined, attempt, order, session);
        }

        var booked = bookApproval.Book(facts, attempt, order, session);
        if (!booked && await IsPaidAgainAsync(facts, attempt, order, session, ct))
        {
            return (CallbackReply.Acknowledge, PayloadOutcome.Duplicate, PaidAgain);
        }

        var reply = attempt is { Hold: false, State: AttemptState.Captured }
            ? CallbackReply.Capture
            : CallbackReply.Acknowledge;
        return (reply, booked ? PayloadOutcome.Processed : PayloadOutcome.Duplicate, null);
    }

    /// <summary>
    /// Another transaction for an attempt that was paid before: the same reference at two counters. It is no repetition, it is
    /// money of its own that no refund of ours can name, so a person gives it back. Said again, it opens nothing new.
    /// </summary>
    private static async Task<bool> IsPaidAgainAsync(
        CallbackFacts facts,
        PaymentAttempt attempt,
        Order order,
        WriteSession session,
        CancellationToken ct
    )
    {
        if (
            facts.TransactionId is not { Length: > 0 } transaction
            || attempt.TransactionId is not { Length: > 0 } known
            || transaction == known
        )
        {
            return false;
        }

        var message = $"{attempt.Oid}: paid by transaction {known}, and again by {transaction}.";
        var partner = PaymentMethod.PartnerOf(attempt.Method);
        await Incident.OpenOnceAsync(session, PaidAgain, message, partner, order.Id, ct);
        return true;
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

    /// <summary>
    /// The bank's yes without a passed 3-D Secure check. The order is not paid, nothing is captured, and a person sees to it
    /// that the bank lets the money go: the payer answers for no payment he did not prove (domain.md §4.7).
    /// </summary>
    private static async Task<(CallbackReply, PayloadOutcome, string?)> BookUnprovenAsync(
        CallbackReading.Declined declined,
        PaymentAttempt attempt,
        Order order,
        WriteSession session,
        CancellationToken ct
    )
    {
        var (reply, outcome, _) = BookDecline(declined, attempt, order, session);
        if (attempt.State != AttemptState.Declined)
        {
            return (reply, outcome, null);
        }

        // Also after an ordinary "no": the gateway must not be believed later when it says that it holds this money.
        attempt.DeclineCode = declined.Code;
        await UnprovenApproval.TellAsync(attempt, session, ct);
        return (reply, PayloadOutcome.Rejected, declined.Code);
    }

    /// <summary>A callback as it came, and what it says.</summary>
    private sealed record Heard(string Method, string Form, CallbackReading Reading)
    {
        public string Partner => PaymentMethod.PartnerOf(Method);
    }
}
