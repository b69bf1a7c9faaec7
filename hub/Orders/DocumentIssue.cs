using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hub.Orders;

/// <summary>
/// A bureau issued documents of one order line. At most one issue of a line is valid; a reissue names the one it voids
/// (reliability.md, I5).
/// </summary>
internal sealed class DocumentIssue
{
    public Guid Id { get; init; }
    public Guid OrderId { get; init; }
    public int LineNumber { get; init; }

    /// <summary>The request that was answered.</summary>
    public required string RequestId { get; init; }

    public int Copies { get; init; }

    /// <summary><c>yyyy-MM-dd</c>, as the bureau wrote it.</summary>
    public required string IssuedOn { get; init; }

    public string? Officer { get; init; }
    public required string BureauCode { get; init; }
    public DateTimeOffset RecordedAt { get; init; }

    /// <summary>The issue this one replaces.</summary>
    public Guid? VoidsIssueId { get; init; }

    /// <summary>Set when another issue replaced this one.</summary>
    public DateTimeOffset? VoidedAt { get; set; }
}

internal sealed class DocumentIssueConfiguration : IEntityTypeConfiguration<DocumentIssue>
{
    public void Configure(EntityTypeBuilder<DocumentIssue> builder)
    {
        builder.ToTable("document_issues").HasKey(i => i.Id);
        builder.HasIndex(i => new { i.OrderId, i.LineNumber }).IsUnique().HasFilter("voided_at is null");
        builder.HasIndex(i => new { i.RequestId, i.LineNumber }).IsUnique();
    }
}
