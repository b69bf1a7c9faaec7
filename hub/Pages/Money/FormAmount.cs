using System.Globalization;

namespace Hub.Pages.Money;

/// <summary>An amount as people type it: dirhams, with a point or a comma, up to two digits behind it.</summary>
internal static class FormAmount
{
    private const decimal MaxDirhams = 1_000_000;

    /// <summary>In centimes; null when it is none.</summary>
    public static long? Read(string text) =>
        decimal.TryParse(
            text.Trim().Replace(',', '.'),
            NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out var amount
        )
        && amount < MaxDirhams
        && amount * 100 is var centimes
        && centimes == decimal.Truncate(centimes)
            ? (long)centimes
            : null;

    /// <summary>As the field shows it: <c>23.20</c>.</summary>
    public static string ToText(long centimes) =>
        (centimes / 100m).ToString("0.00", CultureInfo.InvariantCulture);
}
