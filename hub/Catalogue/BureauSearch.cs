namespace Hub.Catalogue;

/// <summary>
/// Finds bureaus by whatever people call them: name, arrondissement in either script, old number ("48e arrondissement"),
/// code. An ambiguous name gives every candidate: "Central" exists fifteen times (domain.md §3). What is written in no list
/// is looked for by its sound.
/// </summary>
internal static class BureauSearch
{
    // Words that say what a bureau is and not which one; as folded.
    private static readonly HashSet<string> Common = new(StringComparer.Ordinal)
    {
        "e",
        "em",
        "eme",
        "er",
        "ere",
        "th",
        "nd",
        "st",
        "arrondissement",
        "arrond",
        "arron",
        "arr",
        "annexe",
        "annex",
        "ad",
        "adm",
        "administrative",
        "administratif",
        "bureau",
        "bec",
        "etat",
        "civil",
        "de",
        "du",
        "des",
        "d",
        "l",
        "la",
        "le",
        "al",
        "el",
        "casablanca",
        "مقاطعه",
        "ملحقه",
        "اداريه",
        "مكتب",
        "حاله",
        "مدنيه",
        "دايره",
        "دائره",
        "رقم",
    };

    /// <summary>The active bureaus in which every word of the query occurs, best first.</summary>
    public static IReadOnlyList<Bureau> Find(IReadOnlyList<Bureau> bureaus, string query)
    {
        var words = Telling(Words(query));
        if (words.Count == 0)
        {
            return [];
        }

        var written = Best(bureaus, words, Written);
        return written.Count > 0 ? written : Best(bureaus, Sounds(words), Heard);
    }

    private static List<Bureau> Best(
        IReadOnlyList<Bureau> bureaus,
        List<string> words,
        Func<Bureau, Names> namesOf
    ) =>
        words.Count == 0
            ? []
            :
            [
                .. bureaus
                    .Where(bureau => bureau.Active)
                    .Select(bureau => (Bureau: bureau, Score: namesOf(bureau).Score(words)))
                    .Where(found => found.Score > 0)
                    .OrderByDescending(found => found.Score)
                    .ThenBy(found => found.Bureau.Code, StringComparer.Ordinal)
                    .Select(found => found.Bureau),
            ];

    private static Names Written(Bureau bureau) =>
        new(
            WordsOf([bureau.Code, bureau.DisplayName, bureau.SourceLabel, .. bureau.Aliases]),
            WordsOf([bureau.Arrondissement, bureau.ArrondissementAr, bureau.Prefecture])
        );

    private static Names Heard(Bureau bureau)
    {
        var written = Written(bureau);
        return new Names([.. Sounds(written.Own)], [.. Sounds(written.Around)]);
    }

    private static HashSet<string> WordsOf(IEnumerable<string> texts) =>
        texts.SelectMany(Words).ToHashSet(StringComparer.Ordinal);

    private static IEnumerable<string> Words(string text) =>
        FoldedText
            .Of(text)
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(PlainNumber)
            .Select(WithoutArticle);

    // "Central" alone is a question; "bureau" alone is none.
    private static List<string> Telling(IEnumerable<string> words)
    {
        var all = words.ToList();
        var telling = all.Where(word => !Common.Contains(word)).ToList();
        return telling.Count > 0 ? telling : all;
    }

    private static List<string> Sounds(IEnumerable<string> words) =>
        [
            .. words
                .Where(word => !Common.Contains(word))
                .Select(SpokenForm.Of)
                .Where(sound => sound.Length > 0),
        ];

    // "48e", "48eme", "48em" and "48" are the same old arrondissement.
    private static string PlainNumber(string word)
    {
        var digits = word.TakeWhile(char.IsAsciiDigit).Count();
        return digits > 0 && word[digits..] is "e" or "em" or "eme" or "er" or "th" or "st" or "nd"
            ? word[..digits]
            : word;
    }

    private static string WithoutArticle(string word) =>
        word.Length > 4 && word.StartsWith("ال", StringComparison.Ordinal) ? word[2..] : word;

    /// <summary>A bureau's own names, and those of the places around it.</summary>
    private sealed record Names(HashSet<string> Own, HashSet<string> Around)
    {
        private const int ShortestBeginning = 2;

        /// <summary>How well the words name it; 0 when one of them does not.</summary>
        public int Score(List<string> words)
        {
            var score = 0;
            foreach (var word in words)
            {
                var found =
                    Own.Contains(word) ? 8
                    : Around.Contains(word) ? 4
                    : Begins(Own, word) ? 3
                    : Begins(Around, word) ? 1
                    : 0;
                if (found == 0)
                {
                    return 0;
                }

                score += found;
            }

            return score;
        }

        private static bool Begins(HashSet<string> words, string beginning) =>
            beginning.Length >= ShortestBeginning
            && words.Any(word => word.StartsWith(beginning, StringComparison.Ordinal));
    }
}
