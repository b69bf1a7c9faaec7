using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Adapters.Payments;

/// <summary>The "ver3" hash of the platform (domain.md §4.3; vectors in tests/Tests/Payments).</summary>
internal static class CmiHash
{
    private static readonly HashSet<string> LeftOut = new(StringComparer.OrdinalIgnoreCase)
    {
        "hash",
        "encoding",
        "nationalidno",
    };

    // What the sample's language trims; a no-break space, for one, stays.
    private static readonly char[] Blanks = [' ', '\t', '\n', '\r', '\0', '\v'];

    /// <summary>The hash of a set of fields under a store key.</summary>
    public static string Compute(IEnumerable<KeyValuePair<string, string>> fields, string storeKey)
    {
        var text = new StringBuilder();
        // Never by culture: the order of names is part of the secret.
        foreach (
            var (_, value) in fields
                .Where(field => !LeftOut.Contains(field.Key))
                .OrderBy(field => field.Key, StringComparer.OrdinalIgnoreCase)
        )
        {
            text.Append(Escape(value)).Append('|');
        }

        text.Append(Escape(storeKey));
        return Convert.ToBase64String(SHA512.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>
    /// Is the hash among the fields theirs? Tried on the values as received, then in the form CMI's own sample hashes: one
    /// trailing newline cut, HTML decoded, trimmed, <c>document(.)</c> as <c>document.</c>.
    /// </summary>
    public static bool Verify(IReadOnlyCollection<KeyValuePair<string, string>> fields, string storeKey)
    {
        var given = fields
            .Where(field => field.Key.Equals("hash", StringComparison.OrdinalIgnoreCase))
            .Select(field => field.Value)
            .ToList();
        return given is [var hash]
            && (
                Same(hash, Compute(fields, storeKey))
                || Same(
                    hash,
                    Compute(fields.Select(f => KeyValuePair.Create(f.Key, Normalise(f.Value))), storeKey)
                )
            );
    }

    private static bool Same(string a, string b) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(a), Encoding.UTF8.GetBytes(b));

    private static string Escape(string? value) =>
        (value ?? "")
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("|", "\\|", StringComparison.Ordinal);

    private static string Normalise(string value)
    {
        var cut = value.EndsWith('\n') ? value[..^1] : value;
        return WebUtility
            .HtmlDecode(cut)
            .Trim(Blanks)
            .Replace("document(.)", "document.", StringComparison.Ordinal);
    }
}
