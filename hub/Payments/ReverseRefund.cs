using Hub.Orders;
using Hub.Processes;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Payments;

/// <summary>
/// A refund that was done comes back: the card was closed, the bank refused it. A settlement line says so, or the gateway's
/// own books do when it is asked, in either order; it is booked once. The order's row is held by the caller.
/// </summary>
internal sealed class ReverseRefund(DefinitionCatalogue definitions)
{
    private const string Unmatched = "refund_reversal_unmatched";

    /// <summary>Books it, and asks a person to try again; an incident when no refund of ours is of this amount.</summary>
    /// <param name="centimes">What came back.</param>
    /// <param name="lineId">The settlement's line; null when the gateway was asked.</param>
    public async Task RunAsync(
        PaymentAttempt attempt,
        Order order,
        long centimes,
        Guid? lineId,
        WriteSession session,
        CancellationToken ct
    )
    {
        var refunds = await session
            .Db.Refunds.Where(r => r.AttemptId == attempt.Id && r.AmountCentimes == centimes)
            .OrderByDescending(r => r.DoneAt)
            .ToListAsync(ct);
        if (
            lineId is not null
            && refunds.Find(r => r is { State: RefundState.Reversed, ReversalLineId: null }) is { } told
        )
        {
            told.ReversalLineId = lineId;
            return;
        }

        if (refunds.Find(r => r.State == RefundState.Done) is not { } refund)
        {
            await AskPersonAsync(attempt, order, centimes, session, ct);
            return;
        }

        LedgerMovements.RefundReversed(session, attempt, refund);
        refund.ReversalLineId = lineId;
        // The same way failed once: a person agrees before it is tried again, or settles it otherwise.
        RefundProcess.StartPart(
            definitions,
            order,
            attempt,
            refund.AmountCentimes,
            RefundReasons.Reversed,
            askedBy: null,
            session
        );
    }

    private static async Task AskPersonAsync(
        PaymentAttempt attempt,
        Order order,
        long centimes,
        WriteSession session,
        CancellationToken ct
    )
    {
        var message =
            $"{attempt.Oid}: the provider says that {centimes} centimes came back, and we know of no such refund.";
        await Incident.OpenOnceAsync(
            session,
            Unmatched,
            message,
            PaymentMethod.PartnerOf(attempt.Method),
            order.Id,
            ct
        );
    }
}
