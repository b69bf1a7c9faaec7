using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Adapters.Exchange;

/// <summary>The one line of an <c>.ok</c> file: <c>sha256;bytes;records</c>. With it a file is complete, without it not.</summary>
public sealed record FileSeal(string Sha256, long Bytes, int Records)
{
    private const int MaxChars = 200;

    /// <summary>The seal of a content.</summary>
    public static FileSeal Of(ReadOnlySpan<byte> content, int records) =>
        new(Convert.ToHexStringLower(SHA256.HashData(content)), content.Length, records);

    /// <summary>The seal of a file.</summary>
    public static FileSeal Of(FileBody body, int records) => new(body.Sha256, body.Length, records);

    /// <summary>Reads an <c>.ok</c> file; null when it is none.</summary>
    public static FileSeal? Parse(ReadOnlySpan<byte> content)
    {
        if (content.Length > MaxChars)
        {
            return null;
        }

        var parts = Encoding.ASCII.GetString(content).Trim().Split(';');
        return
            parts.Length == 3
            && parts[0].Length == 64
            && parts[0].All(char.IsAsciiHexDigit)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var bytes)
            && int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var records)
            ? new FileSeal(parts[0].ToLowerInvariant(), bytes, records)
            : null;
    }

    /// <summary>Is this the content the seal was made for?</summary>
    public bool Fits(ReadOnlySpan<byte> content) =>
        content.Length == Bytes && Convert.ToHexStringLower(SHA256.HashData(content)) == Sha256;

    /// <summary>Is this the file the seal was made for?</summary>
    public bool Fits(FileBody body) => body.Length == Bytes && body.Sha256 == Sha256;

    /// <summary>The line as bytes.</summary>
    public byte[] ToBytes() =>
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Sha256};{Bytes};{Records}\n"));
}
