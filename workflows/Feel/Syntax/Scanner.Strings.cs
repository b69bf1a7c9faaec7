using System.Globalization;
using System.Text;

namespace Workflows.Feel.Syntax;

internal sealed partial class Scanner
{
    private void ScanString()
    {
        var start = _at++;
        var text = new StringBuilder();
        while (_at < source.Length && source[_at] != '"')
        {
            if (source[_at] == '\\' && _at + 1 < source.Length)
            {
                ScanEscape(text);
            }
            else
            {
                text.Append(source[_at++]);
            }
        }

        if (_at >= source.Length)
        {
            problem(start, "unterminated_string", "The string has no closing quote.");
        }

        _at = Math.Min(_at + 1, source.Length);
        Add(TokenKind.String, text.ToString(), start);
    }

    private void ScanEscape(StringBuilder text)
    {
        var c = source[_at + 1];
        var digits = c switch
        {
            'u' => 4,
            'U' => 6,
            _ => 0,
        };
        if (digits > 0 && TryHex(_at + 2, digits, out var code))
        {
            // Two \u halves of a surrogate pair join by themselves.
            _ = code < 0x10000 ? text.Append((char)code) : text.Append(char.ConvertFromUtf32(code));
            _at += 2 + digits;
            return;
        }

        var plain = c switch
        {
            'n' => "\n",
            'r' => "\r",
            't' => "\t",
            '"' => "\"",
            '\'' => "'",
            '\\' => "\\",
            // Anything else keeps its backslash: regular expressions are written this way.
            _ => "\\" + c,
        };
        text.Append(plain);
        _at += 2;
    }

    private bool TryHex(int from, int digits, out int code)
    {
        code = 0;
        return from + digits <= source.Length
            && int.TryParse(
                source.AsSpan(from, digits),
                NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture,
                out code
            )
            && code <= 0x10FFFF;
    }
}
