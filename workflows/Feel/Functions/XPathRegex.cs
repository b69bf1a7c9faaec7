using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.RegularExpressions;

namespace Workflows.Feel.Functions;

/// <summary>
/// Translates regular expressions of XPath (which FEEL prescribes) to those of .NET, and refuses what only
/// .NET knows.
/// </summary>
internal sealed class XPathRegex
{
    private const int MaxPatternLength = 2_000;

    // One code point: a surrogate pair is one character for FEEL.
    private const string AnyButNewline = @"(?:[\uD800-\uDBFF][\uDC00-\uDFFF]|[^\n\r])";
    private const string AnyAtAll = @"(?:[\uD800-\uDBFF][\uDC00-\uDFFF]|[\s\S])";

    private readonly string _pattern;
    private readonly string _flags;
    private readonly StringBuilder _out = new();
    private readonly HashSet<int> _closedGroups = [];
    private readonly Stack<int> _openGroups = [];
    private int _groups;
    private int _at;

    private XPathRegex(string pattern, string flags)
    {
        _pattern = pattern;
        _flags = flags;
    }

    /// <summary>The .NET pattern and options; false when pattern or flags are not of XPath.</summary>
    public static bool TryTranslate(
        string pattern,
        string flags,
        [NotNullWhen(true)] out string? translated,
        out RegexOptions options
    )
    {
        translated = null;
        options = RegexOptions.CultureInvariant;
        if (pattern.Length > MaxPatternLength || flags.AsSpan().ContainsAnyExcept("smixq"))
        {
            return false;
        }

        options |= flags.Contains('i', StringComparison.Ordinal)
            ? RegexOptions.IgnoreCase
            : RegexOptions.None;
        options |= flags.Contains('m', StringComparison.Ordinal) ? RegexOptions.Multiline : RegexOptions.None;
        if (flags.Contains('q', StringComparison.Ordinal))
        {
            translated = Regex.Escape(pattern);
            return true;
        }

        var compact = flags.Contains('x', StringComparison.Ordinal) ? WithoutBlanks(pattern) : pattern;
        var reader = new XPathRegex(compact, flags);
        translated = reader.TryRead() ? reader._out.ToString() : null;
        return translated is not null;
    }

    /// <summary>
    /// The flag x: blanks mean nothing, not even within an escape, unless they stand in a class.
    /// </summary>
    private static string WithoutBlanks(string pattern)
    {
        var compact = new StringBuilder();
        var classes = 0;
        for (var i = 0; i < pattern.Length; i++)
        {
            var escaped = i > 0 && pattern[i - 1] == '\\' && !(i > 1 && pattern[i - 2] == '\\');
            classes += escaped
                ? 0
                : pattern[i] switch
                {
                    '[' => 1,
                    ']' => -1,
                    _ => 0,
                };
            if (classes > 0 || pattern[i] is not (' ' or '\t' or '\n' or '\r'))
            {
                compact.Append(pattern[i]);
            }
        }

        return compact.ToString();
    }

    private bool TryRead()
    {
        while (_at < _pattern.Length)
        {
            if (!TryReadOne(_pattern[_at]))
            {
                return false;
            }
        }

        return _openGroups.Count == 0;
    }

    private bool TryReadOne(char c)
    {
        switch (c)
        {
            case '\\':
                return TryReadEscape(inClass: false);
            case '[':
                return TryReadClass();
            case '(':
                return TryOpenGroup();
            case ')':
                if (!_openGroups.TryPop(out var group))
                {
                    return false;
                }

                _closedGroups.Add(group);
                return Emit(")", 1);
            case '.':
                return Emit(Has('s') ? AnyAtAll : AnyButNewline, 1);
            case '$':
                return Emit(Has('m') ? "$" : @"\z", 1);
            case '#':
                return Emit(@"\#", 1);
            default:
                return Emit(c.ToString(), 1);
        }
    }

