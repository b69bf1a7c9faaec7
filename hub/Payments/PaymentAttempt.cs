using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hub.Payments;

/// <summary>One try of a citizen to pay for an order; the gateway knows it by its <see cref="Oid"/>.</summary>
internal sealed class PaymentAttempt
{
    public Guid Id { get; init; }
    public Guid OrderId { get; init; }

    /// <summary>1, 2, 3 … within the order.</summary>
    public int Number { get; init; }

    /// <summary><c>{trackingNumber}-{number}</c>; never used before.</summary>
    public required string Oid { get; init; }

    /// <summary><c>card</c>, <c>agency</c> or <c>sms</c>.</summary>
    public required string Method { get; init; }

    public long AmountCentimes { get; init; }

    /// <summary>True: authorise now, capture when the bureau issues.</summary>
    public bool Hold { get; init; }

    public AttemptState State { get; set; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? DecidedAt { get; set; }
    public string? TransactionId { get; set; }
    public string? MaskedCard { get; set; }

    /// <summary>Why the last answer was no.</summary>
    public string? DeclineCode { get; set; }

    /// <summary>Was the last answer a bank's yes that does not count, for want of a passed 3-D Secure check?</summary>
    public bool IsUnproven => DeclineCode?.StartsWith("3ds_", StringComparison.Ordinal) == true;

    /// <summary>What the provider withholds at once; 0 where its commission is known only at settlement.</summary>
    public long FeeCentimes { get; set; }

    /// <summary>What has been given back of it so far, and has not come back to us.</summary>
    public long RefundedCentimes { get; set; }

    /// <summary>What the payer's bank has taken back.</summary>
    public long ChargedBackCentimes { get; set; }

    /// <summary>What may still go back.</summary>
    public long LeftCentimes => Math.Max(0, AmountCentimes - RefundedCentimes - ChargedBackCentimes);
}

/// <summary>Where an attempt stands in our books.</summary>
internal enum AttemptState
{
    /// <summary>The citizen is at the gateway, or never went.</summary>
    Created = 1,

    /// <summary>The last answer was no; a yes may still follow.</summary>
    Declined = 2,

    /// <summary>Approved and held.</summary>
    Held = 3,

    /// <summary>Approved and taken.</summary>
    Captured = 4,

    /// <summary>Cancelled as a whole before settlement.</summary>
    Voided = 5,

    /// <summary>Some or all of it went back.</summary>
    Refunded = 6,
}

internal sealed class PaymentAttemptConfiguration : IEntityTypeConfiguration<PaymentAttempt>
{
    public void Configure(EntityTypeBuilder<PaymentAttempt> builder)
    {
        builder.ToTable("payment_attempts").HasKey(a => a.Id);
        builder.HasIndex(a => a.Oid).IsUnique();
        builder.HasIndex(a => new { a.OrderId, a.Number }).IsUnique();
        builder.Ignore(a => a.LeftCentimes).Ignore(a => a.IsUnproven);
    }
}
