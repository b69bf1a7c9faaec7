using System.Globalization;
using System.Text;

namespace Adapters.Exchange;

/// <summary>How one partner writes CSV, and wants it written.</summary>
/// <param name="Charset"><c>utf-8</c>, or <c>windows-1256</c> / <c>windows-1252</c> for a partner that declared it.</param>
public sealed record CsvProfile(string Charset)
{
    /// <summary>UTF-8, as everybody should.</summary>
    public const string Utf8Name = "utf-8";

    /// <summary>UTF-8, as everybody should, and the rest as protocols.md §3b says.</summary>
    public static readonly CsvProfile Utf8 = new(Utf8Name);

    private static readonly HashSet<string> Known = [Utf8Name, "windows-1256", "windows-1252"];

    /// <summary>The separator agreed on; null to find it in the header line (<c>;</c>, tab or <c>,</c>).</summary>
    public char? Separator { get; init; }

    /// <summary>The mark before decimals.</summary>
    public char DecimalMark { get; init; } = '.';

    /// <summary>How a day is written. <c>yyyy-MM-dd</c> is understood besides: it can mean nothing else.</summary>
    public string DateForm { get; init; } = FieldText.IsoDay;

    /// <summary>Do our files begin with a byte order mark? Only UTF-8 has one.</summary>
    public bool WritesByteOrderMark { get; init; }

    /// <summary>Is a file without a column <c>record</c> taken? Every row is then one, and its <c>.ok</c> must count them.</summary>
    public bool AllowsPlainRows { get; init; }

    /// <summary>The charset, in which nothing is ever replaced by something similar.</summary>
    internal Encoding StrictEncoding =>
        Charset == Utf8Name
            ? new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true)
        : Known.Contains(Charset)
            ? CodePagesEncodingProvider.Instance.GetEncoding(
                Charset,
                EncoderFallback.ExceptionFallback,
                DecoderFallback.ExceptionFallback
            )!
        : throw new InvalidOperationException($"The charset '{Charset}' is not one a partner may declare.");

    /// <summary>A day as the partner writes it.</summary>
    public string WriteDay(string isoDay) =>
        DateOnly
            .ParseExact(isoDay, FieldText.IsoDay, CultureInfo.InvariantCulture)
            .ToString(DateForm, CultureInfo.InvariantCulture);

    /// <summary>
    /// The text of a small file: strict UTF-8 first, whatever was declared, because a windows charset never fails to decode and
    /// would hide the mistake; the declared charset only when that fails. Null when neither reads it.
    /// </summary>
    public string? Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Utf8.StrictEncoding.GetString(
                bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[3..] : bytes
            );
        }
        catch (DecoderFallbackException)
        {
            return Charset == Utf8Name ? null : StrictEncoding.GetString(bytes);
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
            return (StrictEncoding.GetBytes(text), null);
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
}
