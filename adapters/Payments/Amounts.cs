using System.Globalization;

namespace Adapters.Payments;

/// <summary>Amounts as CMI writes them: dirhams with two digits, or none.</summary>
internal static class Amounts
{
    private const long MaxCentimes = 100_000_000_00;

    /// <summary><c>20.00</c>.</summary>
    public static string ToText(long centimes) =>
        (centimes / 100m).ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>Centimes out of <c>20</c>, <c>20.5</c> or <c>20.00</c>; null for anything that is no whole number of them.</summary>
    public static long? Parse(string? text)
    {
        const NumberStyles style = NumberStyles.AllowDecimalPoint;
        if (!decimal.TryParse(text, style, CultureInfo.InvariantCulture, out var amount))
        {
            return null;
        }

        var centimes = amount * 100;
        return centimes == decimal.Truncate(centimes) && centimes is >= 0 and <= MaxCentimes
            ? (long)centimes
            : null;
    }
}
