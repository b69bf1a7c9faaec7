using Adapters.Payments;
using Hub.Orders;
using Hub.Processes;
using Hub.Storage;
using Hub.Work;
using Microsoft.Extensions.Options;
using Workflows.Feel;

namespace Hub.Payments;

/// <summary>Books an approved attempt: it pays for its order, or, when the order does not need it any more, goes back.</summary>
internal sealed class BookApproval(DefinitionCatalogue definitions, IOptions<PaymentOptions> options)
{
    private const string PaidTwice = "order_paid_twice";
    private static readonly TimeSpan MessageKept = TimeSpan.FromDays(1);

    /// <summary>Books the approval once; false when it was booked before. The order's row is held by the caller.</summary>
    public bool Book(CallbackFacts facts, PaymentAttempt attempt, Order order, WriteSession session)
    {
        if (attempt.State is not (AttemptState.Created or AttemptState.Declined))
        {
            return false;
        }

        attempt.State = attempt.Hold ? AttemptState.Held : AttemptState.Captured;
        attempt.DecidedAt = session.Now;
        attempt.TransactionId = facts.TransactionId;
        attempt.MaskedCard = facts.MaskedCard;
        attempt.DeclineCode = null;
        attempt.FeeCentimes = facts.FeeCentimes;
        var pays = order.State == OrderState.AwaitingPayment && order.PaidAttemptId is null;
        order.PaidAttemptId = pays ? attempt.Id : order.PaidAttemptId;
        BookMoney(attempt, order, session);
        if (pays)
        {
            session.Processes.Publish(
                "payment-approved",
                order.Id.ToString(),
                FeelContext.Empty.With("attemptId", FeelValue.From(attempt.Id.ToString())),
                attempt.Oid,
                MessageKept
            );
        }
        else
        {
            GiveBack(attempt, order, session);
        }

        return true;
    }

    private void BookMoney(PaymentAttempt attempt, Order order, WriteSession session)
    {
        if (attempt.Hold)
        {
            LedgerMovements.Authorised(session, attempt);
            return;
        }

        LedgerMovements.Captured(session, attempt, order);
        // Our answer orders the capture, and the answer can be lost: the gateway is asked later, and told again if need be.
        session.Work.Intend(
            new NewWorkItem(
                "confirm-capture",
                PaymentMethod.PartnerOf(attempt.Method),
                "capture:" + attempt.Oid,
                $"{{\"attemptId\":\"{attempt.Id}\"}}",
                attempt.OrderId
            )
            {
                DueAt = session.Now + options.Value.ConfirmCaptureAfter,
            }
        );
    }

    private void GiveBack(PaymentAttempt attempt, Order order, WriteSession session)
    {
        var isSecond = order.PaidAttemptId is not null;
        var reason = isSecond ? RefundReasons.SecondPayment : RefundReasons.LatePayment;
        RefundProcess.StartWhole(definitions, order, attempt, reason, session);
        if (isSecond)
        {
            // It goes back by itself, and a person sees it all the same (protocols.md §2).
            var partner = PaymentMethod.PartnerOf(attempt.Method);
            var message =
                $"{attempt.Oid}: approved although the order was paid before; {attempt.AmountCentimes} centimes go back.";
            Incident.Open(session, PaidTwice, message, partner, order.Id);
        }
    }
}
