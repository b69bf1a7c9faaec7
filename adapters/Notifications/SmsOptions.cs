using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Adapters.Notifications;

/// <summary>The SMS aggregator: <c>POST messages</c>, <c>GET messages/{reference}</c>.</summary>
public sealed class SmsOptions
{
    public const string Section = "Adapters:Sms";

    /// <summary>Address of the API, with a trailing slash.</summary>
    [Required]
    public required Uri BaseAddress { get; init; }

    /// <summary>Bearer token. From the environment only.</summary>
    [Required]
    public required string Token { get; init; }

    /// <summary>What the phone shows as sender.</summary>
    [Required, StringLength(11)]
    public string Sender { get; init; } = "Watiqa";

    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);
}

[OptionsValidator]
internal sealed partial class SmsOptionsValidator : IValidateOptions<SmsOptions>;
