using Adapters.Exchange;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hub.Payments;

/// <summary>A settlement file that was taken, in whole or for its good rows. Its bytes stand among the received payloads.</summary>
internal sealed class SettlementImport
{
    public Guid Id { get; init; }
    public required string Name { get; init; }

    /// <summary>Of its bytes; the same bytes are taken once.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Where the bytes are kept.</summary>
    public Guid PayloadId { get; init; }

    /// <summary><c>user:name</c>, or <c>system</c> for a file out of the provider's folder.</summary>
    public required string ReceivedBy { get; init; }

    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Rows that were taken.</summary>
    public int Rows { get; init; }

    /// <summary>Rows that were refused, by line and column.</summary>
    public IReadOnlyList<RowProblem> Problems { get; init; } = [];
}

internal sealed class SettlementImportConfiguration : IEntityTypeConfiguration<SettlementImport>
{
    public void Configure(EntityTypeBuilder<SettlementImport> builder)
    {
        builder.ToTable("settlement_imports").HasKey(i => i.Id);
        builder.HasIndex(i => i.Sha256).IsUnique();
        builder.HasIndex(i => i.ReceivedAt);
        builder.Property(i => i.Problems).HasJsonConversion();
    }
}
