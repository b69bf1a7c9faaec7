using Hub.Orders;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Pages.Orders;

/// <summary>The order list: search by any key a person may hold in hand, newest first, page by page.</summary>
internal sealed record OrderSearch(string? Text, string? State, string? Phase, string? Bureau, Guid? After)
{
    /// <summary>Rows on one page.</summary>
    public const int PageSize = 50;

    /// <summary>
    /// Runs the search. <paramref name="bureauCode"/> limits it to one bureau: a clerk's list, search and count show the
    /// same orders.
    /// </summary>
    public Task<List<OrderRow>> RunAsync(HubStore store, string? bureauCode, CancellationToken ct) =>
        store.ReadAsync(async db =>
        {
            var orders = await FilterAsync(db, bureauCode, ct);
            return await orders
                .OrderByDescending(o => o.Id)
                .Take(PageSize + 1)
                .Select(o => new OrderRow(
                    o.Id,
                    o.TrackingNumber,
                    o.Reference,
                    o.BureauCode,
                    o.BureauType,
                    o.State,
                    o.StateSince,
                    o.CreatedAt,
                    o.PromisedOn
                ))
                .ToListAsync(ct);
        });

    private async Task<IQueryable<Order>> FilterAsync(HubDb db, string? bureauCode, CancellationToken ct)
    {
        var orders = db.Orders.AsQueryable();
        if (bureauCode is not null)
        {
            orders = orders.Where(o => o.BureauCode == bureauCode);
        }

        if (!string.IsNullOrWhiteSpace(Text))
        {
            orders = await OrderKeys.MatchAsync(db, orders, Text.Trim(), ct);
        }

        if (Enum.GetValues<OrderState>().Where(s => s.ToWireName() == State).ToList() is [var state])
        {
            orders = orders.Where(o => o.State == state);
        }

        var phases = Enum.GetValues<OrderState>().Where(s => s.ToPhase().ToWireName() == Phase).ToList();
        if (phases.Count > 0)
        {
            orders = orders.Where(o => phases.Contains(o.State));
        }

        if (!string.IsNullOrWhiteSpace(Bureau))
        {
            orders = orders.Where(o => o.BureauCode == Bureau.Trim());
        }

        return After is { } after ? orders.Where(o => o.Id.CompareTo(after) < 0) : orders;
    }
}

/// <summary>One line of the order list.</summary>
internal sealed record OrderRow(
    Guid Id,
    string TrackingNumber,
    string Reference,
    string BureauCode,
    string BureauType,
    OrderState State,
    DateTimeOffset StateSince,
    DateTimeOffset CreatedAt,
    string PromisedOn
);
