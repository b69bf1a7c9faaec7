using System.Globalization;
using System.Text;

namespace Hub.Attachments;

/// <summary>The syntax of a part of a PDF, piece by piece (ISO 32000-1, §7.2); comments are passed over.</summary>
internal ref struct PdfTokens(ReadOnlySpan<byte> part)
{
    private const int LongestName = 40;
    private readonly ReadOnlySpan<byte> part = part;
    private int at;

    /// <summary>Where the last piece begins.</summary>
    public int Start { get; private set; }

    /// <summary>A name or word, its first characters; a letter of a name may be written by its number: "/J#53" is "/JS".</summary>
    public string Text { get; private set; } = "";

    public int Number { get; private set; }

    /// <summary>The next piece.</summary>
    public PdfToken Read()
    {
        SkipToPiece();
        Start = at;
        if (at >= part.Length)
        {
            return PdfToken.End;
        }

        switch (part[at])
        {
            case (byte)'/':
                at++;
                Text = ReadRegular(numbered: true);
                return PdfToken.Name;
            case (byte)'(':
                at = EndOfText(part, at);
                return PdfToken.Text;
            case (byte)'<' or (byte)'>' when at + 1 < part.Length && part[at + 1] == part[at]:
                at += 2;
                return part[Start] == '<' ? PdfToken.DictionaryBegins : PdfToken.DictionaryEnds;
            case (byte)'<':
                var end = part[at..].IndexOf((byte)'>');
                at = end < 0 ? part.Length : at + end + 1;
                return PdfToken.Text;
            case (byte)'[':
                at++;
                return PdfToken.ArrayBegins;
            case (byte)']':
                at++;
                return PdfToken.ArrayEnds;
            case var c when !IsRegular(c):
                at++;
                Text = "";
                return PdfToken.Word;
            default:
                Text = ReadRegular(numbered: false);
                return ReadNumber() ? PdfToken.Number : PdfToken.Word;
        }
    }

    private bool ReadNumber()
    {
        var whole = int.TryParse(
            Text,
            NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture,
            out var number
        );
        Number = number;
        return whole;
    }

    private void SkipToPiece()
    {
        while (at < part.Length && (part[at] <= ' ' || part[at] == '%'))
        {
            if (part[at] != '%')
            {
                at++;
                continue;
            }

            var end = part[at..].IndexOfAny((byte)'\r', (byte)'\n');
            at = end < 0 ? part.Length : at + end;
        }
    }

    // Texts hold anything, also slashes; brackets in them are balanced or escaped.
    private static int EndOfText(ReadOnlySpan<byte> part, int at)
    {
        var depth = 0;
        for (; at < part.Length; at++)
        {
            switch (part[at])
            {
                case (byte)'\\':
                    at++;
                    break;
                case (byte)'(':
                    depth++;
                    break;
                case (byte)')' when --depth == 0:
                    return at + 1;
                default:
                    break;
            }
        }

        return part.Length;
    }

    private string ReadRegular(bool numbered)
    {
        var text = new StringBuilder();
        for (; at < part.Length && IsRegular(part[at]); at++)
        {
            var c = (char)part[at];
            if (
                numbered
                && c == '#'
                && at + 2 < part.Length
                && byte.TryParse(
                    part.Slice(at + 1, 2),
                    NumberStyles.AllowHexSpecifier,
                    CultureInfo.InvariantCulture,
                    out var code
                )
            )
            {
                c = (char)code;
                at += 2;
            }

            if (text.Length <= LongestName)
            {
                text.Append(c);
            }
        }

        return text.ToString();
    }

    private static bool IsRegular(byte c) => c > (byte)' ' && !"()<>[]{}/%"u8.Contains(c);
}
