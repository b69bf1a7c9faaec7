using Hub.Catalogue;
using Hub.Orders;
using Hub.Processes;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Payments;

/// <summary>
/// A person asks that money of an order goes back, for a coded reason. Up to the limit it is carried out; above it somebody
/// else has to agree. Asked twice, by one person or two, it goes back once.
/// </summary>
internal sealed class AskRefund(HubStore store, DefinitionCatalogue definitions, ReferenceCatalogue catalogue)
{
    /// <summary>Asks; null when it is under way, otherwise why not.</summary>
    /// <returns>
    /// <c>order_unknown</c>, <c>order_not_paid</c>, <c>refund_under_way</c>, <c>refund_amount_wrong</c> or
    /// <c>reason_unknown</c>.
    /// </returns>
    public Task<string?> RunAsync(
        Guid orderId,
        long amountCentimes,
        string reason,
        string actor,
        CancellationToken ct
    ) => store.WriteAsync(session => DecideAsync(orderId, amountCentimes, reason, actor, session, ct), ct);

    private async Task<string?> DecideAsync(
        Guid orderId,
        long amountCentimes,
        string reason,
        string actor,
        WriteSession session,
        CancellationToken ct
    )
    {
        if (catalogue.FindReason(reason) is null)
        {
            return "reason_unknown";
        }

        if (!await session.Db.Orders.AnyAsync(o => o.Id == orderId, ct))
        {
            return "order_unknown";
        }

        var order = await OrderLock.HoldAsync(session, orderId, ct);
        var attempt = await session.Db.PaymentAttempts.FirstOrDefaultAsync(
            a => a.Id == order.PaidAttemptId,
            ct
        );
        if (attempt is not { State: AttemptState.Captured or AttemptState.Refunded })
        {
            return "order_not_paid";
        }

        if (await IsUnderWayAsync(orderId, session, ct))
        {
            return "refund_under_way";
        }

        if (amountCentimes <= 0 || amountCentimes > attempt.LeftCentimes)
        {
            return "refund_amount_wrong";
        }

        RefundProcess.StartPart(definitions, order, attempt, amountCentimes, reason, actor, session);
        return null;
    }

    private static async Task<bool> IsUnderWayAsync(
        Guid orderId,
        WriteSession session,
        CancellationToken ct
    ) =>
        await session.Db.Refunds.AnyAsync(r => r.OrderId == orderId && r.State == RefundState.Due, ct)
        || await session.Db.ProcessInstances.AnyAsync(
            i => i.OrderId == orderId && i.ProcessId == RefundProcess.Id && i.Status == InstanceStatus.Active,
            ct
        );
}
