using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hub.Orders;

/// <summary>
/// One state change of an order: append-only, chained by SHA-256 to the one before, so that a changed, missing or inserted
/// row is found (reliability.md, I8).
/// </summary>
internal sealed class OrderEvent
{
    public Guid OrderId { get; init; }

    /// <summary>1, 2, 3 … within the order.</summary>
    public int Number { get; init; }

    public DateTimeOffset At { get; init; }
    public OrderState? From { get; init; }
    public OrderState To { get; init; }
    public required string Actor { get; init; }
    public string? Reason { get; init; }

    /// <summary>The bureau that had the order at that moment.</summary>
    public required string BureauCode { get; init; }

    public required string PreviousHash { get; init; }
    public required string Hash { get; init; }

    /// <summary>The next row of an order's chain.</summary>
    public static OrderEvent Chain(
        Order order,
        OrderState? from,
        OrderState to,
        string actor,
        string? reason,
        DateTimeOffset at
    )
    {
        var number = order.EventCount + 1;
        return new OrderEvent
        {
            OrderId = order.Id,
            Number = number,
            At = at,
            From = from,
            To = to,
            Actor = actor,
            Reason = reason,
            BureauCode = order.BureauCode,
            PreviousHash = order.LastEventHash,
            Hash = ComputeHash(
                order.Id,
                number,
                at,
                from,
                to,
                actor,
                reason,
                order.BureauCode,
                order.LastEventHash
            ),
        };
    }

    /// <summary>Is the row what its hash says?</summary>
    public bool IsIntact() =>
        Hash == ComputeHash(OrderId, Number, At, From, To, Actor, Reason, BureauCode, PreviousHash);

    private static string ComputeHash(
        Guid orderId,
        int number,
        DateTimeOffset at,
        OrderState? from,
        OrderState to,
        string actor,
        string? reason,
        string bureauCode,
        string previousHash
    )
    {
        var text = string.Join(
            '\n',
            orderId.ToString("D", CultureInfo.InvariantCulture),
            number.ToString(CultureInfo.InvariantCulture),
            at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
            from is { } state ? ((int)state).ToString(CultureInfo.InvariantCulture) : "",
            ((int)to).ToString(CultureInfo.InvariantCulture),
            actor,
            reason ?? "",
            bureauCode,
            previousHash
        );
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}

internal sealed class OrderEventConfiguration : IEntityTypeConfiguration<OrderEvent>
{
    public void Configure(EntityTypeBuilder<OrderEvent> builder) =>
        builder.ToTable("order_events").HasKey(e => new { e.OrderId, e.Number });
}
