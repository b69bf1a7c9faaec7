using NodaTime;
using static Tests.Time.Calendars;

namespace Tests.Time;

/// <summary>
/// The days on which Moroccan clocks change (domain.md §6.2): back on 15 February 2026 for Ramadan, forward on 22 March,
/// back for good on 20 September.
/// </summary>
public sealed class ZoneEdgeTests
{
    [Theory]
    [InlineData(2, 15, 25)]
    [InlineData(3, 22, 23)]
    [InlineData(9, 20, 25)]
    [InlineData(10, 25, 24)]
    public void A_day_is_as_long_as_it_really_is(int month, int day, int hours)
    {
        var midnight = At(2026, month, day, 0);
        var next = Casablanca.AtStartOfDay(new LocalDate(2026, month, day).PlusDays(1)).ToInstant();

        Assert.Equal(Duration.FromHours(hours), RoundTheClock.Between(midnight, next));
        Assert.Equal(next, RoundTheClock.Add(midnight, Duration.FromHours(hours)));
    }

    [Theory]
    [InlineData(2, 13, 2, 16)]
    [InlineData(3, 20, 3, 23)]
    [InlineData(9, 18, 9, 21)]
    public void Working_time_over_a_change_of_clocks_is_that_of_the_wall(
        int fromMonth,
        int fromDay,
        int toMonth,
        int toDay
    )
    {
        // From Friday at ten to Monday at ten: one working day of seven and a half hours in between, whatever the clocks did.
        var friday = At(2026, fromMonth, fromDay, 10);
        var monday = At(2026, toMonth, toDay, 10);

        Assert.Equal(Duration.FromMinutes(450), Administration.Between(friday, monday));
        Assert.Equal(monday, Administration.Add(friday, Duration.FromMinutes(450)));
        Assert.Equal(monday, Administration.AddWorkingDays(friday, 1));
    }

    [Fact]
    public void Since_20_September_2026_Casablanca_keeps_Greenwich_time()
    {
        Assert.Equal(Instant.FromUtc(2026, 9, 18, 9, 0), At(2026, 9, 18, 10));
        Assert.Equal(Instant.FromUtc(2026, 9, 21, 10, 0), At(2026, 9, 21, 10));
        Assert.Equal(Instant.FromUtc(2027, 7, 1, 10, 0), At(2027, 7, 1, 10));
    }

    [Fact]
    public void The_repeated_hour_is_counted_twice_and_the_skipped_one_not_at_all()
    {
        // 15 February: 03:00 (+01) became 02:00 (+00). 22 March: 02:00 (+00) became 03:00 (+01).
        Assert.Equal(Duration.FromHours(3), RoundTheClock.Between(At(2026, 2, 15, 1), At(2026, 2, 15, 3)));
        Assert.Equal(Duration.FromHours(2), RoundTheClock.Between(At(2026, 3, 22, 1), At(2026, 3, 22, 4)));
    }
}
