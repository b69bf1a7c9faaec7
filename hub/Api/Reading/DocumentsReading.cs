using System.Globalization;
using Hub.Orders;

namespace Hub.Api.Reading;

/// <summary>Reads which documents are ordered: kinds, languages, and how many copies of each kind (domain.md §1.3).</summary>
internal static class DocumentsReading
{
    private const int MaxLines = 6;
    private static readonly Dictionary<string, string[]> LanguagesOf = new()
    {
        ["birth-extract"] = ["ar", "fr", "ar-fr"],
        ["birth-full-copy"] = ["ar", "fr"],
    };

    /// <summary>The documents that are right.</summary>
    /// <param name="body">The object with the member <c>documents</c>.</param>
    /// <param name="maxCopies">Of one kind of document, in all.</param>
    public static IReadOnlyList<DocumentWish> Read(FieldReader body, int maxCopies)
    {
        var documents = new List<DocumentWish>();
        var ordered = new Dictionary<string, int>();
        foreach (var line in body.Objects("documents", MaxLines))
        {
            var type = line.Choice("type", [.. LanguagesOf.Keys]);
            var language = ReadLanguage(line, type);
            var copies = line.Number("copies", 1, maxCopies);
            line.RefuseOthers();
            if (type is null || language is null || copies is not { } count)
            {
                continue;
            }

            ordered[type] = ordered.GetValueOrDefault(type) + count;
            if (ordered[type] > maxCopies)
            {
                line.Refuse(
                    "copies",
                    "too_many_copies",
                    ("max", maxCopies.ToString(CultureInfo.InvariantCulture))
                );
            }

            documents.Add(new DocumentWish(type, language, count));
        }

        return documents;
    }

    private static string? ReadLanguage(FieldReader line, string? type)
    {
        var language = line.Choice("language", LanguagesOf["birth-extract"]);
        if (type is null || language is null || LanguagesOf[type].Contains(language, StringComparer.Ordinal))
        {
            return language;
        }

        line.Refuse("language", "language_not_available", ("choices", string.Join(", ", LanguagesOf[type])));
        return null;
    }
}
