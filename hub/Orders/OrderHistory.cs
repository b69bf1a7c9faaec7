using Hub.Shipping;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Orders;

/// <summary>An order with what happened to it, as far as the public may know.</summary>
/// <param name="Order">As it stands.</param>
/// <param name="Events">Every state change, oldest first.</param>
/// <param name="Letter">The last letter, or null.</param>
internal sealed record OrderHistory(Order Order, IReadOnlyList<OrderEvent> Events, Shipment? Letter)
{
    /// <summary>The changes that are announced; the same one twice in a row is one.</summary>
    public IEnumerable<OrderEvent> PublicEvents
    {
        get
        {
            string? last = null;
            foreach (var entry in Events)
            {
                if (entry.To.ToEventType() is { } type && type != last)
                {
                    last = type;
                    yield return entry;
                }
            }
        }
    }

    /// <summary>Since when the order is in the public phase it is in.</summary>
    public DateTimeOffset PhaseSince =>
        Events.Reverse().TakeWhile(e => e.To.ToPhase() == Order.State.ToPhase()).LastOrDefault()?.At
        ?? Order.StateSince;

    /// <summary>The history of an order.</summary>
    public static async Task<OrderHistory> ReadAsync(HubDb db, Order order, CancellationToken ct)
    {
        var events = await db
            .OrderEvents.AsNoTracking()
            .Where(e => e.OrderId == order.Id)
            .OrderBy(e => e.Number)
            .ToListAsync(ct);
        var letter = await db
            .Shipments.AsNoTracking()
            .Where(s => s.OrderId == order.Id)
            .OrderByDescending(s => s.Number)
            .FirstOrDefaultAsync(ct);
        return new OrderHistory(order, events, letter);
    }
}
