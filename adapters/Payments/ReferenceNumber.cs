using System.Globalization;
using System.Text.RegularExpressions;

namespace Adapters.Payments;

/// <summary>
/// An attempt as a number that can be typed on any keypad: our number at the provider (4 digits), year (4), order (6),
/// attempt (2) and two check digits (ISO 7064, mod 97-10), so that a slip of the finger is found before anybody pays.
/// </summary>
internal static partial class ReferenceNumber
{
    /// <summary>The reference of an attempt <c>CASA-2026-000123-1</c>.</summary>
    /// <exception cref="InvalidOperationException">No order number of ours: a broken rule.</exception>
    public static string Of(string oid, ReferenceContract contract)
    {
        if (
            Oid().Match(oid) is not { Success: true } match
            || match.Groups["prefix"].Value != contract.TrackingPrefix
        )
        {
            throw new InvalidOperationException(
                $"'{oid}' is no attempt of an order {contract.TrackingPrefix}-…."
            );
        }

        var attempt = int.Parse(match.Groups["attempt"].Value, CultureInfo.InvariantCulture);
        var digits = string.Create(
            CultureInfo.InvariantCulture,
            $"{contract.BillerCode}{match.Groups["year"].Value}{match.Groups["number"].Value}{attempt:00}"
        );
        return digits + Check(digits);
    }

    /// <summary>The attempt behind a reference; null when the number is not one of ours.</summary>
    public static string? ToOid(string? reference, ReferenceContract contract)
    {
        if (
            reference is not { Length: 18 }
            || !reference.All(char.IsAsciiDigit)
            || !reference.StartsWith(contract.BillerCode, StringComparison.Ordinal)
            || Check(reference[..16]) != reference[16..]
        )
        {
            return null;
        }

        var attempt = int.Parse(reference[14..16], CultureInfo.InvariantCulture);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{contract.TrackingPrefix}-{reference[4..8]}-{reference[8..14]}-{attempt}"
        );
    }

    private static string Check(string digits)
    {
        var rest = digits.Aggregate(0, (sum, digit) => ((sum * 10) + digit - '0') % 97);
        return (98 - (rest * 100 % 97)).ToString("00", CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(
        "^(?<prefix>[A-Z]+)-(?<year>[0-9]{4})-(?<number>[0-9]{6})-(?<attempt>[0-9]{1,2})$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Oid();
}
