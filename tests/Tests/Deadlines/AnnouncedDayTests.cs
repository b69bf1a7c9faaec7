using Hub.Audit;
using Hub.Calendars;
using Hub.Orders;
using Hub.Processes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tests.Exchange;
using Workflows.Engine;
using Workflows.Time;

namespace Tests.Deadlines;

/// <summary>A holiday announced late moves what is open, and says why (domain.md §6.3).</summary>
public sealed class AnnouncedDayTests
{
    private const string Bureau = "CHK-02";
    private static readonly DateOnly Tuesday = new(2026, 11, 24);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_feast_announced_the_evening_before_moves_requests_manifests_and_promises_and_says_why()
    {
        await using var bench = await OpenAsync();
        var order = await bench.PaidOrderAsync(Bureau);
        await bench.RequestAsync(order);
        await PromiseAsync(bench, order);
        // Packed after the cut-off: to be handed in on Tuesday.
        await bench.AdvanceToAsync(ExchangeBench.Monday.AddHours(7));
        var packed = await bench.PaidOrderAsync(Bureau);
        await bench.PackAsync(packed);
        await PromiseAsync(bench, packed);
        await bench.AdvanceToAsync(ExchangeBench.Monday.AddHours(12));

        var result = await AnnounceAsync(bench, Tuesday, "administration", "post");

        Assert.Equal(2, Assert.IsType<AnnounceDayResult.Announced>(result).Changes);
        var request = await bench.Store.ReadAsync(db => db.BureauRequests.SingleAsync(Ct));
        Assert.Equal("2026-11-26", request.DueOn);
        var manifest = await bench.Store.ReadAsync(db => db.Manifests.SingleAsync(Ct));
        Assert.Equal(new DateOnly(2026, 11, 25), manifest.DepositDate);
        Assert.Equal(new DateTimeOffset(2026, 11, 25, 15, 0, 0, TimeSpan.Zero), manifest.ClosesAt);
        var moved = await ChangesAsync(bench);
        Assert.Equal(
            [
                DeadlineChange.BureauRequest,
                DeadlineChange.Manifest,
                DeadlineChange.PromisedDay,
                DeadlineChange.PromisedDay,
            ],
            moved.Select(m => m.What)
        );
        var causes = await bench.Store.ReadAsync(db => db.CalendarChanges.ToListAsync(Ct));
        Assert.All(causes, c => Assert.Equal(("Aïd al-Fitr", "user:admin.1"), (c.Name, c.By)));
        Assert.All(causes, c => Assert.NotNull(c.ReckonedAt));
        Assert.All(moved, m => Assert.Contains(m.CalendarChangeId, causes.Select(c => c.Id)));
    }

    [Fact]
    public async Task A_manifest_whose_cut_off_has_come_closes_all_the_same()
    {
        await using var bench = await OpenAsync();
        await bench.PackAsync(await bench.PaidOrderAsync(Bureau));
        var before = await bench.Store.ReadAsync(db => db.Manifests.SingleAsync(Ct));
        bench.Clock.AdvanceTo(before.ClosesAt);

        await AnnounceAsync(bench, DateOnly.FromDateTime(before.ClosesAt.UtcDateTime), "post");

        Assert.Equal(
            before.ClosesAt,
            (await bench.Store.ReadAsync(db => db.Manifests.SingleAsync(Ct))).ClosesAt
        );
    }

    [Fact]
    public async Task A_feast_that_moves_by_a_day_gives_the_other_day_back()
    {
        await using var bench = await OpenAsync();
        await bench.RequestAsync(await bench.PaidOrderAsync(Bureau));
        await AnnounceAsync(bench, Tuesday, "administration");

        await AnnounceAsync(bench, Tuesday.AddDays(1), "administration");
        await bench
            .Get<AnnounceDay>()
            .RunAsync(Day(Tuesday, ["administration"]) with { IsOff = false }, "user:admin.1", Ct);

        Assert.Equal(
            "2026-11-26",
            (await bench.Store.ReadAsync(db => db.BureauRequests.SingleAsync(Ct))).DueOn
        );
        Assert.Equal(
            [CalendarChangeKind.DayOff, CalendarChangeKind.DayOff, CalendarChangeKind.DayBack],
            (
                await bench.Store.ReadAsync(db => db.CalendarChanges.OrderBy(c => c.Kind).ToListAsync(Ct))
            ).Select(c => c.Kind)
        );
    }

    [Fact]
    public async Task A_predicted_day_that_is_confirmed_moves_nothing_and_is_noted()
    {
        await using var bench = await OpenAsync();
        await bench.RequestAsync(await bench.PaidOrderAsync(Bureau));
        await bench
            .Get<AnnounceDay>()
            .RunAsync(
                Day(Tuesday, ["administration"]) with
                {
                    Status = CalendarStatus.Predicted,
                },
                "user:admin.1",
                Ct
            );
        var moved = (await ChangesAsync(bench)).Count;

        await bench
            .Get<AnnounceDay>()
            .RunAsync(
                Day(Tuesday, ["administration"]) with
                {
                    Status = CalendarStatus.Confirmed,
                },
                "user:admin.1",
                Ct
            );

        Assert.Equal(moved, (await ChangesAsync(bench)).Count);
        var last = await bench.Store.ReadAsync(db =>
            db.CalendarChanges.SingleAsync(c => c.Kind == CalendarChangeKind.Status, Ct)
        );
        Assert.Equal((CalendarChangeKind.Status, CalendarStatus.Confirmed), (last.Kind, last.Status));
        Assert.True(bench.Catalogue.Calendars.TryGet("administration", out var calendar));
        Assert.Equal(
            CalendarStatus.Confirmed,
            calendar.HolidayOn(NodaTime.LocalDate.FromDateOnly(Tuesday))!.Status
        );
    }

