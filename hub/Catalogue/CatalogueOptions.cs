using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Hub.Catalogue;

/// <summary>Where the reference data lies.</summary>
public sealed class CatalogueOptions
{
    public const string Section = "Catalogue";

    /// <summary>The folder with <c>bureaus.csv</c>, <c>bureau-types.json</c>, <c>reasons.json</c>, <c>calendars/</c>, <c>texts/</c>.</summary>
    [Required]
    public string Folder { get; init; } = "config";
}

[OptionsValidator]
internal sealed partial class CatalogueOptionsValidator : IValidateOptions<CatalogueOptions>;
