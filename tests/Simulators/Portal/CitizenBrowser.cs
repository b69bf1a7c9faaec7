using System.Net;
using System.Text.RegularExpressions;
using Simulators.Scenario;

namespace Simulators.Portal;

/// <summary>The citizen's browser on the gateway's pages: posts the merchant's form, then a card; follows nothing else.</summary>
internal sealed partial class CitizenBrowser : IDisposable
{
    private readonly HttpClient http = new(new HttpClientHandler { AllowAutoRedirect = false })
    {
        Timeout = TimeSpan.FromSeconds(30),
    };

    /// <summary>Opens the hosted page with the form that the hub gave.</summary>
    public async Task<BrowserPage> OpenAsync(
        Uri url,
        IEnumerable<KeyValuePair<string, string>> fields,
        CancellationToken ct
    )
    {
        using var content = FormText.ToContent(fields);
        using var response = await http.PostAsync(url, content, ct);
        return await ReadAsync(url, response, ct);
    }

    /// <summary>Gives a card on an open page; after a refusal the same page takes another one.</summary>
    public async Task<BrowserPage> PayAsync(BrowserPage page, string card, CancellationToken ct)
    {
        if (page.Session is null)
        {
            return page;
        }

        using var content = FormText.ToContent([new("session", page.Session), new("pan", card)]);
        var url = new Uri(page.Url, "/fim/pay");
        using var response = await http.PostAsync(url, content, ct);
        var result = await ReadAsync(url, response, ct);
        return result with { Session = page.Session };
    }

    public void Dispose() => http.Dispose();

    private static async Task<BrowserPage> ReadAsync(
        Uri url,
        HttpResponseMessage response,
        CancellationToken ct
    )
    {
        var html = await response.Content.ReadAsStringAsync(ct);
        var outcome = Outcome().Match(html) is { Success: true } found
            ? found.Groups["outcome"].Value
            : "error";
        var session = Session().Match(html) is { Success: true } open ? open.Groups["session"].Value : null;
        return new BrowserPage(url, outcome, session, WebUtility.HtmlDecode(html));
    }

    [GeneratedRegex("data-outcome=\"(?<outcome>[a-z]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Outcome();

    [GeneratedRegex("name=\"session\" value=\"(?<session>[0-9a-f]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Session();
}

/// <summary>What the browser shows.</summary>
/// <param name="Outcome"><c>card</c>, <c>approved</c>, <c>declined</c> or <c>error</c>.</param>
/// <param name="Session">The page's session, while there is one.</param>
internal sealed record BrowserPage(Uri Url, string Outcome, string? Session, string Html);
