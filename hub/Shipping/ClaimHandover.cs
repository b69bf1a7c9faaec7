using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hub.Shipping;

/// <summary>
/// A claim file that somebody handed to the post: who, when, to whom, and its bytes (docs/decisions/0009). Never changed.
/// </summary>
internal sealed class ClaimHandover
{
    public Guid Id { get; init; }

    /// <summary>1, 2, 3 …: what both sides quote.</summary>
    public long Number { get; init; }

    /// <summary>The person or service at the post.</summary>
    public required string HandedTo { get; init; }

    public required string HandedOverBy { get; init; }
    public DateTimeOffset HandedOverAt { get; init; }
    public required string Sha256 { get; init; }
    public required byte[] Content { get; init; }

    public List<ClaimHandoverLine> Lines { get; init; } = [];

    /// <summary>What the file is called; no personal data in it.</summary>
    public string FileName =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"claims-{Number:000000}.csv");
}

/// <summary>One letter of a claim file. A letter that was found and got lost again is claimed anew.</summary>
internal sealed class ClaimHandoverLine
{
    public Guid HandoverId { get; init; }
    public Guid ShipmentId { get; init; }

    /// <summary>Which claim about the letter: the one opened then.</summary>
    public DateTimeOffset ClaimOpenedAt { get; init; }
}

internal sealed class ClaimHandoverConfiguration
    : IEntityTypeConfiguration<ClaimHandover>,
        IEntityTypeConfiguration<ClaimHandoverLine>
{
    public void Configure(EntityTypeBuilder<ClaimHandover> builder)
    {
        builder.ToTable("claim_handovers").HasKey(h => h.Id);
        builder.Ignore(h => h.FileName);
        builder.HasIndex(h => h.Number).IsUnique();
        builder.HasMany(h => h.Lines).WithOne().HasForeignKey(l => l.HandoverId);
    }

    public void Configure(EntityTypeBuilder<ClaimHandoverLine> builder)
    {
        builder.ToTable("claim_handover_lines").HasKey(l => new { l.HandoverId, l.ShipmentId });
        // One claim is handed over once.
        builder.HasIndex(l => new { l.ShipmentId, l.ClaimOpenedAt }).IsUnique();
    }
}
