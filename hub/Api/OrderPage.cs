using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Hub.Api.Reading;
using Hub.Orders;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Api;

/// <summary>One page of a client's orders, oldest first.</summary>
/// <param name="Next">Give it as <c>after</c> to go on; absent on the last page.</param>
public sealed record OrderPage(IReadOnlyList<OrderView> Orders, string? Next);

/// <summary>Which orders are asked for.</summary>
internal sealed record OrderFilter(
    string? Reference,
    OrderState? State,
    string? Bureau,
    DateTimeOffset? CreatedAfter,
    int Limit,
    OrderCursor? After
)
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 200;

    /// <summary>Reads the query.</summary>
    public static OrderFilter Read(QueryReader query) =>
        new(
            query.Text("reference"),
            query.Value("state", "state_unknown", ReadState),
            query.Text("bureau"),
            query.Moment("createdAfter"),
            query.Limit(DefaultLimit, MaxLimit),
            query.Value("after", "cursor_unknown", OrderCursor.Read)
        );

    /// <summary>The orders of a client that pass, one more than asked for when there are more.</summary>
    public Task<List<Order>> FindAsync(HubDb db, string clientId, CancellationToken ct)
    {
        var orders = db.Orders.Include(o => o.Lines).Where(o => o.ClientId == clientId);
        if (Reference is not null)
        {
            orders = orders.Where(o => o.Reference == Reference);
        }

        if (State is { } state)
        {
            orders = orders.Where(o => o.State == state);
        }

        if (Bureau is not null)
        {
            orders = orders.Where(o => o.BureauCode == Bureau);
        }

        if (CreatedAfter is { } moment)
        {
            orders = orders.Where(o => o.CreatedAt > moment);
        }

        if (After is { } cursor)
        {
            orders = orders.Where(o =>
                o.CreatedAt > cursor.CreatedAt
                || (o.CreatedAt == cursor.CreatedAt && o.Id.CompareTo(cursor.Id) > 0)
            );
        }

        return orders.OrderBy(o => o.CreatedAt).ThenBy(o => o.Id).Take(Limit + 1).ToListAsync(ct);
    }

    private static OrderState? ReadState(string name) =>
        Enum.GetValues<OrderState>()
            .Cast<OrderState?>()
            .FirstOrDefault(state => state!.Value.ToWireName() == name);
}

/// <summary>Where a page ended: opaque to portals.</summary>
internal sealed record OrderCursor(DateTimeOffset CreatedAt, Guid Id)
{
    private const int MaxLength = 200;

    public static OrderCursor Of(Order order) => new(order.CreatedAt, order.Id);

    /// <summary>The cursor of a text, or null.</summary>
    public static OrderCursor? Read(string text)
    {
        if (text.Length > MaxLength || !Base64Url.IsValid(text))
        {
            return null;
        }

        var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split('|');
        return
            parts.Length == 2
            && long.TryParse(parts[0], CultureInfo.InvariantCulture, out var at)
            && at is >= 0 and < 253_402_300_800_000
            && Guid.TryParse(parts[1], out var id)
            ? new OrderCursor(DateTimeOffset.FromUnixTimeMilliseconds(at), id)
            : null;
    }

    public override string ToString() =>
        Base64Url.EncodeToString(
            Encoding.UTF8.GetBytes(
                string.Create(CultureInfo.InvariantCulture, $"{CreatedAt.ToUnixTimeMilliseconds()}|{Id}")
            )
        );
}
