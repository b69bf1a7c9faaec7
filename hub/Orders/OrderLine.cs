using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hub.Orders;

/// <summary>One kind of document of an order.</summary>
internal sealed class OrderLine
{
    public Guid OrderId { get; init; }

    /// <summary>1, 2, 3 … within the order.</summary>
    public int Number { get; init; }

    /// <summary><c>birth-extract</c> or <c>birth-full-copy</c>.</summary>
    public required string Document { get; init; }

    /// <summary><c>ar</c>, <c>fr</c> or <c>ar-fr</c>.</summary>
    public required string Language { get; init; }

    public int Copies { get; init; }

    /// <summary>Price of one copy without postage, in centimes.</summary>
    public long UnitPriceCentimes { get; init; }
}

internal sealed class OrderLineConfiguration : IEntityTypeConfiguration<OrderLine>
{
    public void Configure(EntityTypeBuilder<OrderLine> builder) =>
        builder.ToTable("order_lines").HasKey(l => new { l.OrderId, l.Number });
}
