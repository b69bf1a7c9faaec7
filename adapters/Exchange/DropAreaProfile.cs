using System.ComponentModel.DataAnnotations;

namespace Adapters.Exchange;

/// <summary>Where a partner's tree is, and how it is reached.</summary>
public sealed class DropAreaProfile
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

    /// <summary>
    /// SHA-256 fingerprints of the server's host key, Base64 without padding; two only while the partner changes its key.
    /// Without one, nothing is connected to.
    /// </summary>
    [MaxLength(2)]
    public IReadOnlyList<string> HostFingerprints { get; init; } = [];

    /// <summary>True when a file counts by its <c>.ok</c>; false when by standing still over two polls.</summary>
    public bool Trigger { get; init; } = true;

    /// <summary>The partner's charset; see <see cref="CsvProfile"/>.</summary>
    public string Charset { get; init; } = "utf-8";
}
