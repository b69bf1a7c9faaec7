using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hub.Shipping;

/// <summary>One line of an invoice of the post, compared with what the letter's manifest announced; kept for good.</summary>
internal sealed class BillingLine
{
    public Guid Id { get; init; }

    /// <summary>The invoice's number; with <see cref="Line"/> it names the line.</summary>
    public required string Invoice { get; init; }

    public int Line { get; init; }
    public required string Item { get; init; }

    /// <summary>The letter, when it is one of ours.</summary>
    public Guid? ShipmentId { get; init; }

    public string? Service { get; init; }
    public int? WeightGrams { get; init; }
    public DateOnly? PostedOn { get; init; }

    /// <summary>What the post asks.</summary>
    public long BilledCentimes { get; init; }

    /// <summary>What the manifest announced; null when the letter is none of ours.</summary>
    public long? AnnouncedCentimes { get; init; }

    /// <summary>Why a person has to look at it; null when all is as announced.</summary>
    public BillingDifference? Difference { get; init; }

    public required string FileName { get; init; }
    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>When somebody decided about the difference.</summary>
    public DateTimeOffset? SettledAt { get; set; }

    public string? SettledBy { get; set; }

    /// <summary>What was decided: paid, or contested with the post.</summary>
    public BillingSettlement? Settlement { get; set; }
}

/// <summary>What is wrong with a billing line; the names are those of docs/partners/post-files.md.</summary>
internal enum BillingDifference
{
    /// <summary>No letter of ours has this number.</summary>
    ItemUnknown = 1,

    /// <summary>No manifest with this letter was accepted.</summary>
    ItemNotAccepted = 2,

    /// <summary>Another line bills the same letter.</summary>
    BilledBefore = 3,

    /// <summary>The amount is not the one announced.</summary>
    PostageDiffers = 4,
}

/// <summary>How a difference was settled.</summary>
internal enum BillingSettlement
{
    /// <summary>The post is right.</summary>
    Paid = 1,

    /// <summary>The post was told; it corrects its invoice.</summary>
    Contested = 2,
}

internal sealed class BillingLineConfiguration : IEntityTypeConfiguration<BillingLine>
{
    public void Configure(EntityTypeBuilder<BillingLine> builder)
    {
        builder.ToTable("billing_lines").HasKey(l => l.Id);
        builder.HasIndex(l => new { l.Invoice, l.Line }).IsUnique();
        builder.HasIndex(l => l.Item);
        builder.HasIndex(l => new { l.Difference, l.SettledAt });
    }
}
