using Adapters.Exchange;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hub.Exchange;

/// <summary>One file that crossed, or is to cross, a border: its bytes, its hash, and what became of it.</summary>
internal sealed class ExchangeFile
{
    public Guid Id { get; init; }

    /// <summary>A bureau code, or <c>post</c>.</summary>
    public required string Partner { get; init; }

    public FileDirection Direction { get; init; }
    public FileKind Kind { get; init; }

    /// <summary>The name on the wire.</summary>
    public required string Name { get; init; }

    /// <summary>Its number in its sequence; 0 for an incoming file that never counted (wrong name, wrong checksum).</summary>
    public int Sequence { get; set; }

    public required string Sha256 { get; init; }
    public int Records { get; set; }

    /// <summary>Its length, wherever its bytes lie.</summary>
    public long Bytes { get; init; }

    /// <summary>Its bytes when they are few; empty when they lie in <see cref="ExchangeFilePart"/>, or were purged.</summary>
    public required byte[] Content { get; init; }

    /// <summary>When its bytes were deleted because their time was over; null while they are kept.</summary>
    public DateTimeOffset? PurgedAt { get; init; }

    public FileState State { get; set; }

    /// <summary>Why rows, or all of it, were refused; JSON list of row problems.</summary>
    public List<RowProblem> Problems { get; set; } = [];

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was demonstrably written to the partner's area.</summary>
    public DateTimeOffset? SentAt { get; set; }

    /// <summary>When the partner answered it, or we answered the partner.</summary>
    public DateTimeOffset? AnsweredAt { get; set; }

    /// <summary>How often it was sent again for want of an answer.</summary>
    public int Resends { get; set; }

    public DateTimeOffset? NextResendAt { get; set; }

    /// <summary>For incoming files: when it was moved out of the partner's <c>in/</c>.</summary>
    public DateTimeOffset? MovedAt { get; set; }

    /// <summary>For incoming files: the receipt we gave.</summary>
    public string? ReceiptName { get; set; }
}

/// <summary>Which way a file goes.</summary>
internal enum FileDirection
{
    Out = 1,
    In = 2,
}

/// <summary>Where a file stands.</summary>
internal enum FileState
{
    /// <summary>Out: its bytes are fixed, it is on its way.</summary>
    Composed = 1,

    /// <summary>Out: written to the partner's area; nothing heard yet.</summary>
    Sent = 2,

    /// <summary>Out: the partner took it.</summary>
    Acknowledged = 3,

    /// <summary>Out: the partner refused it.</summary>
    Refused = 4,

    /// <summary>In: applied.</summary>
    Processed = 5,

    /// <summary>In: waits for the files before it.</summary>
    Held = 6,

    /// <summary>In: set apart, a person must look.</summary>
    Quarantined = 7,
}

internal sealed class ExchangeFileConfiguration : IEntityTypeConfiguration<ExchangeFile>
{
    public void Configure(EntityTypeBuilder<ExchangeFile> builder)
    {
        builder.ToTable("exchange_files").HasKey(f => f.Id);
        builder
            .HasIndex(f => new
            {
                f.Partner,
                f.Direction,
                f.Name,
                f.Sha256,
            })
            .IsUnique();
        builder.HasIndex(f => new
        {
            f.Partner,
            f.Direction,
            f.Kind,
            f.Sequence,
        });
        builder.HasIndex(f => f.NextResendAt);
        builder.HasIndex(f => new { f.PurgedAt, f.CreatedAt });
        Storage.JsonConversion.HasJsonConversion(builder.Property(f => f.Problems));
    }
}
