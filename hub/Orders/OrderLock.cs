using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Orders;

/// <summary>Loads an order for changing: its row is held until the commit, so two decisions never both win.</summary>
internal static class OrderLock
{
    /// <summary>The order with its lines, tracked and locked.</summary>
    /// <exception cref="InvalidOperationException">There is no such order: a broken rule of ours.</exception>
    public static async Task<Order> HoldAsync(WriteSession session, Guid orderId, CancellationToken ct)
    {
        await using (
            var command = session.CreateCommand(
                "select id from orders where id = @id" + session.Dialect.ForUpdate
            )
        )
        {
            WriteSession.AddParameter(command, "id", orderId);
            await command.ExecuteScalarAsync(ct);
        }

        return await session.Db.Orders.Include(o => o.Lines).FirstOrDefaultAsync(o => o.Id == orderId, ct)
            ?? throw new InvalidOperationException($"No order has the id {orderId}.");
    }
}
