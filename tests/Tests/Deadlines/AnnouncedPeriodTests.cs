using Hub.Audit;
using Hub.Calendars;
using Hub.Shipping;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Tests.Exchange;
using Workflows.Time;

namespace Tests.Deadlines;

/// <summary>Hours by ministerial order, announced late, move what is open and say why (domain.md §6.1, §6.3).</summary>
public sealed class AnnouncedPeriodTests
{
    private const string Bureau = "CHK-02";
    private static readonly DateOnly Tuesday = new(2026, 11, 24);
    private static readonly DailyHours Ramadan = new(new TimeOnly(9, 0), new TimeOnly(14, 0));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Hours_announced_the_evening_before_move_the_cut_off_and_say_why()
    {
        await using var bench = await OpenAsync();
        await bench.AdvanceToAsync(ExchangeBench.Monday.AddHours(7));
        await bench.PackAsync(await bench.PaidOrderAsync(Bureau));
        Assert.Equal(At(24, 15), (await ManifestAsync(bench)).ClosesAt);

        var result = await AnnounceAsync(bench, Period(Tuesday, Tuesday.AddDays(28)), "post");

        Assert.Equal(1, Assert.IsType<AnnounceDayResult.Announced>(result).Changes);
        Assert.Equal(At(24, 14), (await ManifestAsync(bench)).ClosesAt);
        var cause = await bench.Store.ReadAsync(db => db.CalendarChanges.SingleAsync(Ct));
        Assert.Equal(
            ("post", CalendarChangeKind.Hours, "Ramadan", "user:admin.1", "arrêté du 23 novembre"),
            (cause.Calendar, cause.Kind, cause.Name, cause.By, cause.Source)
        );
        Assert.NotNull(cause.ReckonedAt);
        var moved = await bench.Store.ReadAsync(db =>
            db.DeadlineChanges.SingleAsync(c => c.What == DeadlineChange.Manifest, Ct)
        );
        Assert.Equal((At(24, 15), At(24, 14), cause.Id), (moved.From, moved.To, moved.CalendarChangeId));
    }

    [Fact]
    public async Task Hours_announced_while_the_bag_should_be_gone_already_hand_it_in_the_next_day()
    {
        await using var bench = await OpenAsync();
        await bench.PackAsync(await bench.PaidOrderAsync(Bureau));
        bench.Clock.AdvanceTo(At(23, 14).AddMinutes(30));

        await AnnounceAsync(bench, Period(Tuesday.AddDays(-1), Tuesday.AddDays(27)), "post");

        var manifest = await ManifestAsync(bench);
        Assert.Equal((Tuesday, At(24, 14)), (manifest.DepositDate, manifest.ClosesAt));
    }

    [Fact]
    public async Task A_day_that_ends_at_noon_is_a_period_of_one_day()
    {
        await using var bench = await OpenAsync();
        var noon = Period(Tuesday, Tuesday) with
        {
            Name = new CalendarName("Veille de fête", "ليلة العيد"),
            Weekdays = new DailyHours(new TimeOnly(8, 0), new TimeOnly(12, 0)),
            Status = CalendarStatus.Exceptional,
        };

        await AnnounceAsync(bench, noon, "post");

        var calendar = CalendarOf(bench, "post");
        Assert.Equal(new LocalTime(12, 0), calendar.HoursOn(new LocalDate(2026, 11, 24))[^1].To);
        Assert.Equal(new LocalTime(16, 0), calendar.HoursOn(new LocalDate(2026, 11, 25))[^1].To);
    }

