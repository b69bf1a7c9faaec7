using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hub.Payments;

/// <summary>The decision to give money back, and what became of it (reliability.md, I4).</summary>
internal sealed class Refund
{
    public Guid Id { get; init; }

    /// <summary>The process step that decided; deciding it again decides nothing new.</summary>
    public required string DecisionKey { get; init; }

    public Guid OrderId { get; init; }
    public Guid AttemptId { get; init; }
    public long AmountCentimes { get; init; }

    /// <summary><c>all</c>, <c>missing</c> or <c>attempt</c>.</summary>
    public required string What { get; init; }

    /// <summary>Coded: <c>act_not_found</c>, <c>second_payment</c>, <c>late_payment</c>, <c>lost_in_post</c> …</summary>
    public required string Reason { get; init; }

    /// <summary><c>rule</c>, or the person who decided.</summary>
    public required string DecidedBy { get; init; }

    public DateTimeOffset DecidedAt { get; init; }

    /// <summary>The second person, where the amount asks for one.</summary>
    public string? ApprovedBy { get; set; }

    public RefundState State { get; set; }
    public DateTimeOffset? DoneAt { get; set; }
}

/// <summary>Where a refund stands.</summary>
internal enum RefundState
{
    Due = 1,
    Done = 2,
    Failed = 3,
}

internal sealed class RefundConfiguration : IEntityTypeConfiguration<Refund>
{
    public void Configure(EntityTypeBuilder<Refund> builder)
    {
        builder.ToTable("refunds").HasKey(r => r.Id);
        builder.HasIndex(r => r.DecisionKey).IsUnique();
        builder.HasIndex(r => r.OrderId);
    }
}
