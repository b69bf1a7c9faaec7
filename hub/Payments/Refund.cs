using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hub.Payments;

/// <summary>The decision to give money back, or to keep it, and what became of it (reliability.md, I4).</summary>
internal sealed class Refund
{
    public Guid Id { get; init; }

    /// <summary>The process step that decided; deciding it again decides nothing new.</summary>
    public required string DecisionKey { get; init; }

    public Guid OrderId { get; init; }
    public Guid AttemptId { get; init; }
    public long AmountCentimes { get; init; }

    /// <summary>The amount by what it was paid for.</summary>
    public required MoneyParts Parts { get; init; }

    /// <summary>What the reason allows to keep although nothing was issued (domain.md §1.6).</summary>
    public long KeptCentimes { get; init; }

    /// <summary><c>all</c>, <c>missing</c>, <c>attempt</c> or <c>part</c>.</summary>
    public required string What { get; init; }

    /// <summary>Coded: <c>act_not_found</c>, <c>second_payment</c>, <c>late_payment</c>, <c>lost_in_post</c> …</summary>
    public required string Reason { get; init; }

    /// <summary><c>rule</c>, or the person whose decision led to it: <c>user:name</c>.</summary>
    public required string DecidedBy { get; init; }

    public DateTimeOffset DecidedAt { get; init; }

    /// <summary>The second person, where the amount asks for one.</summary>
    public string? ApprovedBy { get; set; }

    public DateTimeOffset? ApprovedAt { get; set; }

    public RefundState State { get; set; }

    /// <summary>When its turn came to be sent: of one attempt only one refund is under way at a time.</summary>
    public DateTimeOffset? SentAt { get; set; }

    /// <summary>
    /// What the gateway had given back of the attempt before this refund was sent; null while it was not sent, or when the
    /// whole payment was cancelled instead. More than that afterwards is this refund.
    /// </summary>
    public long? CreditedBeforeCentimes { get; set; }

    public DateTimeOffset? DoneAt { get; set; }

    /// <summary>When a refund that was done came back to us.</summary>
    public DateTimeOffset? ReversedAt { get; set; }

    /// <summary>The provider's line that says so; null while only the gateway's own books do.</summary>
    public Guid? ReversalLineId { get; set; }
}

/// <summary>Where a refund stands.</summary>
internal enum RefundState
{
    Due = 1,
    Done = 2,
    Failed = 3,

    /// <summary>Done, and days later the money came back: a new decision follows.</summary>
    Reversed = 4,
}

internal sealed class RefundConfiguration : IEntityTypeConfiguration<Refund>
{
    public void Configure(EntityTypeBuilder<Refund> builder)
    {
        builder.ToTable("refunds").HasKey(r => r.Id);
        builder.HasIndex(r => r.DecisionKey).IsUnique();
        builder.HasIndex(r => r.OrderId);
        builder.Property(r => r.Parts).HasJsonConversion();
    }
}
