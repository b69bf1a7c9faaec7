using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Adapters.Portal;

/// <summary>How portals' endpoints are called.</summary>
public sealed class WebhookOptions
{
    public const string Section = "Adapters:Webhooks";

    [Range(typeof(TimeSpan), "00:00:01", "00:00:30")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Hosts that may be called although they are private or without TLS: the sandbox's portal on this machine. Empty in
    /// production.
    /// </summary>
    public IReadOnlyList<string> TrustedHosts { get; init; } = [];
}

[OptionsValidator]
internal sealed partial class WebhookOptionsValidator : IValidateOptions<WebhookOptions>;
