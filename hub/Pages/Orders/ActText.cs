using System.Globalization;
using Hub.Orders;

namespace Hub.Pages.Orders;

/// <summary>An act's place in the registers as bureaus write it: number, year, part.</summary>
internal static class ActText
{
    /// <summary><c>3265 bis / 1980 / 2</c>.</summary>
    public static string Of(ActReference act) =>
        string.Join(
            " / ",
            new[] { Number(act), act.Year.ToString(CultureInfo.InvariantCulture), act.RegisterPart }.Where(
                part => !string.IsNullOrEmpty(part)
            )
        );

    /// <summary><c>3265 bis</c>.</summary>
    public static string Number(ActReference act) => $"{act.Number} {act.Suffix}".Trim();
}
