using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hub.Processes;

/// <summary>A BPMN user task that waits for a person: a clerk's desk task, a postal operator's claim, a monitor's decision.</summary>
internal sealed class UserTask
{
    public Guid Id { get; init; }
    public Guid InstanceId { get; init; }
    public int ElementInstance { get; init; }

    /// <summary>The task's id in the definition, e.g. <c>record-outcome</c>.</summary>
    public required string ElementId { get; init; }

    public string? FormId { get; init; }
    public Guid? OrderId { get; init; }

    /// <summary>Who may take it: <c>clerk:CHK-01</c>, <c>post</c>, <c>monitor</c> (first candidate group of the definition).</summary>
    public required string CandidateGroup { get; init; }

    /// <summary>JSON: the variables the task sees.</summary>
    public required string Input { get; init; }

    public UserTaskState State { get; set; }
    public DateTimeOffset OpenedAt { get; init; }
    public DateTimeOffset? DueAt { get; set; }
    public string? ClaimedBy { get; set; }
    public DateTimeOffset? ClaimedAt { get; set; }
    public DateTimeOffset? ClosedAt { get; set; }

    /// <summary>JSON: what the person recorded; a second, different outcome is refused.</summary>
    public string? Outcome { get; set; }
}

internal sealed class UserTaskConfiguration : IEntityTypeConfiguration<UserTask>
{
    public void Configure(EntityTypeBuilder<UserTask> builder)
    {
        builder.ToTable("user_tasks").HasKey(t => t.Id);
        builder.HasIndex(t => new { t.CandidateGroup, t.State });
        builder.HasIndex(t => new { t.InstanceId, t.ElementInstance });
        builder.HasIndex(t => t.OrderId);
    }
}

/// <summary>Where a user task stands.</summary>
internal enum UserTaskState
{
    Open = 1,
    Claimed = 2,
    Completed = 3,

    /// <summary>The process no longer waits for it (deadline, cancellation).</summary>
    Withdrawn = 4,
}
