using Adapters.Post;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hub.Shipping;

/// <summary>One registered letter with an order's documents.</summary>
internal sealed class Shipment
{
    public Guid Id { get; init; }

    /// <summary><c>{trackingNumber}-S{n}</c>: what the post knows it by, beside the item number.</summary>
    public required string Ref { get; init; }

    public Guid OrderId { get; init; }
    public required string BureauCode { get; init; }

    /// <summary>The S10 number; never used for another letter.</summary>
    public required string Item { get; init; }

    /// <summary><c>REC_NAT</c> or <c>REC_INT</c>.</summary>
    public required string Service { get; init; }

    public long PostageCentimes { get; init; }

    /// <summary>The address as it was when the letter was packed.</summary>
    public required Orders.Recipient Address { get; init; }

    public required string Phone { get; init; }

    /// <summary>Derived from the set of events.</summary>
    public TrackingStatus Status { get; set; }

    public DateTimeOffset StatusSince { get; set; }

    /// <summary>Did the post say that it came back?</summary>
    public bool CameBack { get; set; }

    public DateTimeOffset PackedAt { get; init; }
}

internal sealed class ShipmentConfiguration : IEntityTypeConfiguration<Shipment>
{
    public void Configure(EntityTypeBuilder<Shipment> builder)
    {
        builder.ToTable("shipments").HasKey(s => s.Id);
        builder.HasIndex(s => s.Ref).IsUnique();
        builder.HasIndex(s => s.Item).IsUnique();
        builder.HasIndex(s => s.OrderId);
        Storage.JsonConversion.HasJsonConversion(builder.Property(s => s.Address));
    }
}
