using Hub.Storage;
using Workflows.Feel;

namespace Hub.Orders;

/// <summary>The citizen wants an order cancelled: allowed until it is paid; the process decides the race with an approval.</summary>
internal static class AskCancellation
{
    private static readonly TimeSpan MessageKept = TimeSpan.FromDays(1);

    /// <summary>The order when the wish was taken, null when it is too late. Runs in the caller's transaction.</summary>
    public static async Task<Order?> RunAsync(Guid orderId, WriteSession session, CancellationToken ct)
    {
        var order = await OrderLock.HoldAsync(session, orderId, ct);
        if (order.State == OrderState.Cancelled)
        {
            return order;
        }

        if (order.State != OrderState.AwaitingPayment || order.PaidAttemptId is not null)
        {
            return null;
        }

        session.Processes.Publish(
            "order-cancelled",
            order.Id.ToString(),
            FeelContext.Empty,
            "cancellation",
            MessageKept
        );
        return order;
    }
}
