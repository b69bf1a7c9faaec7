using Adapters.Payments;
using Simulators.Gateway;
using Simulators.Scenario;

namespace Tests.Payments;

/// <summary>The gateway's pages in the sandbox: the citizen's language, and another one by a button.</summary>
public sealed class HostedPageTests : IAsyncLifetime
{
    private CmiBench bench = null!;
    private readonly HttpClient browser = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => bench = await CmiBench.OpenAsync(GatewayHabits.None, Ct);

    public async ValueTask DisposeAsync()
    {
        browser.Dispose();
        await bench.DisposeAsync();
    }

    [Theory]
    [InlineData("ar", "lang=\"ar\" dir=\"rtl\"")]
    [InlineData("fr", "lang=\"fr\" dir=\"ltr\"")]
    [InlineData("en", "lang=\"en\" dir=\"ltr\"")]
    public async Task The_card_is_asked_for_in_the_language_of_the_merchant_s_form(
        string language,
        string head
    )
    {
        var page = Prepare(language);

        var html = await PostAsync(page.Url, page.Fields);

        Assert.Contains(head, html, StringComparison.Ordinal);
        Assert.Contains("data-outcome=\"card\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_language_is_kept_until_the_payment_is_over()
    {
        var page = Prepare("ar");
        var session = SessionOf(await PostAsync(page.Url, page.Fields));

        var again = await PostAsync(
            new Uri(page.Url, "/fim/again"),
            [new("session", session), new("lang", "fr")]
        );
        var result = await PostAsync(
            new Uri(page.Url, "/fim/pay"),
            [new("session", session), new("lang", "fr"), new("pan", TestCards.Approved)]
        );

        Assert.Contains("lang=\"fr\" dir=\"ltr\"", again, StringComparison.Ordinal);
        Assert.Equal(session, SessionOf(again));
        Assert.Contains("Paiement accept", result, StringComparison.Ordinal);
        Assert.Contains("data-outcome=\"approved\"", result, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Why_there_is_nothing_to_pay_is_said_in_that_language_with_its_code()
    {
        var page = Prepare("fr");
        var tampered = page.Fields.Select(f => f.Key == "amount" ? KeyValuePair.Create(f.Key, "1.00") : f);

        var html = await PostAsync(page.Url, tampered);

        Assert.Contains("Paiement impossible", html, StringComparison.Ordinal);
        Assert.Contains("bad_hash", html, StringComparison.Ordinal);
    }

    private static string SessionOf(string html)
    {
        const string before = "name=\"session\" value=\"";
        var from = html.IndexOf(before, StringComparison.Ordinal) + before.Length;
        return html[from..html.IndexOf('"', from)];
    }

    private HostedPage Prepare(string language) =>
        (HostedPage)
            bench.Gateway.Prepare(
                new PaymentRequest(
                    "CASA-2026-000123-1",
                    50_00,
                    language,
                    "aicha@example.ma",
                    "عائشة",
                    "+212600000000",
                    new Uri("https://portal.example/back"),
                    Hold: false
                )
            );

    private async Task<string> PostAsync(Uri url, IEnumerable<KeyValuePair<string, string>> fields)
    {
        using var content = FormText.ToContent(fields);
        using var response = await browser.PostAsync(url, content, Ct);
        return await response.Content.ReadAsStringAsync(Ct);
    }
}
