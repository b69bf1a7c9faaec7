using System.Security.Cryptography;
using System.Text;

namespace Adapters.Payments;

/// <summary>
/// The signature of a confirmation: HMAC-SHA256, in hex, over <c>name=value</c> lines in the order of the names, without the
/// field <c>signature</c> itself.
/// </summary>
internal static class ReferenceSeal
{
    public const string Field = "signature";

    public static string Of(IEnumerable<KeyValuePair<string, string>> fields, string secret)
    {
        var text = string.Concat(
            fields
                .Where(f => f.Key != Field)
                .OrderBy(f => f.Key, StringComparer.Ordinal)
                .Select(f => $"{f.Key}={f.Value}\n")
        );
        return Of(text, secret);
    }

    /// <summary>The signature of a call: <paramref name="text"/> is method, path and body.</summary>
    public static string Of(string text, string secret) =>
        Convert.ToHexStringLower(
            HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text))
        );

    /// <summary>Is the signature theirs? Compared in constant time.</summary>
    public static bool Verify(IReadOnlyList<KeyValuePair<string, string>> fields, string secret) =>
        fields.FirstOrDefault(f => f.Key == Field).Value is { } given
        && CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(given.ToLowerInvariant()),
            Encoding.UTF8.GetBytes(Of(fields, secret))
        );
}
