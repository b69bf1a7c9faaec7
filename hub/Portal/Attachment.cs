using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hub.Portal;

/// <summary>A file a citizen gave with an order: a page of the family booklet, an old extract, an identity card.</summary>
internal sealed class Attachment
{
    public Guid Id { get; init; }

    /// <summary>Only orders of this client may name it.</summary>
    public required string ClientId { get; init; }

    /// <summary><c>application/pdf</c>, <c>image/jpeg</c> or <c>image/png</c>: found by looking at the content.</summary>
    public required string MediaType { get; init; }

    public int Size { get; init; }
    public required string Sha256 { get; init; }

    /// <summary>As it came. The file's name is not kept: people put names in it.</summary>
    public required byte[] Content { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>Which kind of file some bytes are, whatever their name says.</summary>
internal static class FileKinds
{
    private static readonly (byte[] Start, string MediaType)[] Known =
    [
        ("%PDF-"u8.ToArray(), "application/pdf"),
        ([0xFF, 0xD8, 0xFF], "image/jpeg"),
        ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], "image/png"),
    ];

    /// <summary>The media type of a kind we take, or null.</summary>
    public static string? Recognise(ReadOnlySpan<byte> content)
    {
        foreach (var (start, mediaType) in Known)
        {
            if (content.StartsWith(start))
            {
                return mediaType;
            }
        }

        return null;
    }
}

internal sealed class AttachmentConfiguration : IEntityTypeConfiguration<Attachment>
{
    public void Configure(EntityTypeBuilder<Attachment> builder)
    {
        builder.ToTable("attachments").HasKey(a => a.Id);
        builder.HasIndex(a => a.ClientId);
    }
}
