using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hub.Payments;

/// <summary>Something on which the provider's settlement and our ledger do not agree (protocols.md §2).</summary>
internal sealed class ReconciliationBreak
{
    public Guid Id { get; init; }
    public BreakType Type { get; init; }

    /// <summary>The attempt, as the provider knows it.</summary>
    public required string Oid { get; init; }

    /// <summary>Null when no order of ours is concerned.</summary>
    public Guid? OrderId { get; init; }

    /// <summary>The day the money moved or was settled, <c>yyyy-MM-dd</c>.</summary>
    public required string Day { get; init; }

    /// <summary>What our books say.</summary>
    public long ExpectedCentimes { get; set; }

    /// <summary>What the provider settled.</summary>
    public long FoundCentimes { get; set; }

    public DateTimeOffset FirstSeenAt { get; init; }
    public DateTimeOffset LastSeenAt { get; set; }

    /// <summary>When both sides agreed again.</summary>
    public DateTimeOffset? ClearedAt { get; set; }

    /// <summary>Who has looked into it and put it down.</summary>
    public string? SignedOffBy { get; set; }

    public DateTimeOffset? SignedOffAt { get; set; }

    /// <summary>What that person found.</summary>
    public string? Note { get; set; }

    /// <summary><c>open</c>, <c>cleared</c> or <c>signed_off</c>.</summary>
    public string State =>
        ClearedAt is not null ? "cleared"
        : SignedOffAt is not null ? "signed_off"
        : "open";
}

/// <summary>The five kinds of break.</summary>
internal enum BreakType
{
    /// <summary>Settled for no payment of an order of ours.</summary>
    PaidNoOrder = 1,

    /// <summary>Booked as captured, and not settled in time.</summary>
    OrderNoPayment = 2,

    /// <summary>Settled with another amount than booked.</summary>
    AmountDiffers = 3,

    /// <summary>Settled, or captured, twice.</summary>
    CapturedTwice = 4,

    /// <summary>Given back in our books, and not settled in time.</summary>
    RefundNotSettled = 5,
}

/// <summary>Names of the kinds.</summary>
internal static class BreakTypes
{
    /// <summary>The name in exports and text keys: <c>paid-no-order</c>.</summary>
    public static string ToWireName(this BreakType type) =>
        type switch
        {
            BreakType.PaidNoOrder => "paid-no-order",
            BreakType.OrderNoPayment => "order-no-payment",
            BreakType.AmountDiffers => "amount-differs",
            BreakType.CapturedTwice => "captured-twice",
            BreakType.RefundNotSettled => "refund-not-settled",
        };
}

internal sealed class ReconciliationBreakConfiguration : IEntityTypeConfiguration<ReconciliationBreak>
{
    public void Configure(EntityTypeBuilder<ReconciliationBreak> builder)
    {
        builder.ToTable("reconciliation_breaks").HasKey(b => b.Id);
        builder.HasIndex(b => new { b.Type, b.Oid }).IsUnique();
        builder.HasIndex(b => b.Day);
        builder.Ignore(b => b.State);
    }
}
