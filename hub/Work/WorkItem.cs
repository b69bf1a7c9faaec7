using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hub.Work;

/// <summary>One durable call to a partner that still has to succeed.</summary>
internal sealed class WorkItem
{
    public Guid Id { get; init; }

    /// <summary>The task type: <c>request-extract</c> ⇔ `Hub.Steps.RequestExtract`.</summary>
    public required string Type { get; init; }

    /// <summary>Whom it concerns: <c>cmi</c>, <c>post</c>, <c>mail</c>, <c>sms</c>, a bureau code, a portal client id.</summary>
    public required string Partner { get; init; }

    /// <summary>Whose failures and calls under way count together: the partner, or one endpoint of a portal.</summary>
    public required string Line { get; init; }

    /// <summary>The same for every try of the same intention; the partner recognises a repetition by it.</summary>
    public required string EffectKey { get; init; }

    /// <summary>The process that waits for the outcome; null for effects nobody waits for (notifications, webhooks).</summary>
    public Guid? InstanceId { get; init; }

    public int? ElementInstance { get; init; }
    public Guid? OrderId { get; init; }

    /// <summary>JSON for the step.</summary>
    public required string Input { get; init; }

    public WorkState State { get; set; }
    public int Attempt { get; set; }
    public int RetriesLeft { get; set; }

    /// <summary>When it may be tried (again); for a leased item the end of the lease.</summary>
    public DateTimeOffset DueAt { get; set; }

    public string? LastError { get; set; }
    public DateTimeOffset CreatedAt { get; init; }
}

internal sealed class WorkItemConfiguration : IEntityTypeConfiguration<WorkItem>
{
    public void Configure(EntityTypeBuilder<WorkItem> builder)
    {
        builder.ToTable("work_items").HasKey(w => w.Id);
        builder.HasIndex(w => w.DueAt).HasFilter("state < 3");
        builder.HasIndex(w => new { w.InstanceId, w.ElementInstance });
        builder.HasIndex(w => w.OrderId);
    }
}

/// <summary>Where a work item stands. Done items are deleted; their <see cref="Effect"/> stays.</summary>
internal enum WorkState
{
    /// <summary>Waits for its due time.</summary>
    Ready = 1,

    /// <summary>A node is at it until the lease (<see cref="WorkItem.DueAt"/>) ends. A lease that ended leaves the effect in doubt.</summary>
    Leased = 2,

    /// <summary>Waits for a person; see its incident.</summary>
    Parked = 3,
}
