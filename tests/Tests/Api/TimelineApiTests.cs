using System.Text.Json.Nodes;
using Hub.Orders;
using Tests.Simulation;
using static Tests.Api.PortalBench;

namespace Tests.Api;

/// <summary>What citizens and portals learn of an order's way, and the page after paying.</summary>
public sealed class TimelineApiTests(PortalBench bench) : IClassFixture<PortalBench>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_timeline_tells_phase_events_next_step_and_promise_in_three_languages()
    {
        var order = await bench.PlaceAsync();
        var id = order.GetProperty("id").GetString()!;
        var attempt = await bench.StartAttemptAsync(id);
        await bench.ReportAsync(
            attempt.GetProperty("oid").GetString()!,
            attempt.GetProperty("amount").GetString()!
        );
        await bench.Hub.SettleAsync(Ct);

        var timeline = await bench.GetAsync($"orders/{id}/timeline");

        Assert.Equal("in_progress", timeline.GetProperty("phase").GetString());
        Assert.Equal(
            ["order.created", "order.paid", "order.accepted"],
            timeline.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("event").GetString())
        );
        Assert.Equal("In progress", timeline.GetProperty("phaseText").GetProperty("en").GetString());
        Assert.All(
            new[] { "ar", "fr", "en" },
            language => Assert.NotEmpty(timeline.GetProperty("next").GetProperty(language).GetString()!)
        );
        Assert.Equal("2026-12-02", timeline.GetProperty("promisedOn").GetString());
        Assert.False(timeline.GetProperty("late").GetBoolean());
    }

    [Fact]
    public async Task A_reason_is_told_with_the_words_for_the_citizen()
    {
        var id = (await bench.PlaceAsync()).GetProperty("id").GetGuid();
        await MoveAsync(id, OrderState.Rejected, "act_not_found");

        var timeline = await bench.GetAsync($"orders/{id}/timeline");

        var reason = timeline.GetProperty("events").EnumerateArray().Last().GetProperty("reason");
        Assert.Equal("act_not_found", reason.GetProperty("code").GetString());
        Assert.NotEmpty(reason.GetProperty("text").GetProperty("ar").GetString()!);
    }

    [Fact]
    public async Task Anybody_with_number_and_address_may_track_without_learning_the_id()
    {
        var order = await bench.PlaceAsync();
        using var other = bench.Hub.Portal(HubApplication.OtherPortalKey);

        using var response = await TrackAsync(
            order.GetProperty("trackingNumber").GetString()!.ToLowerInvariant(),
            "FATIMA@example.ma",
            other
        );

        var tracked = await ReadAsync(response, 200);
        Assert.Equal("created", tracked.GetProperty("phase").GetString());
        Assert.DoesNotContain(
            order.GetProperty("id").GetString()!,
            tracked.GetRawText(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task An_unknown_number_and_another_s_address_get_the_very_same_answer()
    {
        var order = await bench.PlaceAsync();

        using var unknown = await TrackAsync("CASA-2026-999999", "fatima@example.ma");
        using var mismatched = await TrackAsync(
            order.GetProperty("trackingNumber").GetString()!,
            "somebody@example.ma"
        );

        Assert.Equal(unknown.StatusCode, mismatched.StatusCode);
        Assert.Equal(
            await unknown.Content.ReadAsStringAsync(Ct),
            await mismatched.Content.ReadAsStringAsync(Ct)
        );
        Assert.Equal("tracking_not_found", CodeOf(await ReadAsync(mismatched, 404)));
    }

    [Fact]
    public async Task The_correction_the_bureau_asked_for_is_made_once()
    {
        var id = (await bench.PlaceAsync()).GetProperty("id").GetGuid();
        var act = JsonNode.Parse(
            """{ "number": "77", "year": 1981, "calendar": "gregorian", "language": "ar" }"""
        )!;
        var correction = new JsonObject { ["act"] = act };

        using var early = await bench.PostAsync($"orders/{id}/corrections", correction);
        await MoveAsync(id, OrderState.NeedsInformation, "act_not_found");
        using var empty = await bench.PostAsync($"orders/{id}/corrections", new JsonObject());
        using var made = await bench.PostAsync($"orders/{id}/corrections", correction);
        using var again = await bench.PostAsync($"orders/{id}/corrections", correction);

        Assert.Equal("correction_not_allowed", CodeOf(await ReadAsync(early, 409)));
        Assert.Equal(422, (int)empty.StatusCode);
        Assert.Equal("77", (await ReadAsync(made, 202)).GetProperty("act").GetProperty("number").GetString());
        Assert.Equal("correction_made", CodeOf(await ReadAsync(again, 409)));
    }

    [Fact]
    public async Task An_order_is_cancelled_before_it_is_paid_and_not_afterwards()
    {
        var unpaid = (await bench.PlaceAsync()).GetProperty("id").GetGuid();
        var paid = (await bench.PlaceAsync()).GetProperty("id").GetString()!;
        var attempt = await bench.StartAttemptAsync(paid);
        await bench.ReportAsync(
            attempt.GetProperty("oid").GetString()!,
            attempt.GetProperty("amount").GetString()!
        );

        using var taken = await bench.PostAsync($"orders/{unpaid}/cancellation", null);
        using var tooLate = await bench.PostAsync($"orders/{paid}/cancellation", null);
        await bench.Hub.SettleAsync(Ct);

        Assert.Equal(202, (int)taken.StatusCode);
        Assert.Equal("order_not_cancellable", CodeOf(await ReadAsync(tooLate, 409)));
        Assert.Equal(
            "cancelled",
            (await bench.GetAsync($"orders/{unpaid}")).GetProperty("state").GetString()
        );
    }

    [Fact]
    public async Task The_browser_s_return_says_that_we_are_checking_until_the_gateway_has_reported()
    {
        var id = (await bench.PlaceAsync()).GetProperty("id").GetString()!;
        var attempt = await bench.StartAttemptAsync(id);
        using var visitor = bench.Hub.Visitor();
        using var claim = new FormUrlEncodedContent([
            new("Response", "Approved"),
            new("ProcReturnCode", "00"),
        ]);

        using var returned = await visitor.PostAsync(
            new Uri($"pay/return/{id}", UriKind.Relative),
            claim,
            Ct
        );
        var before = await returned.Content.ReadAsStringAsync(Ct);
        await bench.ReportAsync(
            attempt.GetProperty("oid").GetString()!,
            attempt.GetProperty("amount").GetString()!
        );
        await bench.Hub.SettleAsync(Ct);
        var after = await visitor.GetStringAsync(new Uri($"pay/return/{id}", UriKind.Relative), Ct);

        Assert.Contains("dir=\"rtl\"", before, StringComparison.Ordinal);
        Assert.Contains("http-equiv=\"refresh\"", before, StringComparison.Ordinal);
        Assert.DoesNotContain("http-equiv=\"refresh\"", after, StringComparison.Ordinal);
    }

    private Task<HttpResponseMessage> TrackAsync(string number, string email, HttpClient? portal = null) =>
        bench.PostAsync(
            "tracking",
            new JsonObject { ["trackingNumber"] = number, ["email"] = email },
            portal: portal
        );

    // As the bureau's answer would move it.
    private Task MoveAsync(Guid id, OrderState state, string reason) =>
        bench.Hub.Store.WriteAsync(
            async session =>
                (await OrderLock.HoldAsync(session, id, Ct)).MoveTo(state, "bureau:CHK-02", reason, session),
            Ct
        );
}
