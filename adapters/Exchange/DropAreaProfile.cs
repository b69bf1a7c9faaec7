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

    /// <summary>
    /// The partner's charset: <c>utf-8</c>, or one declared by a partner who has no other. What is UTF-8 is read as such in
    /// any case.
    /// </summary>
    [Required, RegularExpression("^(utf-8|windows-1256|windows-1252)$")]
    public string Charset { get; init; } = "utf-8";

    /// <summary>Between fields: <c>;</c>, <c>,</c>, <c>|</c> or <c>tab</c>; null to find it in the header line, and to write <c>;</c>.</summary>
    [RegularExpression("^(;|,|[|]|tab)$")]
    public string? Separator { get; init; }

    /// <summary>Before decimals: <c>.</c> or <c>,</c>.</summary>
    [Required, RegularExpression("^[.,]$")]
    public string DecimalMark { get; init; } = ".";

    /// <summary>How the partner writes a day; <c>yyyy-MM-dd</c> is understood besides.</summary>
    [Required, RegularExpression("^(yyyy-MM-dd|yyyyMMdd|dd/MM/yyyy|dd-MM-yyyy|dd[.]MM[.]yyyy|ddMMyyyy)$")]
    public string DateForm { get; init; } = "yyyy-MM-dd";

    /// <summary>Do files to this partner begin with a byte order mark? Its program may need one to see that they are UTF-8.</summary>
    public bool ByteOrderMark { get; init; }

    /// <summary>How the partner writes CSV, and wants it written.</summary>
    public CsvProfile Csv =>
        new(Charset)
        {
            Separator =
                Separator is null or "" ? null
                : Separator == "tab" ? '\t'
                : Separator[0],
            DecimalMark = DecimalMark[0],
            DateForm = DateForm,
            WritesByteOrderMark = ByteOrderMark,
        };

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
