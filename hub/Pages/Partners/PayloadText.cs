using System.Text;
using Adapters.Exchange;

namespace Hub.Pages.Partners;

/// <summary>Bytes of a partner as a person can read them.</summary>
/// <param name="Charset">How they were read.</param>
/// <param name="IsCut">More follows than is shown.</param>
internal sealed record PayloadText(string Text, string Charset, bool IsCut)
{
    private const int MaxBytes = 64 * 1024;

    private static readonly CsvProfile Arabic = new("windows-1256");

    /// <summary>UTF-8 when it is; else the charset that offices without it write.</summary>
    public static PayloadText Of(byte[] bytes)
    {
        var cut = bytes.Length > MaxBytes;
        var shown = cut ? bytes.AsSpan(0, MaxBytes) : bytes;
        // A cut may split a letter: the last few bytes are not worth a wrong charset.
        for (var lost = 0; lost < (cut ? 4 : 1); lost++)
        {
            if (CsvProfile.Utf8.Decode(shown[..^lost]) is { } text)
            {
                return new PayloadText(Visible(text), "UTF-8", cut);
            }
        }

        return new PayloadText(Visible(Arabic.Decode(shown) ?? ""), "windows-1256", cut);
    }

    private static string Visible(string text)
    {
        var visible = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            visible.Append(char.IsControl(c) && c is not ('\n' or '\r' or '\t') ? '\uFFFD' : c);
        }

        return visible.ToString();
    }
}
