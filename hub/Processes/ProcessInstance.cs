using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hub.Processes;

/// <summary>One running or finished process: a pinned definition version and one compact state.</summary>
internal sealed class ProcessInstance
{
    public Guid Id { get; init; }

    /// <summary>The version this instance is pinned to.</summary>
    public Guid DefinitionId { get; set; }

    /// <summary>The BPMN process id, e.g. <c>bureau-rest</c>.</summary>
    public required string ProcessId { get; init; }

    /// <summary>The order this process works for; null for processes without one.</summary>
    public Guid? OrderId { get; init; }

    /// <summary>The calling instance and its call activity's element instance, for called processes.</summary>
    public Guid? ParentId { get; init; }

    public int? ParentElementInstance { get; init; }

    public InstanceStatus Status { get; set; }

    /// <summary>Raised by one with every saved transition; guards the row lock (architecture.md §2.5).</summary>
    public int Version { get; set; }

    /// <summary>`Workflows.Engine.ProcessState`, serialised; null until the start trigger has run.</summary>
    public byte[]? State { get; set; }

    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset UpdatedAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
}

internal sealed class ProcessInstanceConfiguration : IEntityTypeConfiguration<ProcessInstance>
{
    public void Configure(EntityTypeBuilder<ProcessInstance> builder)
    {
        builder.ToTable("process_instances").HasKey(i => i.Id);
        builder.HasIndex(i => i.OrderId).HasFilter("order_id is not null");
        builder.HasIndex(i => new { i.ParentId, i.ParentElementInstance }).HasFilter("parent_id is not null");
    }
}

/// <summary>Where a process instance stands.</summary>
internal enum InstanceStatus
{
    Active = 1,
    Completed = 2,
    Terminated = 3,
}
