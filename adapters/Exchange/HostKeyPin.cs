using System.ComponentModel.DataAnnotations;

namespace Adapters.Exchange;

/// <summary>
/// A host key that a partner's server may show, and when. While a partner changes its key both are pinned: the old one until
/// the day agreed on, the new one from that day on, or a little earlier.
/// </summary>
public sealed class HostKeyPin
{
    /// <summary>SHA-256 of the public key, Base64 without padding, as <c>ssh-keygen -l</c> prints it behind <c>SHA256:</c>.</summary>
    [Required, RegularExpression("^[A-Za-z0-9+/]{43}$")]
    public required string Sha256 { get; init; }

    /// <summary>The first moment at which the key is trusted; null for always.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>The moment from which it is trusted no more; null for never.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Is the key trusted at a moment?</summary>
    public bool IsTrusted(DateTimeOffset now) =>
        (From is null || From <= now) && (Until is null || now < Until);
}
