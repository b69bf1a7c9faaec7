using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Hub.Portal;

/// <summary>The portals' side of the hub.</summary>
public sealed class PortalOptions
{
    public const string Section = "Portal";

    /// <summary>
    /// Clients and their keys, as they stand at every start: a client or a key that is no longer here is shut out.
    /// </summary>
    [ValidateEnumeratedItems]
    public IReadOnlyList<SeedClient> Clients { get; init; } = [];

    /// <summary>How citizens' browsers reach us, for the page after paying; null = as the portal's call reached us.</summary>
    public Uri? PublicAddress { get; init; }

    /// <summary>How long a first answer is kept and repeated.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "90.00:00:00")]
    public TimeSpan KeepAnswers { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Calls that one client may make in a second, day in, day out; more are answered 429.</summary>
    [Range(1, 100_000)]
    public int CallsPerSecond { get; init; } = 500;

    /// <summary>Calls that one client may make at once after a quiet while.</summary>
    [Range(1, 100_000)]
    public int CallsAtOnce { get; init; } = 2000;

    /// <summary>Working days of the post that a letter is promised to need.</summary>
    [Range(1, 30)]
    public int DeliveryWorkingDays { get; init; } = 5;
}

/// <summary>A client to create.</summary>
public sealed class SeedClient
{
    [Required, RegularExpression("^[a-z0-9-]{1,40}$")]
    public required string Id { get; init; }

    [Required]
    public required string Name { get; init; }

    /// <summary>Keys in clear text: for the sandbox only; in production the hub refuses to start with them.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>SHA-256 of keys, lower-case hexadecimal: what production gives instead.</summary>
    public IReadOnlyList<string> KeyHashes { get; init; } = [];

    /// <summary>Keys that others are taking over from: they work until their end.</summary>
    [ValidateEnumeratedItems]
    public IReadOnlyList<RetiringKey> RetiringKeys { get; init; } = [];

    /// <summary>Empty = everything.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>Where its events go; null = it fetches them.</summary>
    [ValidateObjectMembers]
    public SeedWebhook? Webhook { get; init; }
}

/// <summary>A key whose end is settled.</summary>
public sealed class RetiringKey
{
    /// <summary>SHA-256 of the key, lower-case hexadecimal.</summary>
    [Required, RegularExpression("^[0-9a-f]{64}$")]
    public required string Hash { get; init; }

    /// <summary>From this moment on it is refused.</summary>
    [Required]
    public required DateTimeOffset Until { get; init; }
}

/// <summary>The first webhook endpoint of a seeded client.</summary>
public sealed class SeedWebhook
{
    [Required]
    public required Uri Url { get; init; }

    [Required]
    public required string Secret { get; init; }
}

[OptionsValidator]
internal sealed partial class PortalOptionsValidator : IValidateOptions<PortalOptions>;
