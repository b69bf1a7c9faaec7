namespace Adapters.Exchange;

/// <summary>
/// Reads bytes as a windows charset, which never fails, and looks for words that cannot be meant: three accented letters in
/// a row are no French (it is Arabic read as windows-1252), one Arabic letter inside a Latin word is no name (it is a French
/// capital read as windows-1256).
/// </summary>
internal sealed class WindowsWords
{
    private const int AccentedInARow = 3;

    private readonly Letter[] letters = new Letter[256];
    private readonly bool isArabic;
    private int arabic;
    private int accented;
    private bool afterLatin;

    public WindowsWords(string charset)
    {
        isArabic = charset == "windows-1256";
        if (charset == CsvProfile.Utf8Name)
        {
            return;
        }

        var encoding = new CsvProfile(charset).StrictEncoding;
        for (var b = 0; b < letters.Length; b++)
        {
            letters[b] = LetterOf(encoding.GetString([(byte)b])[0]);
        }
    }

    /// <summary>The first line with a byte that the charset has no character for; 0 when there is none.</summary>
    public long FirstUndefined { get; private set; }

    /// <summary>The first line with such a word; 0 when there is none.</summary>
    public long FirstDoubtful { get; private set; }

    public void Add(ReadOnlySpan<byte> bytes, long line)
    {
        foreach (var b in bytes)
        {
            var letter = letters[b];
            if (letter == Letter.Undefined && FirstUndefined == 0)
            {
                FirstUndefined = line;
            }

            if (IsDoubtful(letter) && FirstDoubtful == 0)
            {
                FirstDoubtful = line;
            }

            line += b == '\n' ? 1 : 0;
        }
    }

    private bool IsDoubtful(Letter letter)
    {
        var isLatin = letter is Letter.Plain or Letter.Accented;
        // A word of Arabic may stand against a word of Latin; a single letter of it may not.
        var doubtful = isArabic && isLatin && arabic == 1;
        if (letter == Letter.Arabic)
        {
            arabic = arabic > 0 ? arabic + 1 : 1;
        }
        else
        {
            doubtful |= isArabic && arabic == 1 && afterLatin;
            arabic = 0;
            afterLatin = isLatin;
        }

        accented = letter == Letter.Accented ? accented + 1 : 0;
        return doubtful || (!isArabic && accented >= AccentedInARow);
    }

    private static Letter LetterOf(char c) =>
        char.IsControl(c) && c >= 0x80 ? Letter.Undefined
        : char.IsAsciiLetter(c) ? Letter.Plain
        : c is >= '\u0600' and <= '\u06FF' && char.IsLetter(c) ? Letter.Arabic
        : char.IsLetter(c) ? Letter.Accented
        : Letter.None;

    private enum Letter : byte
    {
        None,
        Plain,
        Accented,
        Arabic,
        Undefined,
    }
}
