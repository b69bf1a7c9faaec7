using System.Net;
using System.Text;

namespace Adapters.Payments;

/// <summary>
/// The body of a callback as text. Forms are UTF-8 unless their content type says otherwise; one in another charset is
/// rewritten as the same form in UTF-8, because the hash is computed over UTF-8 bytes (domain.md §4.3).
/// </summary>
public static class CallbackBody
{
    private const int Utf8CodePage = 65001;

    /// <summary>The form, its fields in their order, empty ones kept.</summary>
    /// <param name="bytes">As they came.</param>
    /// <param name="charset">As the content type names it; null when it names none.</param>
    public static string Read(ReadOnlySpan<byte> bytes, string? charset)
    {
        if (Find(charset) is not { CodePage: not Utf8CodePage } other)
        {
            return Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF');
        }

        // One byte, one character: whatever is not escaped keeps its byte until it is decoded.
        var pairs = Encoding.Latin1.GetString(bytes).Split('&', StringSplitOptions.RemoveEmptyEntries);
        return string.Join('&', pairs.Select(pair => string.Join('=', pair.Split('=', 2).Select(Rewrite))));

        string Rewrite(string escaped)
        {
            var raw = Encoding.Latin1.GetBytes(escaped);
            return Uri.EscapeDataString(other.GetString(WebUtility.UrlDecodeToBytes(raw, 0, raw.Length)!));
        }
    }

    /// <summary>The charset of that name; null when there is none, or none that we know.</summary>
    private static Encoding? Find(string? charset)
    {
        var name = charset?.Trim('"', ' ');
        return string.IsNullOrEmpty(name)
            ? null
            : CodePagesEncodingProvider.Instance.GetEncoding(name)
                ?? Encoding.GetEncodings().FirstOrDefault(e => IsCalled(e, name))?.GetEncoding();
    }

    private static bool IsCalled(EncodingInfo encoding, string name) =>
        encoding.Name.Equals(name, StringComparison.OrdinalIgnoreCase)
        || encoding.DisplayName.Equals(name, StringComparison.OrdinalIgnoreCase);
}
