using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Hub.Storage;

/// <summary>Which of the two stores holds all truth, and where it is.</summary>
public sealed class StorageOptions
{
    public const string Section = "Storage";

    /// <summary><c>sqlite</c> (embedded, one node) or <c>postgres</c> (any number of nodes).</summary>
    [Required, RegularExpression("^(sqlite|postgres)$")]
    public string Kind { get; init; } = "sqlite";

    /// <summary>ADO.NET connection string of the chosen store. For SQLite: <c>Data Source=path</c>.</summary>
    [Required]
    public string ConnectionString { get; init; } = "Data Source=data/hub.db";
}

[OptionsValidator]
internal sealed partial class StorageOptionsValidator : IValidateOptions<StorageOptions>;
