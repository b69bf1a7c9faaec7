using System.Text.Json;
using Hub.Registries;
using Tests.Simulation;
using static Tests.Api.PortalBench;

namespace Tests.Api;

/// <summary>How the hub is, for everybody who asks.</summary>
public sealed class StatusApiTests(PortalBench bench) : IClassFixture<PortalBench>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_state_of_the_hub_is_public_looked_at_now_and_then_and_tells_how_long_bureaus_take()
    {
        await bench.Hub.AdvanceAsync(TimeSpan.FromMinutes(1), Ct);
        var before = await StatusAsync();
        await WaitAtAsync("CHK-05");
        var remembered = await StatusAsync();
        await bench.Hub.AdvanceAsync(TimeSpan.FromSeconds(11), Ct);
        var after = await StatusAsync();

        Assert.Equal("ok", before.GetProperty("components").GetProperty("store").GetString());
        Assert.Equal(before.GetRawText(), remembered.GetRawText());
        var bureau = after
            .GetProperty("bureaus")
            .EnumerateArray()
            .Single(b => b.GetProperty("code").GetString() == "CHK-05");
        Assert.Equal(1, bureau.GetProperty("open").GetInt32());
        Assert.Equal(
            before.GetProperty("asOf").GetString(),
            bureau.GetProperty("oldestOpenedAt").GetString()
        );
        Assert.False(bureau.TryGetProperty("answeredInHours", out _));
    }

    [Fact]
    public async Task The_state_tells_how_quickly_a_bureau_answered_half_of_its_last_requests()
    {
        foreach (var hours in (double[])[2, 30.5, 400])
        {
            await WaitAtAsync("CHK-07", hours);
        }

        await bench.Hub.AdvanceAsync(TimeSpan.FromMinutes(10), Ct);
        var status = await StatusAsync();

        var bureau = status
            .GetProperty("bureaus")
            .EnumerateArray()
            .Single(b => b.GetProperty("code").GetString() == "CHK-07");
        Assert.Equal(30.5, bureau.GetProperty("answeredInHours").GetDouble());
        Assert.Equal(0, bureau.GetProperty("open").GetInt32());
    }

    [Fact]
    public async Task A_partner_that_does_not_answer_shows_in_its_component_and_by_name()
    {
        await using var hub = HubApplication.Start(("Work:BreakAfterFailures", "1"));
        hub.Get<Hub.Work.PartnerBreaker>().Failed("cmi");
        hub.Get<Hub.Work.PartnerBreaker>().Failed("CHK-02");
        using var visitor = hub.Visitor();

        using var response = await visitor.GetAsync(new Uri("status", UriKind.Relative), Ct);

        var status = await ReadAsync(response, 200);
        var components = status.GetProperty("components");
        Assert.Equal("degraded", status.GetProperty("status").GetString());
        Assert.Equal("disturbed", components.GetProperty("payments").GetString());
        Assert.Equal("disturbed", components.GetProperty("bureaus").GetString());
        Assert.Equal("ok", components.GetProperty("post").GetString());
        Assert.Equal(
            ["CHK-02", "cmi"],
            status.GetProperty("disturbed").EnumerateArray().Select(p => p.GetString())
        );
    }

    [Fact]
    public async Task What_goes_wrong_with_one_portal_is_nobody_else_s_business()
    {
        await using var hub = HubApplication.Start(("Work:BreakAfterFailures", "1"));
        hub.Get<Hub.Work.PartnerBreaker>().Failed("portal");
        hub.Get<Hub.Work.PartnerBreaker>().Failed("whe_portal");
        using var visitor = hub.Visitor();

        using var response = await visitor.GetAsync(new Uri("status", UriKind.Relative), Ct);

        var status = await ReadAsync(response, 200);
        Assert.Equal("ok", status.GetProperty("status").GetString());
        Assert.Empty(status.GetProperty("disturbed").EnumerateArray());
    }

    private async Task<JsonElement> StatusAsync()
    {
        using var visitor = bench.Hub.Visitor();
        using var response = await visitor.GetAsync(new Uri("status", UriKind.Relative), Ct);
        Assert.True(response.Headers.CacheControl?.Public);
        return await ReadAsync(response, 200);
    }

    private async Task WaitAtAsync(string bureau, double? answeredInHours = null)
    {
        var order = (await bench.PlaceAsync()).GetProperty("id").GetGuid();
        await bench.Hub.Store.WriteAsync(
            session =>
            {
                session.Db.BureauRequests.Add(
                    new BureauRequest
                    {
                        RequestId = $"{order:N}-R1",
                        OrderId = order,
                        Number = 1,
                        BureauCode = bureau,
                        Channel = "desk",
                        State = answeredInHours is null ? RequestState.Received : RequestState.Answered,
                        DueOn = "2026-11-26",
                        OpenedAt = session.Now.AddHours(-answeredInHours ?? 0),
                        AnsweredAt = answeredInHours is null ? null : session.Now,
                    }
                );
                return Task.CompletedTask;
            },
            Ct
        );
    }
}
