using Adapters.Payments;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hub.Payments;

/// <summary>One line that a provider settled, as it was taken from a file. Signed amounts: what came to us is positive.</summary>
internal sealed class SettlementLine
{
    public Guid Id { get; init; }
    public Guid ImportId { get; init; }

    /// <summary>Line of the file, counted from 1.</summary>
    public int Line { get; init; }

    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The day of settlement, <c>yyyy-MM-dd</c>.</summary>
    public required string Date { get; init; }

    public required string Oid { get; init; }
    public SettlementType Type { get; init; }
    public long GrossCentimes { get; init; }
    public long CommissionCentimes { get; init; }
    public long NetCentimes { get; init; }
    public required string SettleId { get; init; }

    /// <summary>Null when we know no such attempt.</summary>
    public Guid? AttemptId { get; init; }

    /// <summary>Do both say the same? In another file it is the same money told again.</summary>
    public bool Says(SettlementRow row) =>
        Date == DayOf(row)
        && Oid == row.Oid
        && Type == row.Type
        && GrossCentimes == row.GrossCentimes
        && CommissionCentimes == row.CommissionCentimes
        && SettleId == row.SettleId;

    /// <summary>A row's day as it is kept.</summary>
    public static string DayOf(SettlementRow row) =>
        row.Date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}

internal sealed class SettlementLineConfiguration : IEntityTypeConfiguration<SettlementLine>
{
    public void Configure(EntityTypeBuilder<SettlementLine> builder)
    {
        builder.ToTable("settlement_lines").HasKey(l => l.Id);
        builder.HasIndex(l => l.Oid);
        builder.HasIndex(l => l.Date);
        builder.HasIndex(l => l.ReceivedAt);
        builder.HasIndex(l => new { l.ImportId, l.Line }).IsUnique();
    }
}
