using Adapters.Post;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hub.Shipping;

/// <summary>One registered letter with an order's documents.</summary>
internal sealed class Shipment
{
    /// <summary>Registered, inside Morocco.</summary>
    public const string National = "REC_NAT";

    /// <summary>Registered, abroad.</summary>
    public const string International = "REC_INT";

    public Guid Id { get; init; }

    /// <summary><c>{trackingNumber}-S{n}</c>: what the post knows it by, beside the item number.</summary>
    public required string Ref { get; init; }

    public Guid OrderId { get; init; }

    /// <summary>1, 2, 3 … within the order; only the last one moves the order.</summary>
    public int Number { get; init; }

    public required string BureauCode { get; init; }

    /// <summary>The S10 number; never used for another letter. Changes only when a label is spoiled before it is sent.</summary>
    public required string Item { get; set; }

    /// <summary><see cref="National"/> or <see cref="International"/>.</summary>
    public required string Service { get; init; }

    /// <summary>Does it leave Morocco?</summary>
    public bool IsAbroad => Service == International;

    public long PostageCentimes { get; init; }

    /// <summary>The address as it was when the letter was packed, or as it was mended because the post would refuse it.</summary>
    public required Orders.Recipient Address { get; set; }

    public required string Phone { get; init; }

    /// <summary>Derived from the set of events.</summary>
    public TrackingStatus Status { get; set; }

    public DateTimeOffset StatusSince { get; set; }

    /// <summary>Did the post say that it came back?</summary>
    public bool CameBack { get; set; }

    public DateTimeOffset PackedAt { get; init; }

    /// <summary>When the post accepted it.</summary>
    public DateTimeOffset? HandedOverAt { get; set; }

    /// <summary>When a claim was opened for want of news.</summary>
    public DateTimeOffset? ClaimOpenedAt { get; set; }
}

internal sealed class ShipmentConfiguration : IEntityTypeConfiguration<Shipment>
{
    public void Configure(EntityTypeBuilder<Shipment> builder)
    {
        builder.ToTable("shipments").HasKey(s => s.Id);
        builder.Ignore(s => s.IsAbroad);
        builder.HasIndex(s => s.Ref).IsUnique();
        builder.HasIndex(s => s.Item).IsUnique();
        builder.HasIndex(s => new { s.OrderId, s.Number }).IsUnique();
        Storage.JsonConversion.HasJsonConversion(builder.Property(s => s.Address));
    }
}
