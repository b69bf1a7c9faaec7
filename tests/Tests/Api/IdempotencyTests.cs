using System.Text;
using Hub.Audit;
using Hub.Portal;
using Hub.Schedules;
using Microsoft.EntityFrameworkCore;
using static Tests.Api.PortalBench;

namespace Tests.Api;

/// <summary>The same call is answered the same and done once, whatever happens to its answers.</summary>
public sealed class IdempotencyTests(PortalBench bench) : IClassFixture<PortalBench>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_call_again_gets_the_first_answer_status_headers_and_body()
    {
        var order = bench.NewOrder();
        var key = Guid.NewGuid().ToString();

        using var first = await bench.PostAsync("orders", order, key);
        using var again = await bench.PostAsync("orders", order, key);

        Assert.Equal(first.StatusCode, again.StatusCode);
        Assert.Equal(first.Headers.Location, again.Headers.Location);
        Assert.Equal(
            await first.Content.ReadAsByteArrayAsync(Ct),
            await again.Content.ReadAsByteArrayAsync(Ct)
        );
        Assert.Equal("true", Assert.Single(again.Headers.GetValues("Idempotent-Replayed")));
    }

    [Fact]
    public async Task The_same_key_with_another_body_or_on_another_route_is_refused()
    {
        var key = Guid.NewGuid().ToString();
        using var first = await bench.PostAsync("orders", bench.NewOrder(), key);
        var id = (await ReadAsync(first, 201)).GetProperty("id").GetString();

        using var otherBody = await bench.PostAsync("orders", bench.NewOrder(), key);
        using var otherRoute = await bench.PostAsync($"orders/{id}/payment-attempts", null, key);

        Assert.Equal("idempotency_key_reused", CodeOf(await ReadAsync(otherBody, 422)));
        Assert.Equal("idempotency_key_reused", CodeOf(await ReadAsync(otherRoute, 422)));
    }

    [Fact]
    public async Task Another_portal_s_key_of_the_same_name_is_another_key()
    {
        var key = Guid.NewGuid().ToString();
        using var other = bench.Hub.Portal(Simulation.HubApplication.OtherPortalKey);
        var order = bench.NewOrder();

        using var first = await bench.PostAsync("orders", order, key);
        using var second = await bench.PostAsync("orders", order, key, other);

        Assert.NotEqual(
            (await ReadAsync(first, 201)).GetProperty("id").GetString(),
            (await ReadAsync(second, 201)).GetProperty("id").GetString()
        );
    }

    [Fact]
    public async Task Fifty_equal_calls_at_once_place_one_order()
    {
        var order = bench.NewOrder();
        var key = Guid.NewGuid().ToString();

        var responses = await Task.WhenAll(
            Enumerable.Range(0, 50).Select(_ => bench.PostAsync("orders", order, key))
        );

        Assert.All(responses, response => Assert.Contains((int)response.StatusCode, new[] { 201, 409 }));
        Assert.Contains(responses, response => (int)response.StatusCode == 201);
        var reference = (string)order["reference"]!;
        var placed = await bench.Hub.Store.ReadAsync(db =>
            db.Orders.CountAsync(o => o.Reference == reference, Ct)
        );
        Assert.Equal(1, placed);
        foreach (var response in responses)
        {
            response.Dispose();
        }
    }

    [Fact]
    public async Task A_key_in_flight_asks_for_patience()
    {
        var key = Guid.NewGuid().ToString();
        using var underWay = bench.Hub.Get<CallsInFlight>().TryEnter("portal", key);

        using var response = await bench.PostAsync("orders", bench.NewOrder(), key);

        Assert.Equal("request_in_flight", CodeOf(await ReadAsync(response, 409)));
        Assert.NotNull(response.Headers.RetryAfter);
    }

    [Theory]
    [InlineData("", "idempotency_key_missing")]
    [InlineData("x", "idempotency_key_too_long", 256)]
    public async Task A_key_is_needed_and_has_255_characters_at_most(string key, string code, int times = 1)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "api/v1/orders")
        {
            Content = new StringContent(bench.NewOrder().ToJsonString(), Encoding.UTF8, "application/json"),
        };
        message.Headers.TryAddWithoutValidation(
            "Idempotency-Key",
            string.Concat(Enumerable.Repeat(key, times))
        );

        using var response = await bench.Portal.SendAsync(message, Ct);

        Assert.Equal(code, CodeOf(await ReadAsync(response, 400)));
    }

    [Fact]
    public async Task A_refusal_is_kept_and_repeated_and_so_is_every_arrival()
    {
        var key = Guid.NewGuid().ToString();
        var order = bench.NewOrder();
        order["bureau"] = "NOWHERE-1";

        using var first = await bench.PostAsync("orders", order, key);
        using var again = await bench.PostAsync("orders", order, key);

        Assert.Equal(await first.Content.ReadAsStringAsync(Ct), await again.Content.ReadAsStringAsync(Ct));
        var kept = await bench.Hub.Store.ReadAsync(db =>
            db.ReceivedPayloads.Where(p => p.Key == key).OrderBy(p => p.Outcome).ToListAsync(Ct)
        );
        Assert.Equal([PayloadOutcome.Duplicate, PayloadOutcome.Rejected], kept.Select(p => p.Outcome));
        Assert.Equal("validation_failed", kept[1].Code);
        Assert.Equal("/bureau bureau_unknown", kept[1].Message);
    }

    [Fact]
    public async Task After_seven_days_a_key_is_free_again_and_its_answer_is_purged()
    {
        await using var hub = Simulation.HubApplication.Start();
        using var portal = hub.Portal();
        var key = Guid.NewGuid().ToString();
        var order = bench.NewOrder();
        using var first = await bench.PostAsync("orders", order, key, portal);
        await hub.AdvanceAsync(TimeSpan.FromDays(7) + TimeSpan.FromSeconds(1), Ct);

        using var again = await bench.PostAsync("orders", bench.NewOrder(), key, portal);
        await hub.AdvanceAsync(TimeSpan.FromDays(7) + TimeSpan.FromSeconds(1), Ct);
        await hub.Get<PurgeExpired>().RunAsync(Ct);

        Assert.NotEqual(
            (await ReadAsync(first, 201)).GetProperty("id").GetString(),
            (await ReadAsync(again, 201)).GetProperty("id").GetString()
        );
        Assert.False(await hub.Store.ReadAsync(db => db.StoredAnswers.AnyAsync(Ct)));
    }
}
