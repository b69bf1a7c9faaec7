using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Hub.Audit;
using Hub.Portal;
using Microsoft.EntityFrameworkCore;
using static Tests.Api.PortalBench;

namespace Tests.Api;

/// <summary>What a known portal sent and we refused is kept with its reason; what anybody may send is not.</summary>
public sealed class KeptRefusalTests(PortalBench bench) : IClassFixture<PortalBench>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_call_without_a_key_is_kept_with_its_body()
    {
        var order = bench.NewOrder().ToJsonString();

        using var response = await SendAsync(order, key: null);

        Assert.Equal("idempotency_key_missing", CodeOf(await ReadAsync(response, 400)));
        var kept = Assert.Single(await KeptAsync(p => p.Code == "idempotency_key_missing"));
        Assert.Equal(("portal", order), (kept.Partner, Encoding.UTF8.GetString(kept.Content)));
    }

    [Theory]
    [InlineData(256, 'x', "idempotency_key_too_long")]
    [InlineData(3, '\t', "idempotency_key_malformed")]
    public async Task A_call_under_a_key_that_is_none_is_kept(int length, char letter, string code)
    {
        using var response = await SendAsync("{}", "k-" + new string(letter, length) + "-k");

        Assert.Equal(code, CodeOf(await ReadAsync(response, 400)));
        var kept = Assert.Single(await KeptAsync(p => p.Code == code));
        Assert.StartsWith("k-", kept.Key, StringComparison.Ordinal);
        Assert.InRange(kept.Key!.Length, 2, 255);
    }

    [Fact]
    public async Task A_body_of_another_kind_is_kept()
    {
        using var response = await SendAsync("<order/>", Guid.NewGuid().ToString(), "application/xml");

        Assert.Equal("media_type_unknown", CodeOf(await ReadAsync(response, 415)));
        var kept = Assert.Single(await KeptAsync(p => p.Code == "media_type_unknown"));
        Assert.Equal("<order/>", Encoding.UTF8.GetString(kept.Content));
    }

    [Fact]
    public async Task Of_a_body_that_is_too_large_the_facts_are_kept()
    {
        var key = Guid.NewGuid().ToString();

        using var response = await SendAsync(new string(' ', 70_000), key);

        Assert.Equal("body_too_large", CodeOf(await ReadAsync(response, 413)));
        var kept = Assert.Single(await KeptAsync(p => p.Key == key));
        var facts = JsonElement.Parse(kept.Content);
        Assert.Equal("POST /api/v1/orders", facts.GetProperty("route").GetString());
        Assert.Equal(70_000, facts.GetProperty("size").GetInt32());
    }

    [Fact]
    public async Task A_file_that_is_none_is_kept_by_its_facts()
    {
        var key = Guid.NewGuid().ToString();
        using var message = new HttpRequestMessage(HttpMethod.Post, "api/v1/attachments")
        {
            Content = new StringContent("no multipart", Encoding.UTF8, "text/plain"),
        };
        message.Headers.Add("Idempotency-Key", key);

        using var response = await bench.Portal.SendAsync(message, Ct);

        Assert.Equal("multipart_expected", CodeOf(await ReadAsync(response, 415)));
        var kept = Assert.Single(await KeptAsync(p => p.Key == key));
        Assert.Equal(
            "text/plain; charset=utf-8",
            JsonElement.Parse(kept.Content).GetProperty("mediaType").GetString()
        );
    }

    [Fact]
    public async Task A_call_whose_key_is_in_flight_or_was_used_for_another_is_kept()
    {
        var key = Guid.NewGuid().ToString();
        using (bench.Hub.Get<CallsInFlight>().TryEnter("portal", key))
        {
            using var inFlight = await bench.PostAsync("orders", bench.NewOrder(), key);
            Assert.Equal(409, (int)inFlight.StatusCode);
        }

        using var first = await bench.PostAsync("orders", bench.NewOrder(), key);
        using var other = await bench.PostAsync("orders", bench.NewOrder(), key);

        Assert.Equal((201, 422), ((int)first.StatusCode, (int)other.StatusCode));
        Assert.Equal(
            [null, "idempotency_key_reused", "request_in_flight"],
            (await KeptAsync(p => p.Key == key)).Select(p => p.Code).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task What_anybody_may_send_is_counted_and_not_kept()
    {
        var before = await bench.Hub.Store.ReadAsync(db => db.ReceivedPayloads.CountAsync(Ct));
        var counted = new ConcurrentQueue<string?>();
        using var listener = new MeterListener();
        var meters = bench.Hub.Get<IMeterFactory>();
        listener.InstrumentPublished = (instrument, self) =>
        {
            // Other hubs of other tests count for themselves.
            if (instrument.Name == "hub.portal.refused" && instrument.Meter.Scope == meters)
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>(
            (_, _, tags, _) => counted.Enqueue(tags[0].Value?.ToString())
        );
        listener.Start();
        using var stranger = bench.Hub.Portal("hub_test_nobody-knows-this-key");

        using var response = await bench.PostAsync("orders", bench.NewOrder(), portal: stranger);

        Assert.Equal("key_unknown", CodeOf(await ReadAsync(response, 401)));
        Assert.Equal("key_unknown", Assert.Single(counted));
        Assert.Equal(before, await bench.Hub.Store.ReadAsync(db => db.ReceivedPayloads.CountAsync(Ct)));
    }

    private async Task<HttpResponseMessage> SendAsync(
        string body,
        string? key,
        string mediaType = "application/json"
    )
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "api/v1/orders")
        {
            Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue(mediaType)),
        };
        if (key is not null)
        {
            message.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        }

        return await bench.Portal.SendAsync(message, Ct);
    }

    private Task<List<ReceivedPayload>> KeptAsync(
        System.Linq.Expressions.Expression<Func<ReceivedPayload, bool>> which
    ) =>
        bench.Hub.Store.ReadAsync(db =>
            db.ReceivedPayloads.Where(which).OrderBy(p => p.ReceivedAt).ThenBy(p => p.Id).ToListAsync(Ct)
        );
}
