using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Adapters.Payments;

/// <summary>The merchant contract with CMI (NestPay hosted page, domain.md §4).</summary>
public sealed class CmiOptions
{
    public const string Section = "Adapters:Cmi";

    /// <summary>The hosted page the browser posts to, e.g. <c>…/fim/est3Dgate</c>.</summary>
    [Required]
    public required Uri HostedPageUrl { get; init; }

    /// <summary>The XML API, e.g. <c>…/fim/api</c>.</summary>
    [Required]
    public required Uri ApiUrl { get; init; }

    /// <summary>Our merchant number.</summary>
    [Required]
    public required string ClientId { get; init; }

    /// <summary>The secret inside the hash. From the environment only; never sent anywhere.</summary>
    [Required]
    public required string StoreKey { get; init; }

    /// <summary>User of the XML API.</summary>
    [Required]
    public required string ApiUser { get; init; }

    /// <summary>Password of the XML API. From the environment only.</summary>
    [Required]
    public required string ApiPassword { get; init; }

    /// <summary>Where CMI reports, as CMI reaches us.</summary>
    [Required]
    public required Uri CallbackUrl { get; init; }

    /// <summary>The shop the page's cancel button leads to.</summary>
    [Required]
    public required Uri ShopUrl { get; init; }

    /// <summary>One call, not the whole retry window: the work loop owns retries.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long the citizen may stay on the page, in seconds; CMI allows 30 to 2700.</summary>
    [Range(30, 2700)]
    public int SessionTimeoutSeconds { get; init; } = 1800;
}

[OptionsValidator]
internal sealed partial class CmiOptionsValidator : IValidateOptions<CmiOptions>;
