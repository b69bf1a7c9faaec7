using Microsoft.Extensions.Options;

namespace Hub.Attachments;

/// <summary>
/// Judges a file by what is in it, whatever it is called: kind, completeness, pixels, pages, and whether it would do
/// something by itself. Nothing is decoded or rendered here: a hostile file meets only readers that walk its outline.
/// </summary>
internal sealed class FileInspection(IOptions<AttachmentOptions> options)
{
    private static readonly IFileOutline[] Kinds = [new PdfOutline(), new JpegOutline(), new PngOutline()];

    /// <summary>What the file is, or why it is refused.</summary>
    public FileVerdict Judge(ReadOnlySpan<byte> file)
    {
        foreach (var kind in Kinds)
        {
            if (kind.Begins(file))
            {
                return Judge(kind.Read(file), kind.MediaType);
            }
        }

        return new FileVerdict.Refused("attachment_kind_unknown");
    }

    private FileVerdict Judge(FileOutline? outline, string mediaType) =>
        outline switch
        {
            null => new FileVerdict.Refused("attachment_unreadable"),
            { Locked: true } => new FileVerdict.Refused("attachment_locked"),
            { Trailing: true } => new FileVerdict.Refused("attachment_more_behind"),
            { Active: true } => new FileVerdict.Refused("attachment_active"),
            { Pixels: var pixels } when pixels > options.Value.MaxPixels => new FileVerdict.Refused(
                "attachment_too_many_pixels",
                options.Value.MaxPixels / 1_000_000
            ),
            { Pages: var pages } when pages > options.Value.MaxPages => new FileVerdict.Refused(
                "attachment_too_many_pages",
                options.Value.MaxPages
            ),
            _ => new FileVerdict.Taken(mediaType),
        };
}

/// <summary>What came of looking at a file.</summary>
internal abstract record FileVerdict
{
    private FileVerdict() { }

    /// <summary>A file we take, and what it is.</summary>
    public sealed record Taken(string MediaType) : FileVerdict;

    /// <summary>A file we do not take.</summary>
    /// <param name="Code">Why.</param>
    /// <param name="Limit">The limit it passes, or 0.</param>
    public sealed record Refused(string Code, long Limit = 0) : FileVerdict;
}

/// <summary>What a file says of itself.</summary>
/// <param name="Pixels">Width × height of a picture.</param>
/// <param name="Pages">Of a document.</param>
/// <param name="Locked">It opens by a password only.</param>
/// <param name="Active">It runs scripts, starts programs or carries other files.</param>
/// <param name="Trailing">Something stands behind its end: another reader may take the file for something else.</param>
internal sealed record FileOutline(
    long Pixels = 0,
    int Pages = 1,
    bool Locked = false,
    bool Active = false,
    bool Trailing = false
);

/// <summary>A kind of file we take.</summary>
internal interface IFileOutline
{
    string MediaType { get; }

    /// <summary>Does the file begin as its kind does?</summary>
    bool Begins(ReadOnlySpan<byte> file);

    /// <summary>Its outline; null when it is cut off or broken.</summary>
    FileOutline? Read(ReadOnlySpan<byte> file);
}
