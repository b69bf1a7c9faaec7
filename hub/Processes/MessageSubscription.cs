using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hub.Processes;

/// <summary>An instance waits for a message of this name and correlation key.</summary>
internal sealed class MessageSubscription
{
    public Guid InstanceId { get; init; }
    public int ElementInstance { get; init; }
    public required string ElementId { get; init; }
    public required string ProcessId { get; init; }
    public required string Name { get; init; }
    public required string CorrelationKey { get; init; }

    /// <summary>A message is already on its way to this wait; the next one must go elsewhere or be buffered (R22).</summary>
    public bool Correlating { get; set; }

    public DateTimeOffset OpenedAt { get; init; }
}

internal sealed class MessageSubscriptionConfiguration : IEntityTypeConfiguration<MessageSubscription>
{
    public void Configure(EntityTypeBuilder<MessageSubscription> builder)
    {
        builder.ToTable("message_subscriptions");
        builder.HasKey(s => new
        {
            s.InstanceId,
            s.ElementInstance,
            s.ElementId,
        });
        // The key leads: it tells one order from another, the name does not.
        builder.HasIndex(s => new { s.CorrelationKey, s.Name });
    }
}
