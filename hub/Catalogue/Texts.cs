using System.Collections.Frozen;
using System.Text.Json;

namespace Hub.Catalogue;

/// <summary>
/// Everything people read, by language and key, from <c>config/texts/{ar,fr,en}/*.json</c>. A key that is missing in one
/// language is a problem of the reference data: nobody gets a half-translated message.
/// </summary>
internal sealed class Texts
{
    /// <summary>The languages every text exists in.</summary>
    public static readonly IReadOnlyList<string> Languages = ["ar", "fr", "en"];

    private readonly FrozenDictionary<string, FrozenDictionary<string, string>> languages;

    private Texts(FrozenDictionary<string, FrozenDictionary<string, string>> languages) =>
        this.languages = languages;

    /// <summary>Reads all files; missing keys are added to <paramref name="problems"/>.</summary>
    public static Texts Read(string folder, List<string> problems)
    {
        var read = Languages.ToFrozenDictionary(
            language => language,
            language => ReadFolder(Path.Combine(folder, language), problems),
            StringComparer.Ordinal
        );
        var all = read.Values.SelectMany(texts => texts.Keys).ToHashSet(StringComparer.Ordinal);
        problems.AddRange(
            read.SelectMany(pair =>
                all.Where(key => !pair.Value.ContainsKey(key))
                    .Select(key => $"texts/{pair.Key}: '{key}' is missing.")
            )
        );
        return new Texts(read);
    }

    /// <summary>The text, or null when nobody wrote one.</summary>
    public string? Find(string language, string key) =>
        languages.TryGetValue(language, out var texts) ? texts.GetValueOrDefault(key) : null;

    /// <summary>The text under <paramref name="key"/> with <c>{name}</c> replaced.</summary>
    public string Get(string language, string key, params ReadOnlySpan<(string Name, string Value)> values)
    {
        var text =
            Find(language, key)
            ?? throw new InvalidOperationException($"No text has the key '{key}' in '{language}'.");
        foreach (var (name, value) in values)
        {
            text = text.Replace("{" + name + "}", value, StringComparison.Ordinal);
        }

        return text;
    }

    private static FrozenDictionary<string, string> ReadFolder(string folder, List<string> problems)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            try
            {
                foreach (
                    var (key, text) in JsonSerializer.Deserialize<Dictionary<string, string>>(
                        File.ReadAllText(path)
                    )!
                )
                {
                    if (!texts.TryAdd(key, text))
                    {
                        problems.Add($"{path}: '{key}' is given twice.");
                    }
                }
            }
            catch (JsonException exception)
            {
                problems.Add($"{path}: {exception.Message}");
            }
        }

        return texts.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
