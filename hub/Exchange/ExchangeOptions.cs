using System.ComponentModel.DataAnnotations;
using Adapters.Exchange;
using Microsoft.Extensions.Options;

namespace Hub.Exchange;

/// <summary>Where partners' files are, and how patient we are with them.</summary>
public sealed class ExchangeOptions
{
    public const string Section = "Exchange";

    /// <summary>The post, as a partner of the file exchange.</summary>
    public const string Post = "post";

    /// <summary>The areas of the bureaus; <c>{code}</c> in root, user and key file stands for the bureau's code.</summary>
    [Required, ValidateObjectMembers]
    public required DropAreaProfile Bureaus { get; init; }

    /// <summary>The area of the post.</summary>
    [Required, ValidateObjectMembers]
    public required DropAreaProfile PostOffice { get; init; }

    /// <summary>Partners that differ from the others.</summary>
    [ValidateEnumeratedItems]
    public IReadOnlyList<PartnerExchange> Partners { get; init; } = [];

    /// <summary><c>P</c> in production, <c>T</c> elsewhere; files of the other environment are refused.</summary>
    [Required, RegularExpression("^[PT]$")]
    public string Environment { get; init; } = "P";

    /// <summary>When a sequence has a gap: <c>hold</c> later files until it is filled, or <c>continue</c> (with an alarm in both).</summary>
    [Required, RegularExpression("^(hold|continue)$")]
    public string OnGap { get; init; } = "hold";

    /// <summary>When an unanswered file is sent again, counted from its first sending; after the last, a person is asked to call.</summary>
    [MinLength(1)]
    public IReadOnlyList<TimeSpan> ResendAfter { get; init; } =
    [TimeSpan.FromHours(4), TimeSpan.FromHours(8), TimeSpan.FromHours(12)];

    /// <summary>A partner's file that waits this long for its <c>.ok</c> is shown to a person.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "7.00:00:00")]
    public TimeSpan ShowUnsealedAfter { get; init; } = TimeSpan.FromHours(2);

    /// <summary>Larger files are quarantined unread.</summary>
    [Range(1024, 1L << 30)]
    public long MaxFileBytes { get; init; } = 128L * 1024 * 1024;

    /// <summary>How long the bytes of files are kept, here and in the partners' archives; hashes and dates stay for good.</summary>
    [Range(typeof(TimeSpan), "7.00:00:00", "3650.00:00:00")]
    public TimeSpan KeepFilesFor { get; init; } = TimeSpan.FromDays(365);

    /// <summary>What is done about a gap in this partner's files: <c>hold</c> or <c>continue</c>.</summary>
    public string OnGapOf(string partner) => Find(partner)?.OnGap ?? OnGap;

    /// <summary>How this partner differs from the others; null when it does not.</summary>
    public PartnerExchange? Find(string partner) => Partners.FirstOrDefault(own => own.Code == partner);
}

/// <summary>How one partner differs from the others.</summary>
public sealed class PartnerExchange
{
    /// <summary>The bureau's code, or <c>post</c>.</summary>
    [Required]
    public required string Code { get; init; }

    /// <summary>Its own area, complete; null for the common one.</summary>
    [ValidateObjectMembers]
    public DropAreaProfile? Area { get; init; }

    /// <summary><c>hold</c> or <c>continue</c>; null for the common policy.</summary>
    [RegularExpression("^(hold|continue)$")]
    public string? OnGap { get; init; }
}

[OptionsValidator]
internal sealed partial class ExchangeOptionsValidator : IValidateOptions<ExchangeOptions>;
