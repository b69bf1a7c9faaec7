using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;
using Adapters.Registries;
using Microsoft.Extensions.Options;

namespace Hub.Registries;

/// <summary>How bureaus with their own system are reached, and how long bureaus may take.</summary>
public sealed class RegistryOptions
{
    public const string Section = "Registries";

    /// <summary>Address of a bureau's system; <c>{code}</c> stands for its code.</summary>
    [Required]
    public required string RestAddress { get; init; }

    /// <summary>
    /// From this each bureau's own secret is derived (HMAC-SHA256 of its code, hex), unless <see cref="Secrets"/> names one.
    /// From the environment only.
    /// </summary>
    [Required, MinLength(16)]
    public required string MasterSecret { get; init; }

    /// <summary>Secrets of single bureaus, by code.</summary>
    public IReadOnlyDictionary<string, string> Secrets { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Are bureaus with their own system asked for answers, beside those they send?</summary>
    public bool PollAnswers { get; init; } = true;

    /// <summary>Working days a bureau has for an answer.</summary>
    [Range(1, 60)]
    public int DueInWorkingDays { get; init; } = 2;

    /// <summary>Where reminders to a bureau are written; <c>{code}</c> stands for its code in lower case.</summary>
    [Required]
    public required string ReminderAddress { get; init; }

    /// <summary>The endpoint of one bureau.</summary>
    public BureauEndpoint EndpointOf(string bureauCode) =>
        new(
            bureauCode,
            new Uri(
                RestAddress.Replace("{code}", Uri.EscapeDataString(bureauCode), StringComparison.Ordinal)
            ),
            SecretOf(bureauCode)
        );

    /// <summary>The secret shared with one bureau.</summary>
    public string SecretOf(string bureauCode) =>
        Secrets.TryGetValue(bureauCode, out var own)
            ? own
            : Convert.ToHexStringLower(
                HMACSHA256.HashData(Encoding.UTF8.GetBytes(MasterSecret), Encoding.UTF8.GetBytes(bureauCode))
            );
}

[OptionsValidator]
internal sealed partial class RegistryOptionsValidator : IValidateOptions<RegistryOptions>;
