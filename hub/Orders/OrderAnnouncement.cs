using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hub.Orders;

/// <summary>
/// Something the portal and the citizen are to be told of an order: the outbox row of one portal event (protocols.md §1).
/// The announcer turns each row, once, into a numbered event with its webhook deliveries and, when the public phase is new
/// to the citizen, into e-mail and SMS.
/// </summary>
internal sealed class OrderAnnouncement
{
    /// <summary>Given by the store, rising: what happens to an order in one moment is told in the order it happened.</summary>
    public long Id { get; init; }

    public Guid OrderId { get; init; }
    public required string ClientId { get; init; }

    /// <summary>The event type: <c>order.created</c>, <c>order.payment_failed</c> …</summary>
    public required string EventType { get; init; }

    public OrderState State { get; init; }
    public PublicPhase Phase { get; init; }
    public string? Reason { get; init; }
    public DateTimeOffset At { get; init; }

    /// <summary>Null until the announcer has taken it.</summary>
    public DateTimeOffset? AnnouncedAt { get; set; }

    /// <summary>Writes an announcement of the order as it stands now, into the transaction that made it so.</summary>
    public static void Write(Order order, string eventType, string? reason, WriteSession session)
    {
        session.Db.OrderAnnouncements.Add(
            new OrderAnnouncement
            {
                OrderId = order.Id,
                ClientId = order.ClientId,
                EventType = eventType,
                State = order.State,
                Phase = order.State.ToPhase(),
                Reason = reason,
                At = session.Now,
            }
        );
        session.RingForEvents();
    }
}

internal sealed class OrderAnnouncementConfiguration : IEntityTypeConfiguration<OrderAnnouncement>
{
    public void Configure(EntityTypeBuilder<OrderAnnouncement> builder)
    {
        builder.ToTable("order_announcements").HasKey(a => a.Id);
        builder
            .HasIndex(a => a.Id)
            .HasFilter("announced_at is null")
            .HasDatabaseName("ix_order_announcements_waiting");
        builder.HasIndex(a => a.OrderId);
    }
}
