using System.Text.Json;
using NodaTime;
using NodaTime.TimeZones;

namespace Simulators.Post;

/// <summary>The countries the post serves: the French names on envelopes, and the clocks on the walls there.</summary>
internal sealed class PostCountries
{
    private readonly Dictionary<string, string> codes;
    private readonly ILookup<string, string> zones = (
        TzdbDateTimeZoneSource.Default.ZoneLocations ?? []
    ).ToLookup(location => location.CountryCode, location => location.ZoneId, StringComparer.Ordinal);

    /// <summary>Reads the public table of countries (<c>config/countries.json</c>).</summary>
    public PostCountries(string file)
    {
        using var table = JsonDocument.Parse(File.ReadAllText(file));
        codes = table
            .RootElement.EnumerateArray()
            .ToDictionary(
                country => country.GetProperty("texts").GetProperty("fr").GetString()!.ToUpperInvariant(),
                country => country.GetProperty("code").GetString()!,
                StringComparer.Ordinal
            );
    }

    /// <summary>The code of a country by its name in French capitals, or null.</summary>
    public string? CodeOf(string frenchName) => codes.GetValueOrDefault(frenchName);

    /// <summary>The zone of the most populous place of a country.</summary>
    public DateTimeZone ZoneOf(string code) =>
        zones[code].FirstOrDefault() is { } id ? DateTimeZoneProviders.Tzdb[id] : DateTimeZone.Utc;
}
