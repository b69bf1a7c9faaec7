using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Hub.Identity;

/// <summary>People created at the first start: the sandbox's demo users. Empty in production.</summary>
public sealed class IdentitySeedOptions
{
    public const string Section = "Identity";

    /// <summary>Who is created when no user of that name exists yet.</summary>
    [ValidateEnumeratedItems]
    public IReadOnlyList<SeedUser> SeedUsers { get; init; } = [];
}

/// <summary>One person to create.</summary>
public sealed class SeedUser
{
    [Required]
    public required string UserName { get; init; }

    /// <summary>From configuration or environment only, never from a file in the repository.</summary>
    [Required, MinLength(8)]
    public required string Password { get; init; }

    [Required, RegularExpression("^(administrator|clerk|post|monitor|auditor)$")]
    public required string Role { get; init; }

    public string? BureauCode { get; init; }
    public string? DisplayName { get; init; }

    [RegularExpression("^(ar|fr|en)$")]
    public string Language { get; init; } = "fr";
}

[OptionsValidator]
internal sealed partial class IdentitySeedOptionsValidator : IValidateOptions<IdentitySeedOptions>;
