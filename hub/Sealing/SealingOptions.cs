using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Hub.Sealing;

/// <summary>Where the keys are that make secrets and citizens' papers readable.</summary>
public sealed class SealingOptions
{
    public const string Section = "Sealing";

    /// <summary>
    /// The master keys, one a line: <c>name:base64 of 32 bytes</c>. The first seals, the others only open: put a new one in
    /// front to rotate. Written at the first start of a new store, never again; every node needs the same file. It belongs
    /// into no backup of the database.
    /// </summary>
    [Required]
    public string MasterKeyFile { get; init; } = "data/master.key";
}

[OptionsValidator]
internal sealed partial class SealingOptionsValidator : IValidateOptions<SealingOptions>;
