using Hub.Orders;
using Hub.Processes;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Payments;

/// <summary>Books what a chargeback takes, and what a won one brings back. The order's row is held by the caller.</summary>
internal sealed class BookChargeback(DefinitionCatalogue definitions)
{
    /// <summary>The incident of a case that is booked and has not ended.</summary>
    public const string Incident = "chargeback";

    /// <summary>The incident of a case that waits for a second person.</summary>
    public const string Unconfirmed = "chargeback_unconfirmed";

    /// <summary>The money is gone: first what the payer was owed anyway, the rest is our loss. An operator hears of it.</summary>
    public static async Task TakeAsync(
        Chargeback chargeback,
        PaymentAttempt attempt,
        WriteSession session,
        CancellationToken ct
    )
    {
        var owed = await LedgerMovements.OwedAsync(session.Db, attempt.Id, ct);
        LedgerMovements.ChargedBack(session, attempt, owed, chargeback);
        chargeback.State = ChargebackState.Open;
        Open(Incident, chargeback, attempt, session);
    }

    /// <summary>
    /// The case is won: the loss is made good; what the payer was owed before is owed again, and goes back by the way that
    /// refunds go.
    /// </summary>
    public void Win(
        Chargeback chargeback,
        PaymentAttempt attempt,
        Order order,
        long centimes,
        string actor,
        WriteSession session
    )
    {
        var owed = Math.Min(chargeback.OwedCentimes, centimes);
        LedgerMovements.ChargebackReversed(session, attempt, chargeback, centimes, owed);
        End(chargeback, ChargebackState.Won, actor, session);
        if (owed > 0)
        {
            RefundProcess.StartPart(
                definitions,
                order,
                attempt,
                owed,
                RefundReasons.ChargebackWon,
                askedBy: null,
                session
            );
        }
    }

    /// <summary>The case is over.</summary>
    public static void End(Chargeback chargeback, ChargebackState end, string actor, WriteSession session) =>
        (chargeback.State, chargeback.EndedBy, chargeback.EndedAt) = (end, actor, session.Now);

    /// <summary>Asks for a person.</summary>
    public static void Open(
        string code,
        Chargeback chargeback,
        PaymentAttempt attempt,
        WriteSession session
    ) =>
        Processes.Incident.Open(
            session,
            code,
            Message(chargeback, attempt),
            PaymentMethod.PartnerOf(attempt.Method),
            chargeback.OrderId
        );

    /// <summary>What a person was asked to do about a case has been done.</summary>
    public static async Task ResolveAsync(
        string code,
        Chargeback chargeback,
        PaymentAttempt attempt,
        string actor,
        WriteSession session,
        CancellationToken ct
    )
    {
        var message = Message(chargeback, attempt);
        var open = await session
            .Db.Incidents.Where(i =>
                i.OrderId == chargeback.OrderId
                && i.Code == code
                && i.Message == message
                && i.ResolvedAt == null
            )
            .ToListAsync(ct);
        foreach (var incident in open)
        {
            (incident.ResolvedAt, incident.ResolvedBy) = (session.Now, actor);
            incident.Resolution = chargeback.State.ToString().ToLowerInvariant();
        }
    }

    private static string Message(Chargeback chargeback, PaymentAttempt attempt) =>
        $"{attempt.Oid}: the payer's bank takes {chargeback.AmountCentimes} centimes back (case {chargeback.CaseNumber}).";
}
