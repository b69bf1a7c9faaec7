using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Adapters.Exchange;

/// <summary>Where a partner's tree is, and how it is reached.</summary>
public sealed class DropAreaProfile : IValidatableObject
{
    /// <summary><c>folder</c> or <c>sftp</c>.</summary>
    [Required, RegularExpression("^(folder|sftp)$")]
    public required string Kind { get; init; }

    /// <summary>The folder that holds <c>in/ out/ …</c>; on the server for SFTP.</summary>
    [Required]
    public required string Root { get; init; }

    public string? Host { get; init; }

    [Range(1, 65535)]
    public int Port { get; init; } = 22;

    public string? User { get; init; }

    /// <summary>File with our private key for this partner.</summary>
    public string? KeyFile { get; init; }

    /// <summary>The host keys the server may show, each with its days. Without one, nothing is connected to.</summary>
    [ValidateEnumeratedItems]
    public IReadOnlyList<HostKeyPin> HostKeys { get; init; } = [];

    /// <summary>How long the server may be silent within one step of an act.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>True when a file counts by its <c>.ok</c>; false when by standing still over two polls.</summary>
    public bool Trigger { get; init; } = true;

    /// <summary>The partner's charset; see <see cref="CsvProfile"/>.</summary>
    public string Charset { get; init; } = "utf-8";

    /// <summary>What a way of reaching the tree needs besides its folder.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Kind != "sftp")
        {
            yield break;
        }

        foreach (
            var (name, value) in ((string, string?)[])
                [(nameof(Host), Host), (nameof(User), User), (nameof(KeyFile), KeyFile)]
        )
        {
            if (string.IsNullOrWhiteSpace(value))
            {
                yield return new ValidationResult($"A partner reached over SFTP needs {name}.", [name]);
            }
        }

        if (HostKeys.Count == 0)
        {
            yield return new ValidationResult(
                "A partner reached over SFTP needs the host keys its server may show.",
                [nameof(HostKeys)]
            );
        }
    }
}
