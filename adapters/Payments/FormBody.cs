using System.Net;

namespace Adapters.Payments;

/// <summary>A form body as its fields, in order, empty ones kept: each of them is part of the hash.</summary>
internal static class FormBody
{
    /// <summary>More fields than any callback has.</summary>
    public const int MaxFields = 200;

    /// <summary>The fields; null when there are more than <see cref="MaxFields"/>.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>>? Parse(string body)
    {
        var fields = new List<KeyValuePair<string, string>>();
        foreach (var pair in body.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            if (fields.Count == MaxFields)
            {
                return null;
            }

            var cut = pair.IndexOf('=', StringComparison.Ordinal);
            var name = cut < 0 ? pair : pair[..cut];
            var value = cut < 0 ? "" : pair[(cut + 1)..];
            fields.Add(KeyValuePair.Create(WebUtility.UrlDecode(name), WebUtility.UrlDecode(value)));
        }

        return fields;
    }
}
