using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Hub.Attachments;

/// <summary>What citizens' files may be, and how long they are kept.</summary>
public sealed class AttachmentOptions
{
    public const string Section = "Attachments";

    /// <summary>Pixels of a picture: width × height. Telephones take 12 to 50 million.</summary>
    [Range(1_000_000, 500_000_000)]
    public long MaxPixels { get; init; } = 64_000_000;

    /// <summary>Pages of a PDF: a family booklet has 28.</summary>
    [Range(1, 500)]
    public int MaxPages { get; init; } = 40;

    /// <summary>How long a file is kept that no order names.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "90.00:00:00")]
    public TimeSpan KeepUnnamed { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How long the files of an order are kept after its end; its hashes and events stay.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan KeepAfterEnd { get; init; } = TimeSpan.FromDays(30);
}

[OptionsValidator]
internal sealed partial class AttachmentOptionsValidator : IValidateOptions<AttachmentOptions>;
