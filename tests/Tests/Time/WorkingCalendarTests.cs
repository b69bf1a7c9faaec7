using CsCheck;
using NodaTime;
using Workflows.Time;
using static Tests.Time.Calendars;

namespace Tests.Time;

public sealed class WorkingCalendarTests
{
    [Fact]
    public void Working_time_skips_the_break_the_night_and_the_week_end()
    {
        Assert.Equal(
            At(2026, 11, 23, 12, 45),
            Administration.Add(At(2026, 11, 23, 11, 45), Duration.FromMinutes(30))
        );
        Assert.Equal(
            At(2026, 11, 24, 9, 30),
            Administration.Add(At(2026, 11, 23, 15, 30), Duration.FromHours(2))
        );
        Assert.Equal(
            At(2026, 11, 23, 9, 0),
            Administration.Add(At(2026, 11, 20, 16, 0), Duration.FromHours(1))
        );
    }

    [Fact]
    public void A_holiday_is_no_working_day()
    {
        Assert.False(Administration.IsWorkingDay(new LocalDate(2026, 11, 18)));
        Assert.Equal(
            At(2026, 11, 19, 9, 0),
            Administration.Add(At(2026, 11, 17, 16, 0), Duration.FromHours(1))
        );
        Assert.Equal(At(2026, 11, 19, 10, 0), Administration.AddWorkingDays(At(2026, 11, 17, 10, 0), 1));
    }

    [Fact]
    public void A_deadline_that_ends_with_the_day_ends_at_its_closing() =>
        Assert.Equal(
            At(2026, 11, 23, 16, 30),
            Administration.Add(At(2026, 11, 23, 8, 30), Duration.FromMinutes(450))
        );

    [Fact]
    public void Working_time_counts_back_as_well() =>
        Assert.Equal(
            At(2026, 11, 20, 16, 0),
            Administration.Add(At(2026, 11, 23, 9, 0), Duration.FromHours(-1))
        );

    [Fact]
    public void A_holiday_announced_the_evening_before_moves_an_open_deadline()
    {
        var start = At(2026, 3, 20, 14, 0);
        var known = Administration.Add(start, Duration.FromHours(4));
        var announced = Administration.With(
            new Holiday(
                new LocalDate(2026, 3, 23),
                "Day after the feast",
                CalendarStatus.Exceptional,
                "head of government",
                AnnouncedOn: new LocalDate(2026, 3, 22)
            )
        );

        Assert.Equal(At(2026, 3, 23, 10, 0), known);
        Assert.Equal(At(2026, 3, 24, 10, 0), announced.Add(start, Duration.FromHours(4)));
        Assert.Equal(CalendarStatus.Exceptional, announced.HolidayOn(new LocalDate(2026, 3, 23))!.Status);
        Assert.Null(Administration.HolidayOn(new LocalDate(2026, 3, 23)));
    }

    [Fact]
    public void A_feast_that_moves_by_a_day_gives_the_other_day_back()
    {
        var predicted = new Holiday(
            new LocalDate(2026, 5, 27),
            "Aid al-Adha",
            CalendarStatus.Predicted,
            "computed"
        );

        var moved = Administration
            .With(predicted)
            .WithoutHoliday(predicted.Date)
            .With(predicted with { Date = new LocalDate(2026, 5, 28), Status = CalendarStatus.Confirmed });

        Assert.True(moved.IsWorkingDay(new LocalDate(2026, 5, 27)));
        Assert.False(moved.IsWorkingDay(new LocalDate(2026, 5, 28)));
    }

    [Fact]
    public void Ramadan_has_hours_of_its_own()
    {
        Assert.Equal(
            [new OpenHours(new LocalTime(9, 0), new LocalTime(15, 0))],
            Administration.HoursOn(new LocalDate(2026, 2, 18))
        );
        Assert.Equal(
            At(2026, 2, 18, 10, 0),
            Administration.Add(At(2026, 2, 17, 16, 0), Duration.FromMinutes(90))
        );
    }

    [Fact]
    public void The_next_opening_is_now_when_open()
    {
        Assert.Equal(At(2026, 11, 23, 9, 0), Administration.NextOpening(At(2026, 11, 23, 9, 0)));
        Assert.Equal(At(2026, 11, 23, 12, 30), Administration.NextOpening(At(2026, 11, 23, 12, 0)));
        Assert.Equal(At(2026, 11, 23, 8, 30), Administration.NextOpening(At(2026, 11, 20, 16, 30)));
        Assert.True(Administration.IsOpen(At(2026, 11, 23, 8, 30)));
        Assert.False(Administration.IsOpen(At(2026, 11, 23, 16, 30)));
    }

    [Fact]
    public void A_calendar_that_never_opens_says_so()
    {
        var closed = new WorkingCalendar("closed", Casablanca, WeeklyHours.MondayToFriday(), [], []);

        Assert.Null(closed.NextOpening(At(2026, 11, 23, 9)));
        Assert.False(closed.TryAdd(At(2026, 11, 23, 9), Duration.FromHours(1), out _));
        Assert.Throws<InvalidOperationException>(() => closed.AddWorkingDays(At(2026, 11, 23, 9), 1));
    }

    [Fact]
    public void Zero_working_days_from_a_day_off_is_the_next_working_day()
    {
        Assert.Equal(At(2026, 11, 23, 10), Administration.AddWorkingDays(At(2026, 11, 21, 10), 0));
        Assert.Equal(At(2026, 11, 20, 10), Administration.AddWorkingDays(At(2026, 11, 23, 10), -1));
    }

    [Fact]
    public void Hours_that_overlap_are_refused()
    {
        Assert.Throws<ArgumentException>(() =>
            WeeklyHours.MondayToFriday(
                new OpenHours(new LocalTime(8, 0), new LocalTime(12, 0)),
                new OpenHours(new LocalTime(11, 0), new LocalTime(16, 0))
            )
        );
    }

    [Fact]
    public void What_is_added_is_what_lies_between() =>
        Gen.Select(Gen.Int[0, 500_000], Gen.Int[1, 60_000])
            .Sample(
                (minute, length) =>
                {
                    var start = At(2026, 1, 1, 0) + Duration.FromMinutes(minute);
                    var end = Administration.Add(start, Duration.FromMinutes(length));
                    return Administration.Between(start, end) == Duration.FromMinutes(length)
                        && Administration.Between(end, start) == Duration.FromMinutes(-length)
                        && Administration.Between(
                            start,
                            Administration.Add(end, Duration.FromMinutes(-length))
                        ) == Duration.Zero;
                },
                iter: 300
            );
}
