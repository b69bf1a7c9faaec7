using System.Text;
using Tests.Simulation;
using static Tests.Api.PortalBench;

namespace Tests.Api;

/// <summary>The sandbox's clock is moved by portals, never by strangers, and never to the end of days.</summary>
public sealed class SandboxClockTests : IAsyncLifetime
{
    private static readonly Uri Clock = new("sandbox/clock", UriKind.Relative);
    private readonly HubApplication hub = HubApplication.Start();
    private HttpClient portal = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        portal = hub.Portal();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        portal.Dispose();
        await hub.DisposeAsync();
    }

    [Fact]
    public async Task A_portal_lets_an_hour_pass_and_is_told_what_time_it_is()
    {
        using var response = await MoveAsync(portal, """{ "to": "2026-11-24T10:00:00Z" }""");
        using var back = await MoveAsync(portal, """{ "to": "2026-11-20T10:00:00Z", "settle": false }""");

        foreach (var answer in (HttpResponseMessage[])[response, back])
        {
            Assert.Equal(
                "2026-11-24T10:00:00Z",
                (await ReadAsync(answer, 200)).GetProperty("now").GetString()
            );
        }
    }

    [Fact]
    public async Task A_stranger_does_not_move_it()
    {
        using var visitor = hub.Visitor();
        using var stranger = hub.Portal("hub_test_nobody-knows-this-key");

        using var without = await MoveAsync(visitor, """{ "to": "2026-11-24T10:00:00Z" }""");
        using var unknown = await MoveAsync(stranger, """{ "to": "2026-11-24T10:00:00Z" }""");

        Assert.Equal("key_missing", CodeOf(await ReadAsync(without, 401)));
        Assert.Equal("key_unknown", CodeOf(await ReadAsync(unknown, 401)));
        Assert.Equal(HubApplication.Begin, hub.Get<TimeProvider>().GetUtcNow());
    }

    [Theory]
    [InlineData("""{ "to": "9999-12-31T00:00:00Z" }""", "/to time_too_far")]
    [InlineData("""{ "to": "tomorrow" }""", "/to time_malformed")]
    [InlineData("{}", "/to field_missing")]
    [InlineData("""{ "to": "2026-11-24T10:00:00Z", "settle": "no" }""", "/settle type_wrong")]
    [InlineData("""{ "to": "2026-11-24T10:00:00Z", "speed": 2 }""", "/speed field_unknown")]
    public async Task A_wish_that_makes_no_sense_is_refused_with_its_place(string body, string error)
    {
        using var response = await MoveAsync(portal, body);

        Assert.Equal([error], ErrorsOf(await ReadAsync(response, 422)));
        Assert.Equal(HubApplication.Begin, hub.Get<TimeProvider>().GetUtcNow());
    }

    [Fact]
    public async Task What_is_no_json_is_refused_as_such()
    {
        using var response = await MoveAsync(portal, "later");

        Assert.Equal("json_malformed", CodeOf(await ReadAsync(response, 400)));
    }

    private static async Task<HttpResponseMessage> MoveAsync(HttpClient client, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await client.PostAsync(Clock, content, Ct);
    }
}
