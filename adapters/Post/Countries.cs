using System.Collections.Frozen;
using System.Text.Json;

namespace Adapters.Post;

/// <summary>
/// The countries letters go to, with their names (<c>config/countries.json</c>). Addresses in the southern provinces are
/// Moroccan addresses.
/// </summary>
public sealed class Countries
{
    /// <summary>Where our letters begin.</summary>
    public const string Morocco = "MA";

    private static readonly string[] Languages = ["ar", "fr", "en"];

    private readonly FrozenDictionary<string, Country> byCode;

    private Countries(IEnumerable<Country> countries) =>
        byCode = countries.ToFrozenDictionary(country => country.Code, StringComparer.Ordinal);

    /// <summary>All countries, by code.</summary>
    public IReadOnlyList<Country> All => [.. byCode.Values.OrderBy(c => c.Code, StringComparer.Ordinal)];

    /// <summary>The country of an ISO 3166-1 alpha-2 code in upper case, or null.</summary>
    public Country? Find(string code) => byCode.GetValueOrDefault(code);

    /// <summary>Reads the table.</summary>
    /// <exception cref="InvalidDataException">Something is wrong with it; the message lists everything.</exception>
    public static Countries Read(string json)
    {
        var entries = ReadEntries(json);
        var problems = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            if (entry.Code is not [>= 'A' and <= 'Z', >= 'A' and <= 'Z'] || !seen.Add(entry.Code))
            {
                problems.Add($"'{entry.Code}' is no country code, or stands there twice.");
            }

            problems.AddRange(
                Languages
                    .Where(language => string.IsNullOrWhiteSpace(entry.Texts?.GetValueOrDefault(language)))
                    .Select(language => $"'{entry.Code}' has no name in '{language}'.")
            );
        }

        if (!seen.Contains(Morocco))
        {
            problems.Add("Morocco (MA) is missing.");
        }

        return problems.Count == 0
            ? new Countries(entries.Select(entry => new Country(entry.Code!, entry.Texts!)))
            : throw new InvalidDataException("countries.json: " + string.Join(" ", problems));
    }

    private static Entry[] ReadEntries(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<Entry[]>(json, JsonSerializerOptions.Web) ?? [];
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException("countries.json: " + exception.Message, exception);
        }
    }

    private sealed record Entry(string? Code, IReadOnlyDictionary<string, string>? Texts);
}

/// <summary>One country.</summary>
/// <param name="Code">ISO 3166-1 alpha-2.</param>
/// <param name="Names">By language: <c>ar</c>, <c>fr</c>, <c>en</c>.</param>
public sealed record Country(string Code, IReadOnlyDictionary<string, string> Names)
{
    /// <summary>As the last line of an address: in French, in capitals, the language of the postal union.</summary>
    public string PostalName => Names["fr"].ToUpperInvariant();
}
