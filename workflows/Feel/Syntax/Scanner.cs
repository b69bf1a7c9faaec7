namespace Workflows.Feel.Syntax;

/// <summary>
/// Cuts source into tokens. Names of several words stay apart: only the parser knows what is in scope.
/// </summary>
internal sealed partial class Scanner(string source, Action<int, string, string> problem)
{
    private static readonly string[] Signs =
    [
        "..",
        "**",
        "<=",
        ">=",
        "!=",
        "->",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        "<",
        ">",
        "=",
        "+",
        "-",
        "*",
        "/",
        ".",
        ",",
        ":",
        "?",
        "@",
        "'",
        "’",
    ];

    private readonly List<Token> _tokens = [];
    private int _at;

    public Token[] Scan()
    {
        while (SkipBlanks())
        {
            ScanOne();
        }

        _tokens.Add(new Token(TokenKind.End, "", source.Length, source.Length));
        return [.. _tokens];
    }

    public static bool IsNameStart(int rune) =>
        rune
            is (>= 'A' and <= 'Z')
                or (>= 'a' and <= 'z')
                or '_'
                or (>= 0xC0 and <= 0x2FF and not 0xD7 and not 0xF7)
                or (>= 0x370 and <= 0x1FFF and not 0x37E and not 0x1680 and not 0x180E)
                or 0x200C
                or 0x200D
                or (>= 0x2070 and <= 0x218F)
                or (>= 0x2C00 and <= 0x2FEF)
                or (>= 0x3001 and <= 0xD7FF)
                or (>= 0xF900 and <= 0xFDCF)
                or (>= 0xFDF0 and <= 0xFFFD and not 0xFEFF)
                or (>= 0x10000 and <= 0xEFFFF);

    private static bool IsNamePart(int rune) =>
        IsNameStart(rune)
        || rune is (>= '0' and <= '9') or 0xB7 or (>= 0x300 and <= 0x36F) or 0x203F or 0x2040;

    private static bool IsBlank(char c) =>
        c
            is ' '
                or (>= '\t' and <= '\r')
                or '\u0085'
                or '\u00A0'
                or '\u1680'
                or '\u180E'
                or (>= '\u2000' and <= '\u200B')
                or '\u2028'
                or '\u2029'
                or '\u202F'
                or '\u205F'
                or '\u3000'
                or '\uFEFF';

    private bool SkipBlanks()
    {
        while (_at < source.Length)
        {
            if (IsBlank(source[_at]))
            {
                _at++;
            }
            else if (!SkipComment())
            {
                return true;
            }
        }

        return false;
    }

    private bool SkipComment()
    {
        if (string.CompareOrdinal(source, _at, "//", 0, 2) == 0)
        {
            var end = source.AsSpan(_at).IndexOfAny('\n', '\r');
            _at = end < 0 ? source.Length : _at + end;
            return true;
        }

        if (string.CompareOrdinal(source, _at, "/*", 0, 2) != 0)
        {
            return false;
        }

        var close = source.IndexOf("*/", _at + 2, StringComparison.Ordinal);
        if (close < 0)
        {
            problem(_at, "unterminated_comment", "The comment has no '*/'.");
        }

        _at = close < 0 ? source.Length : close + 2;
        return true;
    }

    private void ScanOne()
    {
        var c = source[_at];
        var next = _at + 1 < source.Length ? source[_at + 1] : '\0';
        if (char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(next) && !FollowsDot()))
        {
            ScanNumber();
        }
        else if (c == '"')
        {
            ScanString();
        }
        else if (c == '`')
        {
            ScanQuoted();
        }
        else if (IsNameStart(RuneAt(_at)))
        {
            var start = _at;
            while (_at < source.Length && IsNamePart(RuneAt(_at)))
            {
                _at += char.IsSurrogatePair(source, _at) ? 2 : 1;
            }

            Add(TokenKind.Word, source[start.._at], start);
        }
        else
        {
            ScanSign();
        }
    }

    // "1..5" is a range of 1 and 5, not of 1. and .5
    private bool FollowsDot() => _at > 0 && source[_at - 1] == '.';

    private int RuneAt(int index) =>
        index + 1 < source.Length && char.IsSurrogatePair(source, index)
            ? char.ConvertToUtf32(source, index)
            : source[index];

    private void ScanNumber()
    {
        var start = _at;
        SkipDigits();
        if (_at + 1 < source.Length && source[_at] == '.' && char.IsAsciiDigit(source[_at + 1]))
        {
            _at++;
            SkipDigits();
        }

        if (_at < source.Length && source[_at] is 'e' or 'E')
        {
            var sign = _at + 1 < source.Length && source[_at + 1] is '+' or '-' ? 1 : 0;
            if (_at + 1 + sign < source.Length && char.IsAsciiDigit(source[_at + 1 + sign]))
            {
                _at += 1 + sign;
                SkipDigits();
            }
        }

        Add(TokenKind.Number, source[start.._at], start);
    }

    private void SkipDigits()
    {
        while (_at < source.Length && char.IsAsciiDigit(source[_at]))
        {
            _at++;
        }
    }

    private void ScanQuoted()
    {
        var start = _at;
        var close = source.IndexOf('`', _at + 1);
        if (close <= start + 1)
        {
            problem(
                start,
                "unterminated_name",
                "The name that begins with a backtick is empty or not closed."
            );
        }

        _at = close < 0 ? source.Length : close + 1;
        Add(TokenKind.Quoted, source[(start + 1)..Math.Max(start + 1, close < 0 ? _at : close)], start);
    }

    private void ScanSign()
    {
        var sign = Array.Find(Signs, sign => string.CompareOrdinal(source, _at, sign, 0, sign.Length) == 0);
        var start = _at;
        if (sign is null)
        {
            var length = char.IsSurrogatePair(source, Math.Min(_at, source.Length - 1)) ? 2 : 1;
            _at += length;
            problem(
                start,
                "unexpected_character",
                $"The character '{source[start.._at]}' has no meaning here."
            );
            Add(TokenKind.Bad, source[start.._at], start);
            return;
        }

        _at += sign.Length;
        Add(TokenKind.Sign, sign, start);
    }

    private void Add(TokenKind kind, string text, int start) =>
        _tokens.Add(new Token(kind, text, start, _at));
}
