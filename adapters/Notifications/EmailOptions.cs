using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Adapters.Notifications;

/// <summary>The mail server that takes our messages to citizens.</summary>
public sealed class EmailOptions
{
    public const string Section = "Adapters:Email";

    [Required]
    public required string Host { get; init; }

    [Range(1, 65535)]
    public int Port { get; init; } = 587;

    /// <summary>Sender address.</summary>
    [Required, EmailAddress]
    public required string From { get; init; }

    /// <summary>Sender name.</summary>
    [Required]
    public string FromName { get; init; } = "Watiqa";

    /// <summary>True to require TLS; false only for a server on this machine.</summary>
    public bool RequireTls { get; init; } = true;

    public string? User { get; init; }

    /// <summary>From the environment only.</summary>
    public string? Password { get; init; }

    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(15);
}

[OptionsValidator]
internal sealed partial class EmailOptionsValidator : IValidateOptions<EmailOptions>;
