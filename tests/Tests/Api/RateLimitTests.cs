using System.Net;
using System.Text.Json;
using Tests.Simulation;

namespace Tests.Api;

/// <summary>How often one portal may call, and what it hears when that is too often.</summary>
public sealed class RateLimitTests
{
    private static readonly Uri Orders = new("api/v1/orders", UriKind.Relative);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_portal_that_calls_too_often_is_told_when_to_come_back_and_others_do_not_wait_for_it()
    {
        await using var hub = HubApplication.Start(
            ("Portal:CallsAtOnce", "2"),
            ("Portal:CallsPerSecond", "1")
        );
        using var portal = hub.Portal(language: "ar");
        using var other = hub.Portal(HubApplication.OtherPortalKey);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => portal.GetAsync(Orders, Ct)));
        using var answerToOther = await other.GetAsync(Orders, Ct);

        var refused = answers.Where(a => a.StatusCode == HttpStatusCode.TooManyRequests).ToList();
        Assert.NotEmpty(refused);
        Assert.All(refused, a => Assert.InRange(a.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 20));
        var problem = JsonElement.Parse(await refused[0].Content.ReadAsStringAsync(Ct));
        Assert.Equal("too_many_requests", problem.GetProperty("code").GetString());
        Assert.Contains("انتظروا", problem.GetProperty("title").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, answerToOther.StatusCode);
        Array.ForEach(answers, a => a.Dispose());
    }

    [Fact]
    public async Task A_call_without_a_key_empties_nobodys_bucket()
    {
        await using var hub = HubApplication.Start(
            ("Portal:CallsAtOnce", "2"),
            ("Portal:CallsPerSecond", "1")
        );
        using var stranger = hub.Visitor();
        using var portal = hub.Portal();
        for (var call = 0; call < 5; call++)
        {
            using var refused = await stranger.GetAsync(Orders, Ct);
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        }

        using var answer = await portal.GetAsync(Orders, Ct);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
