using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hub.Payments;

/// <summary>One movement of money: append-only. The sum of an order's rows is what we hold of it.</summary>
internal sealed class LedgerEntry
{
    public Guid Id { get; init; }

    /// <summary>The same movement is written once: <c>captured:{oid}</c>, <c>refund:{refundId}</c>.</summary>
    public required string Key { get; init; }

    public Guid OrderId { get; init; }
    public Guid AttemptId { get; init; }
    public LedgerKind Kind { get; init; }

    /// <summary>Positive in, negative out; 0 for what moved no money.</summary>
    public long AmountCentimes { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>Writes a movement.</summary>
    public static void Write(
        WriteSession session,
        PaymentAttempt attempt,
        LedgerKind kind,
        long amountCentimes,
        string key
    ) =>
        session.Db.Ledger.Add(
            new LedgerEntry
            {
                Id = session.NewId(),
                Key = key,
                OrderId = attempt.OrderId,
                AttemptId = attempt.Id,
                Kind = kind,
                AmountCentimes = amountCentimes,
                At = session.Now,
            }
        );
}

/// <summary>Kinds of movement.</summary>
internal enum LedgerKind
{
    /// <summary>Held at the bank; no money yet.</summary>
    Authorised = 1,
    Captured = 2,

    /// <summary>A hold was let go; no money moved.</summary>
    Released = 3,
    Refunded = 4,
}

internal sealed class LedgerEntryConfiguration : IEntityTypeConfiguration<LedgerEntry>
{
    public void Configure(EntityTypeBuilder<LedgerEntry> builder)
    {
        builder.ToTable("ledger").HasKey(e => e.Id);
        builder.HasIndex(e => e.Key).IsUnique();
        builder.HasIndex(e => e.OrderId);
    }
}
