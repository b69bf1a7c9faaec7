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
        // The bound comes first: a signed number may be larger than a hundred times of it can be counted.
        return
            decimal.TryParse(text, style, CultureInfo.InvariantCulture, out var amount)
            && amount is >= 0 and <= MaxCentimes / 100m
            && amount * 100 is var centimes
            && centimes == decimal.Truncate(centimes)
            ? (long)centimes
            : null;
    }
}
