using Hub.Catalogue;

namespace Hub.Api.Reading;

/// <summary>Reads a bureau's code; an unknown one is answered with those that may have been meant.</summary>
internal static class BureauReading
{
    private const int MaxCode = 60;
    private const int MaxSuggestions = 5;

    /// <summary>The bureau; null when it is missing, unknown or takes no orders.</summary>
    public static Bureau? Read(
        FieldReader body,
        string name,
        FieldErrors errors,
        ReferenceCatalogue catalogue
    )
    {
        if (body.Text(name, MaxCode) is not { } code)
        {
            return null;
        }

        if (catalogue.FindBureau(code) is not { } bureau)
        {
            errors.Add(
                new FieldError($"{body.Pointer}/{name}", "bureau_unknown")
                {
                    Suggestions = Suggest(code, catalogue.Bureaus),
                }
            );
            return null;
        }

        if (!bureau.Active)
        {
            body.Refuse(name, "bureau_not_adhering");
            return null;
        }

        return bureau;
    }

    private static List<Suggestion> Suggest(string code, IReadOnlyList<Bureau> bureaus)
    {
        var named = BureauSearch.Find(bureaus, code).Take(MaxSuggestions).ToList();
        var nearest = named.Count > 0 ? named : Nearest(code, bureaus);
        return [.. nearest.Select(bureau => new Suggestion(bureau.Code, bureau.DisplayName))];
    }

    // Codes are a few letters and a number: a slip in one of them still leaves the rest.
    private static List<Bureau> Nearest(string code, IReadOnlyList<Bureau> bureaus) =>
        [
            .. bureaus
                .Where(bureau => bureau.Active)
                .Select(bureau => (Bureau: bureau, Distance: Distance(code.ToUpperInvariant(), bureau.Code)))
                .Where(found => found.Distance <= 3)
                .OrderBy(found => found.Distance)
                .ThenBy(found => found.Bureau.Code, StringComparer.Ordinal)
                .Take(MaxSuggestions)
                .Select(found => found.Bureau),
        ];

    // Levenshtein's, over texts of at most 60 characters.
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