    [Fact]
    public async Task Every_process_that_waits_for_a_moment_is_told_once_all_nodes_know()
    {
        await using var bench = await OpenAsync();
        var instance = Guid.CreateVersion7();
        await bench.Store.WriteAsync(
            session =>
            {
                session.Processes.TellAt(
                    instance,
                    new Trigger.TimerFired(3, "late", default),
                    session.Now.AddDays(2)
                );
                return Task.CompletedTask;
            },
            Ct
        );

        await AnnounceAsync(bench, Tuesday, "administration");

        var told = await bench.Store.ReadAsync(db =>
            db.ProcessTriggers.SingleAsync(t => t.Kind == TriggerKind.CalendarsChanged, Ct)
        );
        Assert.Equal((instance, bench.Clock.GetUtcNow().AddSeconds(30)), (told.InstanceId, told.DueAt));
    }

    [Fact]
    public async Task What_another_node_announced_is_known_here_after_it_looks()
    {
        await using var bench = await OpenAsync();
        await AnnounceAsync(bench, Tuesday, "administration");
        bench.Catalogue.Announce([], []);

        await bench.Get<ReckonDeadlines>().RefreshAsync(Ct);

        Assert.True(bench.Catalogue.Calendars.TryGet("administration", out var calendar));
        Assert.False(calendar.IsWorkingDay(NodaTime.LocalDate.FromDateOnly(Tuesday)));
    }

    [Theory]
    [InlineData("nowhere", "2026-11-24", "Aïd", "communiqué", "calendar_unknown")]
    [InlineData("post", "2062-11-24", "Aïd", "communiqué", "day_too_far")]
    [InlineData("post", "2026-11-24", " ", "communiqué", "day_name")]
    [InlineData("post", "2026-11-24", "Aïd", "", "day_source")]
    public async Task What_makes_no_sense_is_refused_and_changes_nothing(
        string calendar,
        string date,
        string name,
        string source,
        string code
    )
    {
        await using var bench = await OpenAsync();
        var day = new DayAnnouncement(
            [calendar],
            DateOnly.Parse(date, System.Globalization.CultureInfo.InvariantCulture),
            true,
            new CalendarName(name, "عيد"),
            CalendarStatus.Confirmed,
            source
        );

        var result = await bench.Get<AnnounceDay>().RunAsync(day, "user:admin.1", Ct);

        Assert.Equal(code, Assert.IsType<AnnounceDayResult.Refused>(result).Code);
        Assert.False(await bench.Store.ReadAsync(db => db.AnnouncedDays.AnyAsync(Ct)));
    }

    private static async Task<ExchangeBench> OpenAsync()
    {
        var bench = await ExchangeBench.OpenAsync(services =>
        {
            services.AddSingleton<Hub.Orders.PromisedDate>();
            services.AddOptions<Hub.Portal.PortalOptions>();
            services.AddSingleton<AnnounceDay>();
            services.AddSingleton<BusinessDeadlines>();
            services.AddSingleton<ProcessDeadlines>();
            services.AddSingleton<ReckonDeadlines>();
        });
        // What the hub does at its start: from here on calendars can change.
        await bench.Get<ReckonDeadlines>().RunAsync(Ct);
        return bench;
    }

    private static Task<AnnounceDayResult> AnnounceAsync(
        ExchangeBench bench,
        DateOnly date,
        params string[] calendars
    ) => bench.Get<AnnounceDay>().RunAsync(Day(date, calendars), "user:admin.1", Ct);

    private static DayAnnouncement Day(DateOnly date, string[] calendars) =>
        new(
            calendars,
            date,
            true,
            new CalendarName("Aïd al-Fitr", "عيد الفطر", "Eid al-Fitr"),
            CalendarStatus.Exceptional,
            "communiqué du 23 novembre"
        );

    /// <summary>Gives an order the promise that it would have been placed with.</summary>
    private static Task PromiseAsync(ExchangeBench bench, Order order) =>
        bench.Store.WriteAsync(
            async session =>
            {
                var held = await session.Db.Orders.SingleAsync(o => o.Id == order.Id, Ct);
                held.PromisedOn = bench
                    .Get<PromisedDate>()
                    .Of(bench.Catalogue.Bureau(held.BureauCode), held.CreatedAt);
            },
            Ct
        );

    private static Task<List<DeadlineChange>> ChangesAsync(ExchangeBench bench) =>
        bench.Store.ReadAsync(db => db.DeadlineChanges.OrderBy(c => c.What).ToListAsync(Ct));
}
