using Hub.Orders;
using Hub.Storage;

namespace Hub.Pages.Orders;

/// <summary>Every key by which somebody may ask for an order.</summary>
internal static class OrderKeys
{
    /// <summary>The orders that <paramref name="key"/> names: tracking number or its beginning, portal reference.</summary>
    public static IQueryable<Order> Match(HubDb db, IQueryable<Order> orders, string key)
    {
        var upper = key.ToUpperInvariant();
        return orders.Where(o => o.TrackingNumber.StartsWith(upper) || o.Reference == key);
    }
}
