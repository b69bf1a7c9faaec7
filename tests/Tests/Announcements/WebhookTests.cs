using Hub.Announcements;
using Hub.Orders;
using Hub.Work;
using Microsoft.EntityFrameworkCore;
using Simulators.Portal;

namespace Tests.Announcements;

public sealed class WebhookTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_endpoint_that_fails_is_tried_ten_times_in_three_days_then_a_person_is_told_once()
    {
        await using var bench = await AnnouncementBench.OpenAsync();
        bench.Portal.Mood = SinkMood.Error;

        await bench.OrderAsync();
        await bench.RunAsync(TimeSpan.FromDays(5));

        TimeSpan[] pauses =
        [
            TimeSpan.FromSeconds(5),
            TimeSpan.FromMinutes(5),
            TimeSpan.FromMinutes(30),
            TimeSpan.FromHours(2),
            TimeSpan.FromHours(5),
            TimeSpan.FromHours(10),
            TimeSpan.FromHours(14),
            TimeSpan.FromHours(20),
            TimeSpan.FromHours(24),
        ];
        var tries = bench.Portal.Tries;
        Assert.Equal(AnnouncementBench.Monday, tries[0]);
        Assert.Equal(pauses, tries.Zip(tries.Skip(1), (before, after) => after - before));
        Assert.Equal(EndpointState.Failing, (await bench.EndpointAsync()).State);
        var incident = await bench.Store.ReadAsync(db => db.Incidents.SingleAsync(Ct));
        Assert.Equal(("webhook_failing", AnnouncementBench.Client), (incident.Code, incident.Partner));
        var effect = await bench.Store.ReadAsync(db =>
            db.Effects.SingleAsync(e => e.Type == WebhookDelivery.WorkType, Ct)
        );
        Assert.Equal((EffectState.GivenUp, null), (effect.State, effect.NextCheckAt));
    }

    [Fact]
    public async Task Many_events_keep_the_schedule_at_a_dead_endpoint_and_reach_the_good_one_at_once()
    {
        const int Orders = 8;
        await using var bench = await AnnouncementBench.OpenAsync();
        await bench.AddSecondEndpointAsync();
        bench.Portal.Mood = SinkMood.Error;

        for (var order = 0; order < Orders; order++)
        {
            await bench.OrderAsync();
        }

        await bench.RunAsync(TimeSpan.FromDays(5));

        var moment = AnnouncementBench.Monday;
        var promised = WebhookDelivery
            .Pauses.Select(pause => moment += pause)
            .Prepend(AnnouncementBench.Monday);
        Assert.Equal(promised.SelectMany(at => Enumerable.Repeat(at, Orders)), bench.Portal.Tries.Order());
        Assert.Equal(
            Enumerable.Repeat(AnnouncementBench.Monday, Orders),
            bench.SecondPortal.Events.Select(e => e.HeardAt)
        );
    }

    [Fact]
    public async Task Who_removes_a_failing_endpoint_leaves_nothing_to_look_after()
    {
        await using var bench = await AnnouncementBench.OpenAsync();
        bench.Portal.Mood = SinkMood.Error;
        await bench.OrderAsync();
        await bench.RunAsync(TimeSpan.FromDays(5));
        Assert.Null((await bench.Store.ReadAsync(db => db.Incidents.SingleAsync(Ct))).ResolvedAt);

        var removed = await bench.Store.WriteAsync(
            session =>
                RemoveWebhookEndpoint.RunAsync(
                    AnnouncementBench.Client,
                    AnnouncementBench.EndpointId,
                    session,
                    Ct
                ),
            Ct
        );

        Assert.True(removed);
        var incident = await bench.Store.ReadAsync(db => db.Incidents.SingleAsync(Ct));
        Assert.Equal(("system", "endpoint_removed"), (incident.ResolvedBy, incident.Resolution));
        Assert.False(await bench.Store.ReadAsync(db => db.WebhookEndpoints.AnyAsync(Ct)));
    }

    [Fact]
    public async Task The_health_of_an_endpoint_says_what_waits_since_when_and_what_it_said_last()
    {
        await using var bench = await AnnouncementBench.OpenAsync();
        var order = await bench.OrderAsync();
        await bench.RunAsync(TimeSpan.FromSeconds(1));
        var delivered = (await bench.EndpointAsync()).LastDeliveredAt;
        bench.Portal.Mood = SinkMood.Error;

        await bench.MoveAsync(order, OrderState.Paid);
        await bench.RunAsync(TimeSpan.FromMinutes(10));

        var health = (
            await bench.Store.ReadAsync(db => EndpointHealth.ReadAsync(db, AnnouncementBench.Client, Ct))
        ).Single();
        Assert.Equal(AnnouncementBench.Monday, delivered);
        Assert.Equal(AnnouncementBench.EndpointId, health.Key);
        Assert.Equal(1, health.Value.Waiting);
        Assert.Equal(AnnouncementBench.Monday.AddSeconds(1), health.Value.OldestWaitingSince);
        Assert.Contains("500", health.Value.LastError, StringComparison.Ordinal);
        Assert.True(health.Value.NextTryAt > AnnouncementBench.Monday.AddMinutes(10));
    }

    [Fact]
    public async Task The_first_event_a_failing_endpoint_takes_makes_all_well_again()
    {
        await using var bench = await AnnouncementBench.OpenAsync();
        bench.Portal.Mood = SinkMood.Error;
        var order = await bench.OrderAsync();
        await bench.RunAsync(TimeSpan.FromDays(5));

        bench.Portal.Mood = SinkMood.Well;
        await bench.MoveAsync(order, OrderState.Paid);
        await bench.RunAsync(TimeSpan.FromHours(1));

        Assert.Equal("order.paid", Assert.Single(bench.Portal.Events).Type);
        Assert.Equal(EndpointState.Active, (await bench.EndpointAsync()).State);
        Assert.NotNull((await bench.Store.ReadAsync(db => db.Incidents.SingleAsync(Ct))).ResolvedAt);
    }

    [Fact]
    public async Task An_endpoint_that_never_answers_is_tried_again()
    {
        await using var bench = await AnnouncementBench.OpenAsync();
        bench.Portal.Mood = SinkMood.Hanging;
        await bench.OrderAsync();
        await bench.RunAsync(TimeSpan.FromSeconds(1));

        bench.Portal.Mood = SinkMood.Well;
        await bench.RunAsync(TimeSpan.FromSeconds(10));

        Assert.Equal(AnnouncementBench.Monday.AddSeconds(5), Assert.Single(bench.Portal.Events).HeardAt);
    }

    [Fact]
    public async Task A_portal_that_asks_to_wait_is_left_alone_so_long()
    {
        await using var bench = await AnnouncementBench.OpenAsync();
        bench.Portal.Mood = SinkMood.Busy;
        await bench.OrderAsync();
        await bench.RunAsync(TimeSpan.FromSeconds(1));

        bench.Portal.Mood = SinkMood.Well;
        await bench.RunAsync(TimeSpan.FromHours(1));

        Assert.Equal(AnnouncementBench.Monday.AddMinutes(10), Assert.Single(bench.Portal.Events).HeardAt);
    }

    [Fact]
    public async Task Gone_means_that_nothing_more_is_posted()
    {
        await using var bench = await AnnouncementBench.OpenAsync();
        bench.Portal.Mood = SinkMood.Gone;
        var order = await bench.OrderAsync();
        await bench.RunAsync(TimeSpan.FromMinutes(1));

        bench.Portal.Mood = SinkMood.Well;
        await bench.MoveAsync(order, OrderState.Paid);
        await bench.RunAsync(TimeSpan.FromDays(4));

        Assert.Single(bench.Portal.Tries);
        Assert.Equal(EndpointState.Disabled, (await bench.EndpointAsync()).State);
        Assert.Equal(2, await bench.Store.ReadAsync(db => db.PortalEvents.CountAsync(Ct)));
    }

    [Fact]
    public async Task During_a_rotation_the_former_secret_holds_and_afterwards_only_the_new_one()
    {
        await using var bench = await AnnouncementBench.OpenAsync();
        var former = bench.Portal.Secret;
        var order = await bench.OrderAsync();
        var next = await bench.Store.WriteAsync(
            session =>
                bench
                    .Get<RotateWebhookSecret>()
                    .RunAsync(AnnouncementBench.Client, AnnouncementBench.EndpointId, session, Ct),
            Ct
        );

        await bench.RunAsync(TimeSpan.FromHours(1));
        bench.Portal.Secret = next!.Secret;
        await bench.MoveAsync(order, OrderState.Paid);
        await bench.RunAsync(TimeSpan.FromDays(2));
        bench.Portal.Secret = former;
        await bench.MoveAsync(order, OrderState.AtBureau);
        await bench.RunAsync(TimeSpan.FromMinutes(1));

        Assert.NotEqual(former, next.Secret);
        Assert.Equal(["order.created", "order.paid"], bench.Portal.Events.Select(e => e.Type));
    }

    [Fact]
    public async Task An_endpoint_hears_only_what_it_wants()
    {
        await using var bench = await AnnouncementBench.OpenAsync();
        var added = await bench.Store.WriteAsync(
            session =>
                bench
                    .Get<AddWebhookEndpoint>()
                    .RunAsync(
                        AnnouncementBench.Client,
                        bench.Portal.Address.ToString(),
                        ["order.issued"],
                        session,
                        Ct
                    ),
            Ct
        );
        var endpoint = Assert.IsType<AddEndpointResult.Added>(added).Shown.Endpoint;

        await bench.MoveAsync(await bench.OrderAsync(), OrderState.Paid, OrderState.Issued);
        await bench.RunAsync(TimeSpan.FromSeconds(1));

        var deliveries = await bench.Store.ReadAsync(db =>
            db.Effects.CountAsync(e => e.Key.StartsWith($"webhook:{endpoint.Id}:"), Ct)
        );
        Assert.Equal(1, deliveries);
    }

    [Fact]
    public async Task An_event_the_portal_lost_is_delivered_again_under_its_own_id()
    {
        await using var bench = await AnnouncementBench.OpenAsync();
        await bench.OrderAsync();
        await bench.RunAsync(TimeSpan.FromSeconds(1));
        var lost = Assert.Single(bench.Portal.Events);

        var sent = await bench.Store.WriteAsync(
            session => RedeliverEvent.RunAsync(AnnouncementBench.Client, lost.Id, session, Ct),
            Ct
        );
        await bench.RunAsync(TimeSpan.FromSeconds(1));

        Assert.Equal(1, sent);
        Assert.Equal(2, bench.Portal.Tries.Count);
        Assert.Equal(lost.Id, Assert.Single(bench.Portal.Events).Id);
    }

    [Theory]
    [InlineData("http://portal.example/hooks", "https_required")]
    [InlineData("https://127.0.0.2/hooks", "address_not_allowed")]
    [InlineData("https://[::1]/hooks", "address_not_allowed")]
    [InlineData("https://localhost/hooks", "address_not_allowed")]
    [InlineData("https://user:secret@portal.example/hooks", "url_with_credentials")]
    [InlineData("/hooks", "url_malformed")]
    public async Task An_address_that_may_not_be_called_is_not_registered(string url, string code)
    {
        await using var bench = await AnnouncementBench.OpenAsync();

        var result = await bench.Store.WriteAsync(
            session =>
                bench.Get<AddWebhookEndpoint>().RunAsync(AnnouncementBench.Client, url, [], session, Ct),
            Ct
        );

        Assert.Equal(code, Assert.IsType<AddEndpointResult.Refused>(result).Code);
    }
}
