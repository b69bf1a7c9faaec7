using Hub.Storage;

namespace Hub.Orders;

/// <summary>Questions about orders that several folders ask.</summary>
internal static class OrderQueries
{
    /// <summary>The lines of an order.</summary>
    public static IQueryable<OrderLine> OrderLines(this HubDb db, Guid orderId) =>
        db.Set<OrderLine>().Where(line => line.OrderId == orderId);
}
