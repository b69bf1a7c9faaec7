using Hub.Orders;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime.Text;

namespace Hub.Payments;

/// <summary>
/// One movement of money, append-only, in double entry: its postings sum to 0, or it has none because no money moved. Only
/// <see cref="Create"/> makes entries, so none is out of balance.
/// </summary>
internal sealed class LedgerEntry
{
    private LedgerEntry() { }

    public Guid Id { get; private init; }

    /// <summary>The same movement is written once: <c>captured:{oid}</c>, <c>refund:{refundId}</c>.</summary>
    public string Key { get; private init; } = "";

    /// <summary>Null only for what a provider paid out for a payment we do not know.</summary>
    public Guid? OrderId { get; private init; }

    public Guid? AttemptId { get; private init; }
    public LedgerKind Kind { get; private init; }
    public DateTimeOffset At { get; private init; }

    /// <summary>The day of booking in Casablanca, <c>yyyy-MM-dd</c>: accounts are closed by day.</summary>
    public string BookedOn { get; private init; } = "";

    public List<LedgerPosting> Postings { get; private init; } = [];

    /// <summary>How much money it moves: the sum of its debits.</summary>
    public long ValueCentimes => Postings.Where(p => p.AmountCentimes > 0).Sum(p => p.AmountCentimes);

    /// <summary>Writes a movement into a transaction.</summary>
    /// <exception cref="InvalidOperationException">Debits and credits differ: a broken rule of ours.</exception>
    public static void Book(
        WriteSession session,
        PaymentAttempt? attempt,
        LedgerKind kind,
        string key,
        IEnumerable<Posting> postings
    ) => session.Db.Ledger.Add(Create(session.NewId(), session.Now, attempt, kind, key, postings));

    /// <summary>An entry whose debits are its credits. Postings of 0 are left out.</summary>
    /// <exception cref="InvalidOperationException">Debits and credits differ: a broken rule of ours.</exception>
    public static LedgerEntry Create(
        Guid id,
        DateTimeOffset at,
        PaymentAttempt? attempt,
        LedgerKind kind,
        string key,
        IEnumerable<Posting> postings
    )
    {
        var lines = postings
            .Where(p => p.AmountCentimes != 0)
            .Select(
                (p, i) =>
                    new LedgerPosting
                    {
                        EntryId = id,
                        Line = i + 1,
                        Account = p.Account,
                        AmountCentimes = p.AmountCentimes,
                    }
            )
            .ToList();
        return lines.Sum(p => p.AmountCentimes) == 0
            ? new LedgerEntry
            {
                Id = id,
                Key = key,
                OrderId = attempt?.OrderId,
                AttemptId = attempt?.Id,
                Kind = kind,
                At = at,
                BookedOn = LocalDatePattern.Iso.Format(QuotePrice.DayOf(at)),
                Postings = lines,
            }
            : throw new InvalidOperationException($"The debits and credits of '{key}' differ.");
    }
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

    /// <summary>A refund that was done came back to us: the card was closed, the bank refused it.</summary>
    RefundReversed = 5,

    /// <summary>The cardholder's bank took the money back.</summary>
    ChargedBack = 6,

    /// <summary>A chargeback was contested and won.</summary>
    ChargebackReversed = 7,

    /// <summary>The provider paid out, less its commission.</summary>
    Settled = 8,
}

internal sealed class LedgerEntryConfiguration : IEntityTypeConfiguration<LedgerEntry>
{
    public void Configure(EntityTypeBuilder<LedgerEntry> builder)
    {
        builder.ToTable("ledger").HasKey(e => e.Id);
        builder.HasIndex(e => e.Key).IsUnique();
        builder.HasIndex(e => e.OrderId);
        builder.HasIndex(e => e.BookedOn);
        builder.HasMany(e => e.Postings).WithOne().HasForeignKey(p => p.EntryId);
        builder.Navigation(e => e.Postings).AutoInclude();
        builder.Ignore(e => e.ValueCentimes);
    }
}
