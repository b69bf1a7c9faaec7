using System.Globalization;
using Hub.Orders;

namespace Hub.Pages.Desk;

/// <summary>A birth date as far as it is known: <c>1980-05-01</c>, <c>1980-05</c>, <c>1980</c>.</summary>
internal static class PartialDates
{
    /// <summary>The text; always read from left to right.</summary>
    public static string Of(PartialDate date) =>
        string.Join(
            '-',
            new[] { Text(date.Year, "0000"), Text(date.Month, "00"), Text(date.Day, "00") }.OfType<string>()
        );

    private static string? Text(int? number, string format) =>
        number?.ToString(format, CultureInfo.InvariantCulture);
}
