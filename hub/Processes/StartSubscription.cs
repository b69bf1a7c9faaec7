using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hub.Processes;

/// <summary>
/// What begins an instance of the latest version of a process: a message (R24, R29) or a signal of this name.
/// </summary>
internal sealed class StartSubscription
{
    public required string ProcessId { get; init; }
    public required string ElementId { get; init; }
    public required string MessageName { get; init; }
    public bool IsSignal { get; init; }
    public Guid DefinitionId { get; init; }
}

/// <summary>At most one running instance that a message began, per process id and correlation key (R25).</summary>
internal sealed class StartLock
{
    public required string ProcessId { get; init; }
    public required string CorrelationKey { get; init; }
    public Guid InstanceId { get; init; }
}

internal sealed class StartSubscriptionConfiguration
    : IEntityTypeConfiguration<StartSubscription>,
        IEntityTypeConfiguration<StartLock>
{
    public void Configure(EntityTypeBuilder<StartSubscription> builder)
    {
        builder.ToTable("start_subscriptions").HasKey(s => new { s.ProcessId, s.ElementId });
        builder.HasIndex(s => s.MessageName);
    }

    public void Configure(EntityTypeBuilder<StartLock> builder)
    {
        builder.ToTable("start_locks").HasKey(l => new { l.ProcessId, l.CorrelationKey });
        builder.HasIndex(l => l.InstanceId);
    }
}
