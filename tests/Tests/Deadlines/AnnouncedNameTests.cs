using Hub.Calendars;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tests.Exchange;
using Workflows.Time;

namespace Tests.Deadlines;

/// <summary>A day is announced by its names in French and Arabic, and read by everybody in their own language.</summary>
public sealed class AnnouncedNameTests
{
    private static readonly DateOnly Tuesday = new(2026, 11, 24);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Aïd", "", "", "day_name_ar")]
    [InlineData("Aïd", "Eid", "", "day_name_ar")]
    [InlineData("", "عيد", "Eid", "day_name")]
    public async Task A_day_is_named_in_French_and_in_Arabic(string fr, string ar, string en, string code)
    {
        await using var bench = await OpenAsync();
        var day = Day(Tuesday, "post") with { Name = new CalendarName(fr, ar, en) };

        var result = await bench.Get<AnnounceDay>().RunAsync(day, "user:admin.1", Ct);

        Assert.Equal(code, Assert.IsType<AnnounceDayResult.Refused>(result).Code);
    }

    [Fact]
    public async Task A_day_that_a_calendar_names_need_not_be_named_again()
    {
        await using var bench = await OpenAsync();
        Assert.True(bench.Catalogue.Calendars.TryGet("administration", out var calendar));
        var feast = calendar.Holidays.First(h => h is { Status: CalendarStatus.Predicted, Date.Year: 2027 });
        var day = Day(feast.Date.ToDateOnly(), "banks", "administration") with
        {
            Name = new CalendarName("", " ", ""),
            Status = CalendarStatus.Confirmed,
        };

        await bench.Get<AnnounceDay>().RunAsync(day, "user:admin.1", Ct);

        Assert.True(bench.Catalogue.Calendars.TryGet("administration", out calendar));
        var now = calendar.HolidayOn(feast.Date)!;
        Assert.Equal((feast.Name, CalendarStatus.Confirmed), (now.Name, now.Status));
        var unnamed = day with { Date = Tuesday };
        Assert.Equal(
            "day_name",
            Assert
                .IsType<AnnounceDayResult.Refused>(
                    await bench.Get<AnnounceDay>().RunAsync(unnamed, "user:admin.1", Ct)
                )
                .Code
        );
    }

    [Fact]
    public async Task What_a_change_was_called_is_known_in_every_language_also_when_the_day_was_given_back()
    {
        await using var bench = await OpenAsync();
        await bench.Get<AnnounceDay>().RunAsync(Day(Tuesday, "post"), "user:admin.1", Ct);
        var back = Day(Tuesday, "post") with { IsOff = false };
        await bench.Get<AnnounceDay>().RunAsync(back, "user:admin.1", Ct);

        var names = await bench.Store.ReadAsync(db => KnownNames.ReadAsync(db, bench.Catalogue, Ct));

        var changes = await bench.Store.ReadAsync(db =>
            db.CalendarChanges.OrderBy(c => c.At).ThenBy(c => c.Kind).ToListAsync(Ct)
        );
        Assert.Equal([CalendarChangeKind.DayOff, CalendarChangeKind.DayBack], changes.Select(c => c.Kind));
        Assert.All(changes, c => Assert.Equal("عيد الفطر", names.In("ar", c.Name)));
        Assert.All(changes, c => Assert.Equal("Eid al-Fitr", names.In("en", c.Name)));
        Assert.Equal("Fête inconnue", names.In("ar", "Fête inconnue"));
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

    private static DayAnnouncement Day(DateOnly date, params string[] calendars) =>
        new(
            calendars,
            date,
            true,
            new CalendarName("Aïd al-Fitr", "عيد الفطر", "Eid al-Fitr"),
            CalendarStatus.Exceptional,
            "communiqué du 23 novembre"
        );
}
