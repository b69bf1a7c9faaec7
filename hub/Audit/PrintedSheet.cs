using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hub.Audit;

/// <summary>
/// Something left the hub on paper: who printed what, and which copy of it that was. Never changed and never deleted
/// (experience.md §4.3).
/// </summary>
internal sealed class PrintedSheet
{
    /// <summary>The kind of a letter's label.</summary>
    public const string Label = "label";

    /// <summary>The kind of a bureau's work slip.</summary>
    public const string Slip = "slip";

    public Guid Id { get; init; }

    /// <summary><see cref="Label"/> or <see cref="Slip"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>What it is of: the item number of a label, the request of a slip.</summary>
    public required string Subject { get; init; }

    /// <summary>1, 2, 3 … of the same subject.</summary>
    public int Copy { get; init; }

    /// <summary>The paper: <c>a4</c> or <c>roll</c>.</summary>
    public required string Format { get; init; }

    public Guid OrderId { get; init; }
    public required string BureauCode { get; init; }
    public required string PrintedBy { get; init; }
    public DateTimeOffset PrintedAt { get; init; }
}

internal sealed class PrintedSheetConfiguration : IEntityTypeConfiguration<PrintedSheet>
{
    public void Configure(EntityTypeBuilder<PrintedSheet> builder)
    {
        builder.ToTable("printed_sheets").HasKey(s => s.Id);
        builder
            .HasIndex(s => new
            {
                s.Kind,
                s.Subject,
                s.Copy,
            })
            .IsUnique();
        builder.HasIndex(s => s.OrderId);
    }
}
