using System.Collections.Frozen;
using System.Text.Json;

namespace Hub.Pages.Shell;

/// <summary>
/// The words of the pages in the language of the request, from <c>config/texts/{ar,fr,en}/pages.json</c>. A key that is
/// missing in one language stops the start: nobody gets a half-translated page.
/// </summary>
public sealed class PageText
{
    private readonly FrozenDictionary<string, FrozenDictionary<string, string>> languages;

    private PageText(FrozenDictionary<string, FrozenDictionary<string, string>> languages) =>
        this.languages = languages;

    /// <summary>The text under <paramref name="key"/>.</summary>
    public string this[string key] =>
        languages[Language.Current.Code].TryGetValue(key, out var text)
            ? text
            : throw new InvalidOperationException($"No page text has the key '{key}'.");

    /// <summary>The text under <paramref name="key"/> with <c>{name}</c> replaced by isolated values.</summary>
    public string Format(string key, params ReadOnlySpan<(string Name, object Value)> values)
    {
        var text = this[key];
        foreach (var (name, value) in values)
        {
            // First strong isolate … pop: a number or code never reorders the sentence around it.
            text = text.Replace(
                "{" + name + "}",
                string.Create(System.Globalization.CultureInfo.InvariantCulture, $"\u2068{value}\u2069"),
                StringComparison.Ordinal
            );
        }

        return text;
    }

    /// <summary>The text under <paramref name="key"/>, or <paramref name="key"/>'s last part when nobody wrote one.</summary>
    public string OrCode(string key) =>
        languages[Language.Current.Code].GetValueOrDefault(key)
        ?? key[(key.IndexOf('.', StringComparison.Ordinal) + 1)..];

    /// <summary>Reads the texts of all languages.</summary>
    /// <exception cref="InvalidOperationException">A key is missing in a language; all of them are named.</exception>
    public static PageText Read(string folder)
    {
        var read = Language.All.ToFrozenDictionary(
            language => language.Code,
            language => ReadFile(Path.Combine(folder, language.Code, "pages.json")),
            StringComparer.Ordinal
        );
        var all = read.Values.SelectMany(texts => texts.Keys).ToHashSet(StringComparer.Ordinal);
        var missing = read.SelectMany(pair =>
                all.Where(key => !pair.Value.ContainsKey(key)).Select(key => $"{pair.Key}: {key}")
            )
            .Order(StringComparer.Ordinal)
            .ToList();
        return missing.Count == 0
            ? new PageText(read)
            : throw new InvalidOperationException("Page texts are missing: " + string.Join(", ", missing));
    }

    private static FrozenDictionary<string, string> ReadFile(string path) =>
        JsonSerializer
            .Deserialize<Dictionary<string, string>>(File.ReadAllText(path))!
            .ToFrozenDictionary(StringComparer.Ordinal);
}
