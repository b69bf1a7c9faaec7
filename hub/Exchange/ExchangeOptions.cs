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

    /// <summary>The areas of the bureaus; <c>{code}</c> in the root stands for the bureau's code.</summary>
    [Required, ValidateObjectMembers]
    public required DropAreaProfile Bureaus { get; init; }

    /// <summary>The area of the post.</summary>
    [Required, ValidateObjectMembers]
    public required DropAreaProfile PostOffice { get; init; }

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

    /// <summary>Larger files are quarantined unread.</summary>
    [Range(1024, 1L << 30)]
    public long MaxFileBytes { get; init; } = 100L * 1024 * 1024;
}

[OptionsValidator]
internal sealed partial class ExchangeOptionsValidator : IValidateOptions<ExchangeOptions>;
