using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Adapters.Payments;

/// <summary>The "ver3" hash of the platform (domain.md §4.3; vectors in tests/Tests/Payments).</summary>
internal static partial class CmiHash
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
    public static string Compute(IEnumerable<KeyValuePair<string, string>> fields, string storeKey) =>
        Compute(fields, storeKey, Escape);

    /// <summary>
    /// Is the hash among the fields theirs? Tried on the values as received, then in the two forms in which CMI's own samples
    /// hash what they receive: decoded from HTML; and trimmed as well, with the platform's mark on the word "document".
    /// </summary>
    public static bool Verify(IReadOnlyCollection<KeyValuePair<string, string>> fields, string storeKey)
    {
        var given = fields
            .Where(field => field.Key.Equals("hash", StringComparison.OrdinalIgnoreCase))
            .Select(field => field.Value)
            .ToList();
        return given is [var hash]
            && (
                Same(hash, Compute(fields, storeKey, Escape))
                || Same(hash, Compute(fields, storeKey, value => Escape(Decode(value))))
                || Same(hash, Compute(fields, storeKey, value => Mark(Escape(Decode(value).Trim(Blanks)))))
            );
    }

    private static string Compute(
        IEnumerable<KeyValuePair<string, string>> fields,
        string storeKey,
        Func<string, string> form
    )
    {
        var text = new StringBuilder();
        // Never by culture: the order of names is part of the secret.
        foreach (
            var (_, value) in fields
                .Where(field => !LeftOut.Contains(field.Key))
                .OrderBy(field => field.Key, StringComparer.OrdinalIgnoreCase)
        )
        {
            text.Append(form(value ?? "")).Append('|');
        }

        text.Append(Escape(storeKey));
        return Convert.ToBase64String(SHA512.HashData(Encoding.Latin1.GetBytes(text.ToString())));
    }

    private static bool Same(string a, string b) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(a), Encoding.UTF8.GetBytes(b));

    /// <summary>The value as it is hashed: escaped, and one character for each of its UTF-8 bytes.</summary>
    private static string Escape(string value) =>
        Encoding
            .Latin1.GetString(Encoding.UTF8.GetBytes(value))
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("|", "\\|", StringComparison.Ordinal);

    private static string Decode(string value) =>
        WebUtility.HtmlDecode(value.EndsWith('\n') ? value[..^1] : value);

    private static string Mark(string escaped) => Document.Replace(escaped, "document.");

    /// <summary>
    /// The sample's <c>/document(.)/i</c>, applied after the escaping: the word in any case, and whatever single byte follows
    /// it, become <c>document.</c>. Its author may have meant a full stop; the hash holds what the pattern does.
    /// </summary>
    [GeneratedRegex("document.", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Document { get; }
}
