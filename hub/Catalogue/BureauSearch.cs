namespace Hub.Catalogue;

/// <summary>
/// Finds bureaus by whatever people call them: name, arrondissement in either script, old number ("48e arrondissement"),
/// code. An ambiguous name gives every candidate: "Central" exists fifteen times (domain.md §3).
/// </summary>
internal static class BureauSearch
{
    private const int MaxResults = 50;

    /// <summary>The active bureaus in which every word of the query occurs, best first.</summary>
    public static IReadOnlyList<Bureau> Find(IReadOnlyList<Bureau> bureaus, string query)
    {
        var words = FoldedText
            .Of(query)
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(PlainNumber)
            .ToList();
        if (words.Count == 0)
        {
            return [];
        }

        return
        [
            .. bureaus
                .Where(bureau => bureau.Active)
                .Select(bureau => (Bureau: bureau, Score: Score(bureau, words)))
                .Where(found => found.Score > 0)
                .OrderByDescending(found => found.Score)
                .ThenBy(found => found.Bureau.Code, StringComparer.Ordinal)
                .Take(MaxResults)
                .Select(found => found.Bureau),
        ];
    }

    private static int Score(Bureau bureau, List<string> words)
    {
        var own = Words([bureau.Code, bureau.DisplayName, bureau.SourceLabel, .. bureau.Aliases]);
        var around = Words([bureau.Arrondissement, bureau.ArrondissementAr, bureau.Prefecture]);
        var score = 0;
        foreach (var word in words)
        {
            var found =
                own.Contains(word) ? 8
                : around.Contains(word) ? 4
                : Begins(own, word) ? 3
                : Begins(around, word) ? 1
                : 0;
            if (found == 0)
            {
                return 0;
            }

            score += found;
        }

        return score;
    }

    private static HashSet<string> Words(IEnumerable<string> texts) =>
        texts
            .SelectMany(text => FoldedText.Of(text).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(PlainNumber)
            .ToHashSet(StringComparer.Ordinal);

    private static bool Begins(HashSet<string> words, string beginning) =>
        beginning.Length >= 2 && words.Any(word => word.StartsWith(beginning, StringComparison.Ordinal));

    // "48e", "48eme", "48em" and "48" are the same old arrondissement.
    private static string PlainNumber(string word)
    {
        var digits = word.TakeWhile(char.IsAsciiDigit).Count();
        return digits > 0 && word[digits..] is "e" or "em" or "eme" or "er" ? word[..digits] : word;
    }
}
