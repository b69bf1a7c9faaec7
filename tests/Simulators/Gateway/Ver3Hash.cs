using System.Security.Cryptography;
using System.Text;

namespace Simulators.Gateway;

/// <summary>The platform's hash as the gateway computes it; written apart from the hub's own on purpose.</summary>
internal static class Ver3Hash
{
    /// <summary>Base64 of SHA-512 over the values in the order of their names, and the store key.</summary>
    public static string Of(IEnumerable<KeyValuePair<string, string>> fields, string storeKey)
    {
        var values = fields
            .Where(field => field.Key.ToUpperInvariant() is not ("HASH" or "ENCODING"))
            .OrderBy(field => field.Key.ToUpperInvariant(), StringComparer.Ordinal)
            .Select(field => field.Value)
            .Append(storeKey)
            .Select(value => value.Replace(@"\", @"\\").Replace("|", @"\|"));
        return Convert.ToBase64String(SHA512.HashData(Encoding.UTF8.GetBytes(string.Join('|', values))));
    }
}
