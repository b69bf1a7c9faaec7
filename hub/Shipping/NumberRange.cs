using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hub.Shipping;

/// <summary>A range of registered item numbers that the post assigned to us; bureaus get theirs from it in blocks.</summary>
internal sealed class NumberRange
{
    public Guid Id { get; init; }

    /// <summary>The service indicator: <c>RR</c> …</summary>
    public required string Prefix { get; init; }

    public int From { get; init; }
    public int To { get; init; }

    /// <summary>The next serial number to give out.</summary>
    public int Next { get; set; }

    public DateOnly ValidFrom { get; init; }

    /// <summary>When the post's file was read, and by whom.</summary>
    public DateTimeOffset ImportedAt { get; init; }

    public string ImportedBy { get; init; } = "";
}

/// <summary>A bureau's own part of a range: the roll of labels in its drawer.</summary>
internal sealed class NumberBlock
{
    public Guid Id { get; init; }
    public required string BureauCode { get; init; }
    public required string Prefix { get; init; }
    public int From { get; init; }
    public int To { get; init; }

    /// <summary>The next serial number to put on a letter.</summary>
    public int Next { get; set; }
}

/// <summary>A number that will never be on a letter: its label was spoiled.</summary>
internal sealed class VoidedItem
{
    public required string Item { get; init; }
    public required string BureauCode { get; init; }
    public required string Reason { get; init; }
    public required string VoidedBy { get; init; }
    public DateTimeOffset VoidedAt { get; init; }
}

internal sealed class NumberRangeConfiguration
    : IEntityTypeConfiguration<NumberRange>,
        IEntityTypeConfiguration<NumberBlock>,
        IEntityTypeConfiguration<VoidedItem>
{
    public void Configure(EntityTypeBuilder<NumberRange> builder)
    {
        builder.ToTable("number_ranges").HasKey(r => r.Id);
        builder.HasIndex(r => new { r.Prefix, r.From }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<NumberBlock> builder)
    {
        builder.ToTable("number_blocks").HasKey(b => b.Id);
        builder.HasIndex(b => new { b.Prefix, b.From }).IsUnique();
        builder.HasIndex(b => b.BureauCode);
    }

    public void Configure(EntityTypeBuilder<VoidedItem> builder) =>
        builder.ToTable("voided_items").HasKey(v => v.Item);
}