    private bool TryOpenGroup()
    {
        if (_at + 1 < _pattern.Length && _pattern[_at + 1] == '?')
        {
            // Of the groups that begin with a question mark XPath has only the one that is not counted.
            _openGroups.Push(0);
            return _at + 2 < _pattern.Length && _pattern[_at + 2] == ':' && Emit("(?:", 3);
        }

        _openGroups.Push(++_groups);
        return Emit("(", 1);
    }

    private bool TryReadEscape(bool inClass)
    {
        if (_at + 1 >= _pattern.Length)
        {
            return false;
        }

        var c = _pattern[_at + 1];
        switch (c)
        {
            case 'n' or 'r' or 't' or 's' or 'S' or 'd' or 'D':
            case '\\'
            or '|'
            or '.'
            or '?'
            or '*'
            or '+'
            or '('
            or ')'
            or '{'
            or '}'
            or '-'
            or '['
            or ']'
            or '^'
            or '$':
                return Emit(_pattern.Substring(_at, 2), 2);
            case 'p' or 'P':
                return TryReadProperty();
            case 'w':
                return Emit(inClass ? @"\w" : @"[^\p{P}\p{Z}\p{C}]", 2);
            case 'W':
                return Emit(inClass ? @"\W" : @"[\p{P}\p{Z}\p{C}]", 2);
            case 'i':
                return Emit(inClass ? @"\p{L}_:" : @"[\p{L}_:]", 2);
            case 'c':
                return Emit(inClass ? @"\p{L}\p{M}\p{Nd}_:.\-" : @"[\p{L}\p{M}\p{Nd}_:.\-]", 2);
            case 'I' when !inClass:
                return Emit(@"[^\p{L}_:]", 2);
            case 'C' when !inClass:
                return Emit(@"[^\p{L}\p{M}\p{Nd}_:.\-]", 2);
            default:
                return !inClass && TryReadBackReference();
        }
    }

    private bool TryReadProperty()
    {
        var close = _pattern.IndexOf('}', _at);
        return close > _at + 3
            && _pattern[_at + 2] == '{'
            && Emit(_pattern[_at..(close + 1)], close + 1 - _at);
    }

    // \12 is group 12 when there are so many, else group 1 and a 2; a group must be closed before it is
    // referred to.
    private bool TryReadBackReference()
    {
        var group = 0;
        var length = 1;
        while (_at + length < _pattern.Length && char.IsAsciiDigit(_pattern[_at + length]))
        {
            var longer = (group * 10) + (_pattern[_at + length] - '0');
            if (length > 1 && longer > _groups)
            {
                break;
            }

            group = longer;
            length++;
        }

        return group > 0 && _closedGroups.Contains(group) && Emit($@"(?:\{group})", length);
    }

    private bool TryReadClass()
    {
        Emit("[", 1);
        if (_at < _pattern.Length && _pattern[_at] == '^')
        {
            Emit("^", 1);
        }

        var start = _at;
        while (_at < _pattern.Length)
        {
            var c = _pattern[_at];
            if (c == ']')
            {
                return _at > start && Emit("]", 1);
            }

            if (!TryReadInClass(c, _at == start))
            {
                return false;
            }
        }

        return false;
    }

    private bool TryReadInClass(char c, bool first)
    {
        switch (c)
        {
            case '\\':
                return TryReadEscape(inClass: true);
            case '-' when !first && _at + 1 < _pattern.Length && _pattern[_at + 1] == '[':
                // Class subtraction is the same in both, and must come last.
                Emit("-", 1);
                return TryReadClass() && _at < _pattern.Length && _pattern[_at] == ']';
            case '[':
                return false;
            default:
                return Emit(c.ToString(), 1);
        }
    }

    private bool Has(char flag) => _flags.Contains(flag, StringComparison.Ordinal);

    private bool Emit(string text, int consumed)
    {
        _out.Append(text);
        _at += consumed;
        return true;
    }
}
