using System.Text.Json.Nodes;
using Tests.Simulation;
using static Tests.Api.PortalBench;

namespace Tests.Api;

/// <summary>Addresses, methods and the cursors of lists.</summary>
public sealed class AddressTests(PortalBench bench) : IClassFixture<PortalBench>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("DELETE", "api/v1/orders", "GET, HEAD, POST")]
    [InlineData("PUT", "api/v1/webhook-endpoints", "GET, HEAD, POST")]
    [InlineData("GET", "api/v1/webhook-endpoints/whe_1", "DELETE")]
    [InlineData("PATCH", "api/v1/orders/019a1b2c-3d4e-7f50-8a6b-0c1d2e3f4a5b", "GET, HEAD")]
    [InlineData("GET", "sandbox/clock", "POST")]
    public async Task A_method_an_address_does_not_have_is_refused_and_those_it_has_are_named(
        string method,
        string path,
        string allowed
    )
    {
        using var message = new HttpRequestMessage(HttpMethod.Parse(method), path);

        using var response = await bench.Portal.SendAsync(message, Ct);

        Assert.Equal("method_not_allowed", CodeOf(await ReadAsync(response, 405)));
        Assert.Equal(allowed.Split(", "), response.Content.Headers.Allow.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("api/v1/nothing")]
    [InlineData("api/v1/orders/1/2/3")]
    [InlineData("sandbox/nothing")]
    public async Task An_address_where_nothing_is_says_so(string path)
    {
        using var response = await bench.Portal.GetAsync(new Uri(path, UriKind.Relative), Ct);

        Assert.Equal("not_found", CodeOf(await ReadAsync(response, 404)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("&query=Casablanca")]
    [InlineData("&query=Central")]
    public async Task Bureaus_come_page_by_page_each_once_also_those_found_by_a_search(string search)
    {
        var all = (await bench.GetAsync("bureaus?limit=200" + search)).GetProperty("bureaus");

        var (seen, after) = (new List<string>(), "");
        do
        {
            var page = await bench.GetAsync($"bureaus?limit=7{search}{after}");
            seen.AddRange(
                page.GetProperty("bureaus").EnumerateArray().Select(b => b.GetProperty("code").GetString()!)
            );
            after = page.TryGetProperty("next", out var next) ? "&after=" + next.GetString() : "";
        } while (after.Length > 0);

        Assert.True(seen.Count > 7, $"{seen.Count} bureaus");
        Assert.Equal(all.EnumerateArray().Select(b => b.GetProperty("code").GetString()), seen);
    }

    [Theory]
    [InlineData("bureaus?after=NOWHERE-1")]
    [InlineData("bureaus?query=Central&after=CHK-02")]
    [InlineData("webhook-endpoints?after=whe_unknown")]
    [InlineData("orders?after=unknown")]
    [InlineData("events?after=unknown")]
    public async Task A_cursor_that_is_none_of_the_list_s_is_refused(string path)
    {
        using var response = await bench.Portal.GetAsync(new Uri("api/v1/" + path, UriKind.Relative), Ct);

        Assert.Equal(["after cursor_unknown"], ErrorsOf(await ReadAsync(response, 400)));
    }

    [Fact]
    public async Task Endpoints_come_page_by_page()
    {
        using var portal = bench.Hub.Portal(HubApplication.OtherPortalKey);
        var made = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < 5; i++)
        {
            using var added = await bench.PostAsync(
                "webhook-endpoints",
                new JsonObject { ["url"] = $"https://portal.example.ma/hooks/{i}" },
                portal: portal
            );
            made.Add((await ReadAsync(added, 201)).GetProperty("id").GetString()!);
        }

        var (seen, after) = (new List<string>(), "");
        do
        {
            using var response = await portal.GetAsync(
                new Uri($"api/v1/webhook-endpoints?limit=2{after}", UriKind.Relative),
                Ct
            );
            var page = await ReadAsync(response, 200);
            seen.AddRange(
                page.GetProperty("endpoints").EnumerateArray().Select(e => e.GetProperty("id").GetString()!)
            );
            after = page.TryGetProperty("next", out var next) ? "&after=" + next.GetString() : "";
        } while (after.Length > 0);

        Assert.Equal(5, seen.Count);
        Assert.Equal(made, seen.ToHashSet(StringComparer.Ordinal));
    }
}
