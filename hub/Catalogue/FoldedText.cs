using System.Globalization;
using System.Text;

namespace Hub.Catalogue;

/// <summary>
/// Text as it is searched, never as it is shown: Arabic letters that people write alike are one, tatweel and vowel signs are
/// gone, Latin letters have neither accents nor case, everything else is a space (domain.md §2.2).
/// </summary>
internal static class FoldedText
{
    private const char Tatweel = '\u0640';

    /// <summary>The folded form.</summary>
    public static string Of(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormD))
        {
            if (
                c == Tatweel
                || CharUnicodeInfo.GetUnicodeCategory(c)
                    is UnicodeCategory.NonSpacingMark
                        or UnicodeCategory.Format
            )
            {
                continue;
            }

            folded.Append(Fold(c));
        }

        return string.Join(' ', folded.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    private static char Fold(char c) =>
        c switch
        {
            '\u0623' or '\u0625' or '\u0622' or '\u0671' => '\u0627',
            '\u0649' => '\u064A',
            '\u0629' => '\u0647',
            >= '\u0660' and <= '\u0669' => (char)(c - '\u0660' + '0'),
            _ => char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' ',
        };
}
