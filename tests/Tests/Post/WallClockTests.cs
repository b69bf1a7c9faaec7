using Adapters.Post;
using NodaTime;

namespace Tests.Post;

public sealed class WallClockTests
{
    private static readonly DateTimeZone Casablanca = DateTimeZoneProviders.Tzdb[PostOptions.Casablanca];

    [Theory]
    // Permanent UTC since 2026-09-20; an hour ahead before; Ramadan back to UTC.
    [InlineData("2026-11-23T14:05:00", "2026-11-23T14:05:00Z")]
    [InlineData("2026-09-19T14:05:00", "2026-09-19T13:05:00Z")]
    [InlineData("2026-03-01T14:05:00", "2026-03-01T14:05:00Z")]
    [InlineData("2026-11-23 14:05", "2026-11-23T14:05:00Z")]
    [InlineData("2026-11-23T14:05:00Z", "2026-11-23T14:05:00Z")]
    [InlineData("2026-11-23T14:05:00+02:00", "2026-11-23T12:05:00Z")]
    public void The_clock_of_Casablanca_is_read_as_it_was_on_that_day(string text, string utc)
    {
        var time = WallClock.Read(text, null, Casablanca);

        Assert.Equal(DateTimeOffset.Parse(utc, null), time!.Value.At);
        Assert.Equal(TimeDoubt.None, time.Value.Doubt);
    }

    [Fact]
    public void An_hour_that_came_twice_is_its_first_and_flagged()
    {
        // 2026-09-20: at 02:00 (+01) clocks went back to 01:00, for good.
        var time = WallClock.Read("2026-09-20T01:30:00", "MA", Casablanca);

        Assert.Equal(TimeDoubt.RepeatedHour, time!.Value.Doubt);
        Assert.Equal(new DateTimeOffset(2026, 9, 20, 0, 30, 0, TimeSpan.Zero), time.Value.At);
    }

    [Fact]
    public void An_hour_that_never_was_is_moved_on_and_flagged()
    {
        var time = WallClock.Read("2026-03-29T02:30:00", "FR", Casablanca);

        Assert.Equal(TimeDoubt.SkippedHour, time!.Value.Doubt);
        Assert.Equal(new DateTimeOffset(2026, 3, 29, 1, 30, 0, TimeSpan.Zero), time.Value.At);
    }

    [Theory]
    [InlineData("US", "2026-11-23T17:00:00Z")]
    [InlineData("ZZ", "2026-11-23T12:00:00Z")]
    public void A_zone_that_had_to_be_guessed_is_flagged(string country, string utc)
    {
        var time = WallClock.Read("2026-11-23T12:00:00", country, Casablanca);

        Assert.Equal(TimeDoubt.ZoneAssumed, time!.Value.Doubt);
        Assert.Equal(DateTimeOffset.Parse(utc, null), time.Value.At);
    }

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("23/11/2026 14:05")]
    [InlineData("2026-11-31T14:05:00")]
    [InlineData("2026-11-23T24:01:00")]
    public void What_is_no_time_is_none(string text) => Assert.Null(WallClock.Read(text, "MA", Casablanca));
}
