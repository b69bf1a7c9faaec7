using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Adapters.Payments;

/// <summary>Where settlement files arrive.</summary>
public sealed class SettlementFolderOptions
{
    public const string Section = "Adapters:SettlementFolder";

    /// <summary>A folder of this machine; without one, files are handed in on the reconciliation page only.</summary>
    [MinLength(1)]
    public string? Folder { get; init; }
}

[OptionsValidator]
internal sealed partial class SettlementFolderOptionsValidator : IValidateOptions<SettlementFolderOptions>;