    [Fact]
    public async Task A_predicted_Ramadan_that_is_confirmed_a_day_later_takes_the_place_of_the_prediction()
    {
        await using var bench = await OpenAsync();
        var predicted = CalendarOf(bench, "administration").Periods.Single(p => p.From.Year == 2027);
        var confirmed = Period(
            predicted.From.PlusDays(1).ToDateOnly(),
            predicted.To.PlusDays(1).ToDateOnly()
        );

        await AnnounceAsync(bench, confirmed, "administration");

        var calendar = CalendarOf(bench, "administration");
        var now = Assert.Single(calendar.Periods, p => p.From.Year == 2027);
        Assert.Equal((predicted.From.PlusDays(1), CalendarStatus.Confirmed), (now.From, now.Status));
        Assert.Equal(new LocalTime(8, 30), calendar.HoursOn(predicted.From)[0].From);
        Assert.Equal(new LocalTime(14, 0), calendar.HoursOn(now.From.PlusDays(7))[^1].To);
        Assert.Contains(calendar.Periods, p => p.From.Year == 2026);
        var causes = await bench.Store.ReadAsync(db => db.CalendarChanges.ToListAsync(Ct));
        Assert.Equal(2, causes.Count);
        Assert.All(causes, c => Assert.Equal("user:admin.1", c.By));
    }

    [Fact]
    public async Task What_is_only_made_certain_moves_nothing_and_is_noted()
    {
        await using var bench = await OpenAsync();
        var period = Period(Tuesday, Tuesday.AddDays(28)) with { Status = CalendarStatus.Predicted };
        await AnnounceAsync(bench, period, "administration");

        await AnnounceAsync(bench, period with { Status = CalendarStatus.Confirmed }, "administration");

        var kinds = await bench.Store.ReadAsync(db =>
            db.CalendarChanges.OrderBy(c => c.Kind).Select(c => c.Kind).ToListAsync(Ct)
        );
        Assert.Equal([CalendarChangeKind.Status, CalendarChangeKind.Hours], kinds);
    }

    [Fact]
    public async Task Hours_that_are_taken_back_give_the_usual_ones_back()
    {
        await using var bench = await OpenAsync();
        await bench.PackAsync(await bench.PaidOrderAsync(Bureau));
        var period = Period(Tuesday.AddDays(-1), Tuesday.AddDays(27));
        await AnnounceAsync(bench, period, "post");
        Assert.Equal(At(23, 14), (await ManifestAsync(bench)).ClosesAt);

        await AnnounceAsync(bench, period with { IsInForce = false }, "post");

        Assert.Equal(At(23, 15), (await ManifestAsync(bench)).ClosesAt);
    }

    [Fact]
    public async Task The_calendars_differ_only_the_post_is_open_on_Saturdays()
    {
        await using var bench = await OpenAsync();
        var saturday = new LocalDate(2026, 11, 28);
        var period = Period(Tuesday, Tuesday.AddDays(28)) with
        {
            Saturday = new DailyHours(new TimeOnly(9, 0), new TimeOnly(11, 0)),
        };

        await AnnounceAsync(bench, period, "post", "banks", "administration");

        Assert.Equal(new LocalTime(11, 0), Assert.Single(CalendarOf(bench, "post").HoursOn(saturday)).To);
        Assert.Empty(CalendarOf(bench, "banks").HoursOn(saturday));
        Assert.Empty(CalendarOf(bench, "administration").HoursOn(saturday));
        await AnnounceAsync(bench, period with { Saturday = null }, "post");
        Assert.Empty(CalendarOf(bench, "post").HoursOn(saturday));
    }

    [Fact]
    public async Task What_another_node_announced_is_known_here_after_it_looks()
    {
        await using var bench = await OpenAsync();
        await AnnounceAsync(bench, Period(Tuesday, Tuesday.AddDays(28)), "post");
        bench.Catalogue.Announce([], []);

        await bench.Get<ReckonDeadlines>().RefreshAsync(Ct);

        Assert.Contains(CalendarOf(bench, "post").Periods, p => p.From == LocalDate.FromDateOnly(Tuesday));
    }

