using Hub.Orders;
using Hub.Payments;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Steps;

/// <summary>Who made an order paid, for its audit row.</summary>
internal static class PaidAttempt
{
    /// <summary>The partner of the payment: <c>partner:cmi</c>.</summary>
    public static async Task<string> ActorAsync(Order order, WriteSession session, CancellationToken ct)
    {
        var method = await session
            .Db.PaymentAttempts.Where(a => a.Id == order.PaidAttemptId)
            .Select(a => a.Method)
            .FirstOrDefaultAsync(ct);
        return "partner:" + PaymentMethod.PartnerOf(method ?? PaymentMethod.Card);
    }
}
