using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hub.Processes;

/// <summary>An instance waits for a signal of this name: everybody who does hears it.</summary>
internal sealed class SignalSubscription
{
    public Guid InstanceId { get; init; }
    public int ElementInstance { get; init; }
    public required string ElementId { get; init; }
    public required string Name { get; init; }
}

internal sealed class SignalSubscriptionConfiguration : IEntityTypeConfiguration<SignalSubscription>
{
    public void Configure(EntityTypeBuilder<SignalSubscription> builder)
    {
        builder.ToTable("signal_subscriptions");
        builder.HasKey(s => new
        {
            s.InstanceId,
            s.ElementInstance,
            s.ElementId,
        });
        builder.HasIndex(s => s.Name);
    }
}
