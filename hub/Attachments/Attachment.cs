using Hub.Sealing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hub.Attachments;

/// <summary>A file a citizen gave with an order: a page of the family booklet, an old extract, an identity card.</summary>
internal sealed class Attachment
{
    public Guid Id { get; init; }

    /// <summary>Only orders of this client may name it.</summary>
    public required string ClientId { get; init; }

    /// <summary><c>application/pdf</c>, <c>image/jpeg</c> or <c>image/png</c>: found by looking at the content.</summary>
    public required string MediaType { get; init; }

    /// <summary>Bytes, as it came.</summary>
    public int Size { get; init; }

    /// <summary>Of the file as it came; outlives its content.</summary>
    public required string Sha256 { get; init; }

    /// <summary>
    /// As it came, sealed; null when it has been purged. The file's name is not kept: people put names in it.
    /// </summary>
    public byte[]? Content { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its content was deleted, because nobody needs it any more.</summary>
    public DateTimeOffset? PurgedAt { get; set; }

    /// <summary>The file as it came; null when it has been purged.</summary>
    public byte[]? Open(Seals seals) =>
        Content is null ? null : seals.Open(SealPurpose.Attachments, Id.ToString(), Content);

    /// <summary>Seals a file for the attachment it becomes.</summary>
    public static byte[] Seal(Guid id, byte[] file, Seals seals) =>
        seals.Seal(SealPurpose.Attachments, id.ToString(), file);
}

internal sealed class AttachmentConfiguration : IEntityTypeConfiguration<Attachment>
{
    public void Configure(EntityTypeBuilder<Attachment> builder)
    {
        builder.ToTable("attachments").HasKey(a => a.Id);
        builder.HasIndex(a => a.ClientId);
        builder.HasIndex(a => a.CreatedAt);
    }
}
