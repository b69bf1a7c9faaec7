using Hub.Storage;
using Workflows.Feel;

namespace Hub.Orders;

/// <summary>
/// The citizen corrects an order: once what the bureau could not find (law 55-19), or the address of a letter that came back.
/// The process goes on when it hears of it.
/// </summary>
internal static class CorrectOrder
{
    private static readonly TimeSpan MessageKept = TimeSpan.FromDays(1);

    /// <summary>Corrects the order, in the caller's transaction; its row is held until the commit.</summary>
    public static async Task<CorrectOrderResult> RunAsync(
        Guid orderId,
        OrderCorrection correction,
        WriteSession session,
        CancellationToken ct
    )
    {
        var order = await OrderLock.HoldAsync(session, orderId, ct);
        if (correction.Recipient is { } recipient && recipient.Country != order.Recipient.Country)
        {
            return new CorrectOrderResult.Refused("recipient_country_fixed");
        }

        return order.State switch
        {
            OrderState.NeedsInformation when order.Corrected => new CorrectOrderResult.Refused(
                "correction_made"
            ),
            OrderState.NeedsInformation => CorrectOnce(order, correction, session),
            OrderState.Returned when correction is { Act: null, Subject: null, Recipient: not null } =>
                CorrectAddress(order, correction.Recipient, session),
            _ => new CorrectOrderResult.Refused("correction_not_allowed"),
        };
    }

    private static CorrectOrderResult.Corrected CorrectOnce(
        Order order,
        OrderCorrection correction,
        WriteSession session
    )
    {
        order.Corrected = true;
        order.Act = correction.Act ?? order.Act;
        order.Subject = correction.Subject ?? order.Subject;
        order.Recipient = correction.Recipient ?? order.Recipient;
        Publish("order-corrected", order, session);
        return new CorrectOrderResult.Corrected(order);
    }

    private static CorrectOrderResult.Corrected CorrectAddress(
        Order order,
        Recipient recipient,
        WriteSession session
    )
    {
        order.Recipient = recipient;
        Publish("address-corrected", order, session);
        return new CorrectOrderResult.Corrected(order);
    }

    // One message per stay in a state: said twice, the process hears it once.
    private static void Publish(string message, Order order, WriteSession session) =>
        session.Processes.Publish(
            message,
            order.Id.ToString(),
            FeelContext.Empty,
            order.EventCount.ToString(System.Globalization.CultureInfo.InvariantCulture),
            MessageKept
        );
}

/// <summary>What the citizen corrects; null stays as it was.</summary>
internal sealed record OrderCorrection(ActReference? Act, Subject? Subject, Recipient? Recipient);

/// <summary>What came of a correction.</summary>
internal abstract record CorrectOrderResult
{
    private CorrectOrderResult() { }

    public sealed record Corrected(Order Order) : CorrectOrderResult;

    /// <summary><c>correction_not_allowed</c>, <c>correction_made</c> or <c>recipient_country_fixed</c>.</summary>
    public sealed record Refused(string Code) : CorrectOrderResult;
}
