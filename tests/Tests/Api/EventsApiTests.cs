using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tests.Simulation;
using static Tests.Api.PortalBench;

namespace Tests.Api;

/// <summary>The log of events, and where they are posted, over real HTTP.</summary>
public sealed class EventsApiTests(PortalBench bench) : IClassFixture<PortalBench>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_portal_reads_all_its_events_page_by_page()
    {
        string[] orders = [await PlaceAsync(), await PlaceAsync(), await PlaceAsync()];

        var (heard, after) = (new List<JsonElement>(), "0");
        for (var page = await PageAsync(after); page.Events.Count > 0; page = await PageAsync(after))
        {
            heard.AddRange(page.Events);
            after = page.Next;
        }

        Assert.Equal(
            Enumerable.Range(1, heard.Count),
            heard.Select(entry => entry.GetProperty("sequence").GetInt32())
        );
        Assert.Equal(
            orders,
            heard
                .Select(entry => entry.GetProperty("data").GetProperty("orderId").GetString()!)
                .Where(orders.Contains)
        );
        Assert.Equal(after, (await PageAsync(after)).Next);
    }

    [Fact]
    public async Task A_portal_sees_nothing_of_another()
    {
        await PlaceAsync();
        var entry = (await PageAsync("0")).Events[0].GetProperty("id").GetString();
        using var other = bench.Hub.Portal(HubApplication.OtherPortalKey);

        using var list = await other.GetAsync(new Uri("api/v1/events", UriKind.Relative), Ct);
        using var again = await bench.PostAsync($"events/{entry}/redeliver", null, portal: other);

        Assert.Empty((await ReadAsync(list, 200)).GetProperty("events").EnumerateArray());
        Assert.Equal("event_not_found", CodeOf(await ReadAsync(again, 404)));
    }

    [Fact]
    public async Task A_cursor_that_is_none_is_refused_with_its_place()
    {
        using var response = await bench.Portal.GetAsync(
            new Uri("api/v1/events?after=yesterday", UriKind.Relative),
            Ct
        );

        Assert.Equal("query_invalid", CodeOf(await ReadAsync(response, 400)));
    }

    [Fact]
    public async Task The_secret_of_an_endpoint_is_shown_when_it_is_made_and_never_again()
    {
        var made = await AddAsync(new() { ["url"] = "https://portal.example.ma/hooks" });

        var listed = await FindAsync(made.GetProperty("id").GetString()!);

        Assert.Matches("^whsec_[A-Za-z0-9+/]{43}=$", made.GetProperty("secret").GetString());
        Assert.Equal("active", listed!.Value.GetProperty("state").GetString());
        Assert.False(listed.Value.TryGetProperty("secret", out _));
    }

    [Fact]
    public async Task A_secret_is_changed_and_an_endpoint_removed_by_its_own_portal_only()
    {
        var made = await AddAsync(new() { ["url"] = "https://portal.example.ma/rotating" });
        var id = made.GetProperty("id").GetString()!;
        using var other = bench.Hub.Portal(HubApplication.OtherPortalKey);
        var path = new Uri($"api/v1/webhook-endpoints/{id}", UriKind.Relative);

        using var foreign = await bench.PostAsync(
            $"webhook-endpoints/{id}/rotate-secret",
            null,
            portal: other
        );
        using var foreignRemoval = await other.DeleteAsync(path, Ct);
        using var changed = await bench.PostAsync($"webhook-endpoints/{id}/rotate-secret", null);
        using var removal = await bench.Portal.DeleteAsync(path, Ct);

        Assert.Equal("endpoint_not_found", CodeOf(await ReadAsync(foreign, 404)));
        Assert.Equal(HttpStatusCode.NotFound, foreignRemoval.StatusCode);
        var next = (await ReadAsync(changed, 200)).GetProperty("secret").GetString();
        Assert.NotEqual(made.GetProperty("secret").GetString(), next);
        Assert.Equal(HttpStatusCode.NoContent, removal.StatusCode);
        Assert.Null(await FindAsync(id));
    }

    [Theory]
    [InlineData("http://portal.example.ma/hooks", "/url https_required")]
    [InlineData("https://10.0.0.7/hooks", "/url address_not_allowed")]
    [InlineData("hooks", "/url url_malformed")]
    public async Task An_address_that_may_not_be_called_is_refused_in_words(string url, string error)
    {
        using var response = await bench.PostAsync("webhook-endpoints", new JsonObject { ["url"] = url });

        var problem = await ReadAsync(response, 422);
        Assert.Equal([error], ErrorsOf(problem));
        Assert.NotEmpty(problem.GetProperty("errors")[0].GetProperty("message").GetString()!);
    }

    [Fact]
    public async Task An_event_type_that_does_not_exist_is_refused()
    {
        using var response = await bench.PostAsync(
            "webhook-endpoints",
            new JsonObject
            {
                ["url"] = "https://portal.example.ma/hooks",
                ["types"] = new JsonArray("order.issued", "order.lost"),
            }
        );

        Assert.Equal(["/types/1 choice_unknown"], ErrorsOf(await ReadAsync(response, 422)));
    }

    [Fact]
    public async Task An_event_is_delivered_again_to_the_endpoints_that_want_it()
    {
        var order = await PlaceAsync();
        var url = "https://portal.example.ma/again";
        var wanting = await AddAsync(new() { ["url"] = url, ["types"] = new JsonArray("order.created") });
        var other = await AddAsync(new() { ["url"] = url, ["types"] = new JsonArray("order.issued") });
        var entry = (await EventsOfAsync(order)).Single().GetProperty("id").GetString()!;

        using var response = await bench.PostAsync($"events/{entry}/redeliver", null);

        await ReadAsync(response, 202);
        Assert.Equal(1, await DeliveriesAsync(wanting, entry));
        Assert.Equal(0, await DeliveriesAsync(other, entry));
    }

    private async Task<string> PlaceAsync()
    {
        var placed = await bench.PlaceAsync();
        await bench.Hub.SettleAsync(Ct);
        return placed.GetProperty("id").GetString()!;
    }

    private async Task<(IReadOnlyList<JsonElement> Events, string Next)> PageAsync(string after)
    {
        var page = await bench.GetAsync($"events?limit=2&after={after}");
        return ([.. page.GetProperty("events").EnumerateArray()], page.GetProperty("next").GetString()!);
    }

    private async Task<IEnumerable<JsonElement>> EventsOfAsync(string order) =>
        (await bench.GetAsync("events?limit=200"))
            .GetProperty("events")
            .EnumerateArray()
            .Where(entry => entry.GetProperty("data").GetProperty("orderId").GetString() == order);

    private async Task<JsonElement> AddAsync(JsonObject endpoint)
    {
        using var response = await bench.PostAsync("webhook-endpoints", endpoint);
        return await ReadAsync(response, 201);
    }

    private async Task<JsonElement?> FindAsync(string id) =>
        (await bench.GetAsync("webhook-endpoints"))
            .GetProperty("endpoints")
            .EnumerateArray()
            .Where(endpoint => endpoint.GetProperty("id").GetString() == id)
            .Select(endpoint => (JsonElement?)endpoint)
            .SingleOrDefault();

    private Task<int> DeliveriesAsync(JsonElement endpoint, string entry)
    {
        var prefix = $"webhook:{endpoint.GetProperty("id").GetString()}:{entry}";
        return bench.Hub.Store.ReadAsync(db =>
            Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.CountAsync(
                db.Effects.Where(e => e.Key.StartsWith(prefix)),
                Ct
            )
        );
    }
}
