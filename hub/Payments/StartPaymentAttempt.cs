using Adapters.Payments;
using Hub.Orders;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hub.Payments;

/// <summary>A citizen wants to pay: a new attempt, and the form of the gateway's page or the reference to pay against.</summary>
internal sealed class StartPaymentAttempt(
    IEnumerable<IPaymentGateway> gateways,
    IOptions<PaymentOptions> options
)
{
    private const int MaxAttempts = 50;

    /// <summary>Writes the attempt in the caller's transaction.</summary>
    public async Task<StartAttemptResult> RunAsync(
        Guid orderId,
        string method,
        Uri returnUrl,
        WriteSession session,
        CancellationToken ct
    )
    {
        if (
            !options.Value.Methods.Contains(method, StringComparer.Ordinal)
            || gateways.FirstOrDefault(g => g.Method == method) is not { } gateway
        )
        {
            return new StartAttemptResult.Refused("payment_method_off");
        }

        var order = await OrderLock.HoldAsync(session, orderId, ct);
        if (order.State != OrderState.AwaitingPayment || order.PaidAttemptId is not null)
        {
            return new StartAttemptResult.Refused("order_not_awaiting_payment");
        }

        var number = 1 + await session.Db.PaymentAttempts.CountAsync(a => a.OrderId == orderId, ct);
        if (number > MaxAttempts)
        {
            return new StartAttemptResult.Refused("too_many_payment_attempts");
        }

        var attempt = new PaymentAttempt
        {
            Id = session.NewId(),
            OrderId = orderId,
            Number = number,
            Oid = $"{order.TrackingNumber}-{number}",
            Method = method,
            AmountCentimes = order.Price.TotalCentimes,
            Hold = gateway.CanHold && options.Value.Capture == "on-issue",
            State = AttemptState.Created,
            CreatedAt = session.Now,
        };
        session.Db.PaymentAttempts.Add(attempt);
        var invitation = gateway.Prepare(
            new PaymentRequest(
                attempt.Oid,
                attempt.AmountCentimes,
                order.Locale,
                order.Requester.Email,
                order.Requester.Name,
                order.Requester.Phone,
                returnUrl,
                attempt.Hold
            )
        );
        return new StartAttemptResult.Started(attempt, invitation, order.CreatedAt + options.Value.PayWithin);
    }
}

/// <summary>What came of asking to pay.</summary>
internal abstract record StartAttemptResult
{
    private StartAttemptResult() { }

    /// <summary>The citizen may go to the page, or pay against the reference.</summary>
    public sealed record Started(
        PaymentAttempt Attempt,
        PaymentInvitation Invitation,
        DateTimeOffset ExpiresAt
    ) : StartAttemptResult;

    /// <summary>No: <c>order_not_awaiting_payment</c>, <c>payment_method_off</c>, <c>too_many_payment_attempts</c>.</summary>
    public sealed record Refused(string Code) : StartAttemptResult;
}
