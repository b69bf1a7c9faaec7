using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hub.Shipping;

/// <summary>One deposit of a bureau's letters at the post.</summary>
internal sealed class ShippingManifest
{
    public Guid Id { get; init; }
    public required string BureauCode { get; init; }
    public ManifestState State { get; set; }

    /// <summary>The day the bag is handed in; the manifest closes at that day's cut-off.</summary>
    public DateOnly DepositDate { get; set; }

    public DateTimeOffset ClosesAt { get; set; }
    public DateTimeOffset OpenedAt { get; init; }
    public DateTimeOffset? ClosedAt { get; set; }

    /// <summary>The file it went out in.</summary>
    public string? FileName { get; set; }

    public DateTimeOffset? AnsweredAt { get; set; }

    /// <summary>Why the post refused it.</summary>
    public string? RefusalCode { get; set; }

    public List<ManifestLine> Lines { get; init; } = [];

    /// <summary>Opens the manifest of a bureau's next deposit; the bureau must have no other open one.</summary>
    public static ShippingManifest Open(string bureauCode, DepositCalendar deposits, WriteSession session)
    {
        var (date, closesAt) = deposits.For(session.Now);
        var manifest = new ShippingManifest
        {
            Id = session.NewId(),
            BureauCode = bureauCode,
            State = ManifestState.Open,
            DepositDate = date,
            ClosesAt = closesAt,
            OpenedAt = session.Now,
        };
        session.Db.Manifests.Add(manifest);
        return manifest;
    }
}

/// <summary>Where a manifest stands.</summary>
internal enum ManifestState
{
    /// <summary>Letters are still being added.</summary>
    Open = 1,

    /// <summary>Its bytes are fixed; on its way to the post.</summary>
    Closed = 2,
    Accepted = 3,
    Refused = 4,
}

/// <summary>One letter of a manifest.</summary>
internal sealed class ManifestLine
{
    public Guid ManifestId { get; init; }

    /// <summary>The letter; one line of one manifest, unless the post refused that line.</summary>
    public required string Item { get; init; }

    public Guid ShipmentId { get; init; }
    public LineState State { get; set; }

    /// <summary>Why the post refused it.</summary>
    public string? Reason { get; set; }

    /// <summary>Grams, as the post weighed it.</summary>
    public int? WeightFound { get; set; }

    /// <summary>What the post will bill, in centimes.</summary>
    public long? PostageChargedCentimes { get; set; }

    public DateTimeOffset? AnsweredAt { get; set; }
    public string? Office { get; set; }
}

/// <summary>Where a line stands.</summary>
internal enum LineState
{
    Listed = 1,
    Accepted = 2,
    Refused = 3,

    /// <summary>Taken out before the manifest closed: its label was spoiled.</summary>
    Voided = 4,
}

internal sealed class ShippingManifestConfiguration
    : IEntityTypeConfiguration<ShippingManifest>,
        IEntityTypeConfiguration<ManifestLine>
{
    public void Configure(EntityTypeBuilder<ShippingManifest> builder)
    {
        builder.ToTable("manifests").HasKey(m => m.Id);
        builder
            .HasIndex(m => m.BureauCode)
            .IsUnique()
            .HasFilter("state = 1")
            .HasDatabaseName("ix_manifests_one_open");
        builder.HasIndex(m => m.FileName);
        builder.HasIndex(m => new { m.State, m.ClosesAt });
        builder.HasMany(m => m.Lines).WithOne().HasForeignKey(l => l.ManifestId);
    }

    public void Configure(EntityTypeBuilder<ManifestLine> builder)
    {
        builder.ToTable("manifest_lines").HasKey(l => new { l.ManifestId, l.Item });
        // An item is in exactly one manifest that counts (reliability.md, I6).
        builder.HasIndex(l => l.Item).IsUnique().HasFilter("state < 3");
    }
}
