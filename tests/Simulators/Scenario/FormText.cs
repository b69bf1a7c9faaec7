using System.Net;
using System.Text;

namespace Simulators.Scenario;

/// <summary>Form bodies as ordered fields, empty ones kept, as browsers and gateways exchange them.</summary>
internal static class FormText
{
    private const int MaxBytes = 256 * 1024;

    /// <summary>The fields of a form body, in order.</summary>
    public static List<KeyValuePair<string, string>> Parse(string body) =>
        [
            .. body.Split('&', StringSplitOptions.RemoveEmptyEntries)
                .Select(pair => pair.Split('=', 2))
                .Select(pair =>
                    KeyValuePair.Create(
                        WebUtility.UrlDecode(pair[0]),
                        pair.Length == 2 ? WebUtility.UrlDecode(pair[1]) : ""
                    )
                ),
        ];

    /// <summary>The fields as a form body.</summary>
    public static string ToBody(IEnumerable<KeyValuePair<string, string>> fields) =>
        string.Join(
            '&',
            fields.Select(field => WebUtility.UrlEncode(field.Key) + "=" + WebUtility.UrlEncode(field.Value))
        );

    /// <summary>The fields as the content of a request.</summary>
    public static StringContent ToContent(IEnumerable<KeyValuePair<string, string>> fields) =>
        new(ToBody(fields), Encoding.UTF8, "application/x-www-form-urlencoded");

    /// <summary>The value of the field called <paramref name="name"/>, in any case; null without one.</summary>
    public static string? Value(this IEnumerable<KeyValuePair<string, string>> fields, string name)
    {
        foreach (var field in fields)
        {
            if (field.Key.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return field.Value;
            }
        }

        return null;
    }

    /// <summary>The body of a request as text; partners take at most 256 kB.</summary>
    public static async Task<string> ReadBodyAsync(this HttpRequest request)
    {
        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        var text = await reader.ReadToEndAsync(request.HttpContext.RequestAborted);
        return text.Length <= MaxBytes ? text : throw new BadHttpRequestException("The body is too long.");
    }
}
