using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hub.Payments;

/// <summary>One side of a ledger entry: an account, and how much.</summary>
internal sealed class LedgerPosting
{
    public Guid EntryId { get; init; }

    /// <summary>1, 2, 3 … within the entry.</summary>
    public int Line { get; init; }

    public LedgerAccount Account { get; init; }

    /// <summary>A debit is positive, a credit negative; never 0.</summary>
    public long AmountCentimes { get; init; }
}

/// <summary>A posting before it has its entry.</summary>
internal readonly record struct Posting(LedgerAccount Account, long AmountCentimes)
{
    public static Posting Debit(LedgerAccount account, long centimes) => new(account, centimes);

    public static Posting Credit(LedgerAccount account, long centimes) => new(account, -centimes);
}

internal sealed class LedgerPostingConfiguration : IEntityTypeConfiguration<LedgerPosting>
{
    public void Configure(EntityTypeBuilder<LedgerPosting> builder)
    {
        builder.ToTable("ledger_postings").HasKey(p => new { p.EntryId, p.Line });
        builder.HasIndex(p => p.Account);
    }
}
