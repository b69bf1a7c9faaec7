using Hub.Orders;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hub.Announcements;

/// <summary>
/// One thing a portal was told: numbered without gaps per client, never changed, so that a portal can rebuild its view at
/// any time (experience.md §5, reliability.md I14). Thin on purpose: ids and states, nobody's identity.
/// </summary>
internal sealed class PortalEvent
{
    /// <summary><c>evt_…</c>; the <c>webhook-id</c> of its deliveries.</summary>
    public required string Id { get; init; }

    public required string ClientId { get; init; }

    /// <summary>1, 2, 3 … within the client.</summary>
    public long Sequence { get; init; }

    /// <summary><c>order.issued</c> …</summary>
    public required string Type { get; init; }

    public Guid OrderId { get; init; }
    public required string TrackingNumber { get; init; }

    /// <summary>The portal's own reference.</summary>
    public required string Reference { get; init; }

    public PublicPhase Phase { get; init; }
    public string? Reason { get; init; }
    public DateTimeOffset At { get; init; }
}

internal sealed class PortalEventConfiguration : IEntityTypeConfiguration<PortalEvent>
{
    public void Configure(EntityTypeBuilder<PortalEvent> builder)
    {
        builder.ToTable("portal_events").HasKey(e => e.Id);
        builder.HasIndex(e => new { e.ClientId, e.Sequence }).IsUnique();
        builder.HasIndex(e => e.OrderId);
    }
}
