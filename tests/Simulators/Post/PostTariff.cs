namespace Simulators.Post;

/// <summary>What the post asks for a registered letter, by zone and grams, in centimes.</summary>
internal static class PostTariff
{
    private const int Light = 35;
    private const int Middle = 115;

    private static readonly HashSet<string> near = new(
        (
            "AL AD AT BE BG CH CY CZ DE DK DZ EE ES FI FR GB GR HR HU IE IT LT LU LV LY MR MT NL NO PL PT RO SE SI SK TN"
        ).Split(' '),
        StringComparer.Ordinal
    );

    /// <summary>The postage of a letter on the scales.</summary>
    public static int CentimesOf(WeighedLetter weighed)
    {
        var (light, middle, heavy) =
            weighed.Letter.CountryCode == "MA" ? (15_00, 19_50, 26_50)
            : near.Contains(weighed.Letter.CountryCode) ? (30_00, 45_00, 70_00)
            : (38_00, 60_00, 90_00);
        return weighed.Grams <= Light ? light
            : weighed.Grams <= Middle ? middle
            : heavy;
    }
}
