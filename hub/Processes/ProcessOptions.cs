using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Hub.Processes;

/// <summary>Limits of the process runner.</summary>
public sealed class ProcessOptions
{
    public const string Section = "Processes";

    /// <summary>Triggers moved in one transaction at the most.</summary>
    [Range(1, 5000)]
    public int BatchSize { get; init; } = 250;

    /// <summary>How often the inbox is looked at when no bell rings (triggers written by other nodes).</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00")]
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Folder of the definitions deployed at start, relative to the content root.</summary>
    [Required]
    public string Definitions { get; init; } = "workflows/definitions";
}

[OptionsValidator]
internal sealed partial class ProcessOptionsValidator : IValidateOptions<ProcessOptions>;
