using Adapters.Payments;
using Hub.Orders;
using Hub.Processes;
using Hub.Storage;
using Hub.Work;
using Microsoft.EntityFrameworkCore;

namespace Hub.Payments;

/// <summary>What follows from a provider's own word on a payment. The order's row is held by the caller.</summary>
internal sealed class BookStatus(BookApproval approve, ReverseRefund reverse)
{
    private const string NotThere = "captured_not_at_gateway";
    private const string OtherAmount = "callback_refused";

    /// <summary>Books what we did not know, and asks a person where the two books cannot both be right.</summary>
    public async Task RunAsync(
        PaymentAttempt attempt,
        Order order,
        GatewayWord word,
        WriteSession session,
        CancellationToken ct
    )
    {
        switch (attempt.State)
        {
            case AttemptState.Declined
                when attempt.IsUnproven && word is { IsPaid: true, CreditedCentimes: 0 }:
                // What the bank holds is no news: its report came, and lacked the proof that the payer was asked.
                await UnprovenApproval.TellAsync(attempt, session, ct);
                break;
            case AttemptState.Created
            or AttemptState.Declined when word is { IsPaid: true, CreditedCentimes: 0 }:
                await ApproveAsync(attempt, order, word, session, ct);
                break;
            case AttemptState.Captured or AttemptState.Refunded when word.State == GatewayState.Held:
                // Our answer ordered the capture, and neither it nor the first confirmation got through.
                CaptureAgain(attempt, session);
                break;
            case AttemptState.Captured or AttemptState.Refunded when !word.IsPaid && word.IsFinal:
                await AskPersonAsync(
                    NotThere,
                    $"{attempt.Oid}: booked as captured, and {word.Name} at the provider.",
                    attempt,
                    order,
                    session,
                    ct
                );
                break;
            case AttemptState.Captured or AttemptState.Refunded:
                await CompareRefundsAsync(attempt, order, word.CreditedCentimes, session, ct);
                break;
        }
    }

    private async Task ApproveAsync(
        PaymentAttempt attempt,
        Order order,
        GatewayWord word,
        WriteSession session,
        CancellationToken ct
    )
    {
        if (word.AmountCentimes != attempt.AmountCentimes)
        {
            await AskPersonAsync(
                OtherAmount,
                $"wrong_amount: {attempt.Oid} was paid with {word.AmountCentimes} centimes, as the provider says when asked.",
                attempt,
                order,
                session,
                ct
            );
            return;
        }

        approve.Book(
            new CallbackFacts(attempt.Oid, word.AmountCentimes, word.TransactionId, null),
            attempt,
            order,
            session
        );
    }

    private static void CaptureAgain(PaymentAttempt attempt, WriteSession session) =>
        session.Work.Intend(
            new NewWorkItem(
                "confirm-capture",
                PaymentMethod.PartnerOf(attempt.Method),
                $"capture:{attempt.Oid}:{session.Now:yyyy-MM-dd}",
                AskGateway.Input(attempt.Id),
                attempt.OrderId
            )
        );

    /// <summary>Less given back than we sent and heard to be done: one of our refunds came back.</summary>
    private async Task CompareRefundsAsync(
        PaymentAttempt attempt,
        Order order,
        long credited,
        WriteSession session,
        CancellationToken ct
    )
    {
        var sent = await session
            .Db.Refunds.Where(r =>
                r.AttemptId == attempt.Id && r.State == RefundState.Done && r.CreditedBeforeCentimes != null
            )
            .SumAsync(r => r.AmountCentimes, ct);
        if (sent > credited)
        {
            await reverse.RunAsync(attempt, order, sent - credited, lineId: null, session, ct);
        }
    }

    private static Task<bool> AskPersonAsync(
        string code,
        string message,
        PaymentAttempt attempt,
        Order order,
        WriteSession session,
        CancellationToken ct
    ) =>
        Incident.OpenOnceAsync(session, code, message, PaymentMethod.PartnerOf(attempt.Method), order.Id, ct);
}

/// <summary>A provider's word on a payment.</summary>
/// <param name="State">Null when it knows nothing of it.</param>
/// <param name="CreditedCentimes">What it has given back, less what came back again.</param>
internal sealed record GatewayWord(
    GatewayState? State,
    long AmountCentimes,
    string? TransactionId,
    long CreditedCentimes
)
{
    /// <summary>In its own word.</summary>
    public string Name => State?.ToString() ?? "unknown";

    /// <summary>Is there money of this payment, held or taken?</summary>
    public bool IsPaid =>
        State is GatewayState.Held or GatewayState.Captured or GatewayState.Settled or GatewayState.Credited;

    /// <summary>Will asking later bring nothing else?</summary>
    public bool IsFinal => State != GatewayState.Pending;
}
