using System.Net;
using System.Text.Json;
using Hub.Audit;
using Microsoft.EntityFrameworkCore;
using Tests.Simulation;
using static Tests.Api.PortalBench;

namespace Tests.Api;

/// <summary>Placing and reading orders over real HTTP.</summary>
public sealed class OrdersApiTests(PortalBench bench) : IClassFixture<PortalBench>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_order_is_placed_priced_promised_and_its_process_runs()
    {
        using var response = await bench.PostAsync("orders", bench.NewOrder());
        var placed = await ReadAsync(response, 201);
        await bench.Hub.SettleAsync(Ct);

        var id = placed.GetProperty("id").GetGuid();
        Assert.Equal($"/api/v1/orders/{id}", response.Headers.Location?.OriginalString);
        Assert.Matches("^CASA-2026-[0-9]{6}$", placed.GetProperty("trackingNumber").GetString());
        Assert.Equal("awaiting_payment", placed.GetProperty("state").GetString());
        Assert.Equal("created", placed.GetProperty("phase").GetString());
        Assert.Equal("2026-11-24T09:00:00Z", placed.GetProperty("createdAt").GetString());
        Assert.Equal("2026-12-02", placed.GetProperty("promisedOn").GetString());
        Assert.Equal("BK123456", placed.GetProperty("requester").GetProperty("cnie").GetString());
        var price = placed.GetProperty("price");
        Assert.Equal("MAD", price.GetProperty("currency").GetString());
        Assert.Equal(
            Dirhams(price, "stamp") + Dirhams(price, "commune") + Dirhams(price, "postage"),
            Dirhams(price, "total")
        );
        var lines = placed.GetProperty("documents").EnumerateArray().ToList();
        Assert.Equal(
            Dirhams(price, "total") - Dirhams(price, "postage"),
            lines.Sum(line => line.GetProperty("copies").GetInt32() * Dirhams(line, "unitPrice"))
        );
        var instance = await bench.Hub.Store.ReadAsync(db =>
            db.ProcessInstances.SingleAsync(i => i.OrderId == id && i.ParentId == null, Ct)
        );
        Assert.Equal("bureau-desk", instance.ProcessId);
        Assert.True(instance.Version > 0);
    }

    [Fact]
    public async Task An_order_leaves_its_evidence_its_audit_row_and_its_announcement()
    {
        var placed = await bench.PlaceAsync();
        var id = placed.GetProperty("id").GetGuid();

        var (payload, events, announcement) = await bench.Hub.Store.ReadAsync(async db =>
            (
                await db.ReceivedPayloads.SingleAsync(p => p.OrderId == id, Ct),
                await db.OrderEvents.Where(e => e.OrderId == id).ToListAsync(Ct),
                await db.OrderAnnouncements.SingleAsync(a => a.OrderId == id, Ct)
            )
        );

        Assert.Equal(
            ("portal-api", "portal", PayloadOutcome.Processed),
            (payload.Channel, payload.Partner, payload.Outcome)
        );
        var created = Assert.Single(events);
        Assert.True(created.IsIntact());
        Assert.Equal("portal:portal", created.Actor);
        Assert.Equal("order.created", announcement.EventType);
    }

    [Theory]
    [InlineData("m", "male")]
    [InlineData("F", "female")]
    public async Task A_sex_may_be_abbreviated_and_is_kept_as_one_word(string written, string kept)
    {
        var order = bench.NewOrder();
        order["subject"]!["sex"] = written;

        var placed = await bench.PlaceAsync(order);

        Assert.Equal(kept, placed.GetProperty("subject").GetProperty("sex").GetString());
    }

    [Fact]
    public async Task A_portal_reads_its_own_orders_and_nobody_else_s()
    {
        var id = (await bench.PlaceAsync()).GetProperty("id").GetString();
        using var other = bench.Hub.Portal(HubApplication.OtherPortalKey);

        var own = await bench.GetAsync($"orders/{id}");
        using var foreign = await other.GetAsync(new Uri($"api/v1/orders/{id}", UriKind.Relative), Ct);

        Assert.Equal(id, own.GetProperty("id").GetString());
        Assert.Equal("order_not_found", CodeOf(await ReadAsync(foreign, 404)));
    }

    [Fact]
    public async Task A_portal_that_knows_an_order_s_tag_is_told_that_nothing_changed()
    {
        var id = (await bench.PlaceAsync()).GetProperty("id").GetString();
        using var first = await bench.Portal.GetAsync(new Uri($"api/v1/orders/{id}", UriKind.Relative), Ct);
        using var message = new HttpRequestMessage(HttpMethod.Get, $"api/v1/orders/{id}");
        message.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        using var again = await bench.Portal.SendAsync(message, Ct);

        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Equal(first.Headers.ETag, again.Headers.ETag);
    }

    [Fact]
    public async Task The_same_reference_under_another_key_names_the_order_that_has_it()
    {
        var order = bench.NewOrder();
        var placed = await bench.PlaceAsync(order);

        using var again = await bench.PostAsync("orders", order);
        var problem = await ReadAsync(again, 409);

        Assert.Equal("reference_taken", CodeOf(problem));
        Assert.Equal(
            placed.GetProperty("id").GetString(),
            problem.GetProperty("order").GetProperty("id").GetString()
        );
    }

    [Fact]
    public async Task Orders_are_listed_page_by_page_without_gap_or_repetition()
    {
        var bureau = "CHK-03";
        var placed = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            var order = bench.NewOrder();
            order["bureau"] = bureau;
            placed.Add((await bench.PlaceAsync(order)).GetProperty("id").GetString()!);
        }

        var listed = new List<string>();
        for (string? after = ""; after is not null; )
        {
            var page = await bench.GetAsync($"orders?bureau={bureau}&limit=2&after={after}");
            listed.AddRange(
                page.GetProperty("orders").EnumerateArray().Select(o => o.GetProperty("id").GetString()!)
            );
            after = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        }

        Assert.Equal(placed.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_list_is_narrowed_by_reference_state_and_time()
    {
        var reference = (await bench.PlaceAsync()).GetProperty("reference").GetString();

        Assert.Single(await CountAsync($"orders?reference={reference}&state=awaiting_payment"));
        Assert.Empty(await CountAsync($"orders?reference={reference}&state=delivered"));
        Assert.Empty(await CountAsync($"orders?reference={reference}&createdAfter=2026-11-24T09:00:00Z"));
        Assert.Single(await CountAsync($"orders?reference={reference}&createdAfter=2026-11-24T08:59:59Z"));
    }

    [Fact]
    public async Task A_list_that_is_asked_for_wrongly_names_every_parameter()
    {
        using var response = await bench.Portal.GetAsync(
            new Uri("api/v1/orders?state=lost&limit=0&after=%21&createdAfter=yesterday", UriKind.Relative),
            Ct
        );

        Assert.Equal(
            [
                "after cursor_unknown",
                "createdAfter time_malformed",
                "limit number_out_of_range",
                "state state_unknown",
            ],
            ErrorsOf(await ReadAsync(response, 400)).Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [InlineData(null, 401, "key_missing")]
    [InlineData("hub_test_nobody-has-this-key", 401, "key_unknown")]
    [InlineData("hub_live_the-portal-of-production", 401, "key_of_other_environment")]
    public async Task Nobody_places_orders_without_a_key_of_this_environment(
        string? key,
        int status,
        string code
    )
    {
        using var client = key is null ? bench.Hub.Visitor() : bench.Hub.Portal(key);

        using var response = await bench.PostAsync("orders", bench.NewOrder(), portal: client);

        Assert.Equal(code, CodeOf(await ReadAsync(response, status)));
    }

    private static decimal Dirhams(JsonElement price, string name) =>
        decimal.Parse(
            price.GetProperty(name).GetString()!,
            System.Globalization.CultureInfo.InvariantCulture
        );

    private async Task<List<JsonElement>> CountAsync(string path) =>
        [.. (await bench.GetAsync(path)).GetProperty("orders").EnumerateArray()];
}