    [Theory]
    [InlineData(
        "nowhere",
        "2026-11-24",
        "2026-12-20",
        "09:00",
        "15:00",
        "Ramadan",
        "arrêté",
        "calendar_unknown"
    )]
    [InlineData("post", "2036-11-24", "2036-12-20", "09:00", "15:00", "Ramadan", "arrêté", "day_too_far")]
    [InlineData(
        "post",
        "2026-11-24",
        "2026-11-23",
        "09:00",
        "15:00",
        "Ramadan",
        "arrêté",
        "period_backwards"
    )]
    [InlineData("post", "2026-11-24", "2027-11-24", "09:00", "15:00", "Ramadan", "arrêté", "period_too_long")]
    [InlineData("post", "2026-11-24", "2026-12-20", "15:00", "09:00", "Ramadan", "arrêté", "hours_wrong")]
    [InlineData("post", "2026-11-24", "2026-12-20", "09:00", "15:00", " ", "arrêté", "day_name")]
    [InlineData("post", "2026-11-24", "2026-12-20", "09:00", "15:00", "Ramadan", "", "day_source")]
    public async Task What_makes_no_sense_is_refused_and_changes_nothing(
        string calendar,
        string from,
        string to,
        string opens,
        string closes,
        string name,
        string source,
        string code
    )
    {
        await using var bench = await OpenAsync();
        var hours = new DailyHours(Time(opens), Time(closes));
        var period = Period(Day(from), Day(to)) with
        {
            Name = new CalendarName(name, "رمضان"),
            Weekdays = hours,
            Source = source,
        };

        var result = await AnnounceAsync(bench, period, calendar);

        Assert.Equal(code, Assert.IsType<AnnounceDayResult.Refused>(result).Code);
        Assert.False(await bench.Store.ReadAsync(db => db.AnnouncedPeriods.AnyAsync(Ct)));
    }

    [Fact]
    public async Task Hours_are_announced_in_Arabic_too()
    {
        await using var bench = await OpenAsync();
        var french = Period(Tuesday, Tuesday.AddDays(28)) with { Name = "Ramadan" };

        var refused = await AnnounceAsync(bench, french, "post");
        await AnnounceAsync(bench, Period(Tuesday, Tuesday.AddDays(28)), "post");

        Assert.Equal("day_name_ar", Assert.IsType<AnnounceDayResult.Refused>(refused).Code);
        var period = CalendarOf(bench, "post").Periods.Single(p => p.From == LocalDate.FromDateOnly(Tuesday));
        Assert.Equal(
            ("رمضان", "Ramadan", "Ramadan"),
            (period.Name.In("ar"), period.Name.In("fr"), period.Name.In("en"))
        );
    }

    private static async Task<ExchangeBench> OpenAsync()
    {
        var bench = await ExchangeBench.OpenAsync(services =>
        {
            services.AddSingleton<Hub.Orders.PromisedDate>();
            services.AddOptions<Hub.Portal.PortalOptions>();
            services.AddSingleton<AnnouncePeriod>();
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
        PeriodAnnouncement period,
        params string[] calendars
    ) => bench.Get<AnnouncePeriod>().RunAsync(period with { Calendars = calendars }, "user:admin.1", Ct);

    private static PeriodAnnouncement Period(DateOnly from, DateOnly to) =>
        new(
            [],
            new CalendarName("Ramadan", "رمضان"),
            from,
            to,
            true,
            Ramadan,
            null,
            CalendarStatus.Confirmed,
            "arrêté du 23 novembre"
        );

    private static WorkingCalendar CalendarOf(ExchangeBench bench, string code) =>
        bench.Catalogue.Calendars.TryGet(code, out var calendar)
            ? calendar
            : throw new InvalidOperationException(code);

    private static Task<ShippingManifest> ManifestAsync(ExchangeBench bench) =>
        bench.Store.ReadAsync(db => db.Manifests.SingleAsync(Ct));

    // Casablanca keeps Greenwich time since 20 September 2026.
    private static DateTimeOffset At(int day, int hour) => new(2026, 11, day, hour, 0, 0, TimeSpan.Zero);

    private static DateOnly Day(string text) =>
        DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static TimeOnly Time(string text) =>
        TimeOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
