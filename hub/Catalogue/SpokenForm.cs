using System.Text;

namespace Hub.Catalogue;

/// <summary>
/// How a name sounds, in either script: the consonants alone. «دار لامان» and "Dar Lamane", "Chok" and "Chock", "Assaouda" and
/// "Assawda" are alike; vowels, doubled letters and the article are not heard (domain.md §3). For searching only.
/// </summary>
internal static class SpokenForm
{
    private static readonly (string Letters, char Sound)[] Latin =
    [
        ("sch", 'c'),
        ("tch", 'c'),
        ("ch", 'c'),
        ("sh", 'c'),
        ("kh", 'x'),
        ("gh", 'g'),
        ("ph", 'f'),
        ("th", 't'),
        ("dh", 'd'),
        ("ck", 'k'),
        ("qu", 'k'),
        ("q", 'k'),
        ("c", 'k'),
        ("z", 's'),
        ("v", 'f'),
        ("p", 'b'),
    ];

    /// <summary>The sounds of one folded word (<see cref="FoldedText"/>); digits stay as they are.</summary>
    public static string Of(string word)
    {
        var sounds = new StringBuilder(word.Length);
        for (var i = 0; i < word.Length; )
        {
            var (sound, length) = SoundAt(word, i);
            if (sound is { } heard && (sounds.Length == 0 || sounds[^1] != heard || char.IsAsciiDigit(heard)))
            {
                sounds.Append(heard);
            }

            i += length;
        }

        return sounds.ToString();
    }

    private static (char? Sound, int Length) SoundAt(string word, int at)
    {
        foreach (var (letters, sound) in Latin)
        {
            if (string.CompareOrdinal(word, at, letters, 0, letters.Length) == 0)
            {
                return (sound, letters.Length);
            }
        }

        return (Heard(word[at]), 1);
    }

    // Emphatic and plain consonants are one in Latin spellings; hamza and ayn are not written there.
    private static char? Heard(char c) =>
        c switch
        {
            'ب' or 'پ' => 'b',
            'ت' or 'ث' or 'ط' => 't',
            'ج' => 'j',
            'ح' or 'ه' => 'h',
            'خ' => 'x',
            'د' or 'ذ' or 'ض' => 'd',
            'ر' => 'r',
            'ز' or 'س' or 'ص' or 'ظ' => 's',
            'ش' or 'چ' => 'c',
            'غ' or 'ڭ' or 'گ' or 'ݣ' => 'g',
            'ف' or 'ڤ' => 'f',
            'ق' or 'ك' => 'k',
            'ل' => 'l',
            'م' => 'm',
            'ن' => 'n',
            'a' or 'e' or 'i' or 'o' or 'u' or 'y' or 'w' => null,
            _ when char.IsAsciiLetterOrDigit(c) => c,
            _ => null,
        };
}
