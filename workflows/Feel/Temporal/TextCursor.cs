namespace Workflows.Feel.Temporal;

/// <summary>Walks through a short text without allocating.</summary>
internal ref struct TextCursor(string text)
{
    private int _at;

    public readonly bool AtEnd => _at == text.Length;

    public bool Take(char wanted)
    {
        var taken = _at < text.Length && text[_at] == wanted;
        _at += taken ? 1 : 0;
        return taken;
    }

    public char TakeAny() => _at < text.Length ? text[_at++] : '\0';

    public string TakeRest()
    {
        var rest = text[_at..];
        _at = text.Length;
        return rest;
    }

    /// <summary>
    /// Between <paramref name="least"/> and <paramref name="most"/> (at most 18) ASCII digits.
    /// </summary>
    public bool TryDigits(int least, int most, out long value, out int width)
    {
        value = 0;
        width = 0;
        while (_at < text.Length && char.IsAsciiDigit(text[_at]))
        {
            if (++width > most)
            {
                return false;
            }

            value = (value * 10) + (text[_at++] - '0');
        }

        return width >= least;
    }
}
