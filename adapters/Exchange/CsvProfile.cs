using System.Text;

namespace Adapters.Exchange;

/// <summary>How one partner writes CSV.</summary>
/// <param name="Charset"><c>utf-8</c>, or <c>windows-1256</c> / <c>windows-1252</c> for a partner that declared it.</param>
public sealed record CsvProfile(string Charset)
{
    /// <summary>UTF-8, as everybody should.</summary>
    public static readonly CsvProfile Utf8 = new("utf-8");

    private static readonly HashSet<string> Known = ["utf-8", "windows-1256", "windows-1252"];

    /// <summary>
    /// The text of a file: strict UTF-8 first, whatever was declared, because a windows charset never fails to decode and
    /// would hide the mistake; the declared charset only when that fails. Null when neither reads it.
    /// </summary>
    public string? Decode(ReadOnlySpan<byte> bytes)
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
        try
        {
            return utf8.GetString(bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[3..] : bytes);
        }
        catch (DecoderFallbackException)
        {
            return Charset == "utf-8" ? null : Strict().GetString(bytes);
        }
    }

    /// <summary>
    /// The bytes of a text in the partner's charset; null and the first character that it lacks when it cannot hold the text
    /// (windows-1256 has neither ڭ nor Arabic-Indic digits).
    /// </summary>
    public (byte[]? Bytes, Rune? Lacking) Encode(string text)
    {
        try
        {
            return (Strict().GetBytes(text), null);
        }
        catch (EncoderFallbackException exception)
        {
            var lacking =
                exception.CharUnknownHigh != '\0'
                    ? new Rune(exception.CharUnknownHigh, exception.CharUnknownLow)
                : Rune.TryCreate(exception.CharUnknown, out var rune) ? rune
                : Rune.ReplacementChar;
            return (null, lacking);
        }
    }

    private Encoding Strict()
    {
        if (!Known.Contains(Charset))
        {
            throw new InvalidOperationException($"The charset '{Charset}' is not one a partner may declare.");
        }

        return Charset == "utf-8"
            ? new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true)
            : CodePagesEncodingProvider.Instance.GetEncoding(
                Charset,
                EncoderFallback.ExceptionFallback,
                DecoderFallback.ExceptionFallback
            )!;
    }
}
