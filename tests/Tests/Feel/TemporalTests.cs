using NodaTime;
using Workflows.Feel;

namespace Tests.Feel;

public sealed class TemporalTests
{
    [Theory]
    [InlineData("999999999-12-31")]
    [InlineData("-999999999-01-01")]
    [InlineData("2024-02-29")]
    [InlineData("-2017-12-31")]
    public void Dates_reach_far_beyond_what_clocks_need(string text) =>
        Assert.Equal(text, Evaluated.Of($"date(\"{text}\")").ToText());

    [Theory]
    [InlineData("date(\"998-12-31\")")]
    [InlineData("date(\"01211-12-31\")")]
    [InlineData("date(\"+2012-12-02\")")]
    [InlineData("date(\"2023-02-29\")")]
    [InlineData("date(\"2017-13-10\")")]
    [InlineData("date(1000000000, 1, 1)")]
    [InlineData("date(\"999999999-12-31\") + duration(\"P1D\")")]
    [InlineData("time(\"13:20:00+19:00\")")]
    [InlineData("time(\"13:20:00+02:00@Europe/Paris\")")]
    [InlineData("time(\"13:20:00@xyz/abc\")")]
    [InlineData("time(\"24:00:01\")")]
    [InlineData("time(\"7:00:00\")")]
    [InlineData("duration(\"P1H\")")]
    [InlineData("duration(\"P1Y1D\")")]
    [InlineData("duration(\"P\")")]
    [InlineData("duration(\"PT\")")]
    public void What_is_no_moment_is_null(string source) => Assert.True(Evaluated.Of(source).IsNull);

    [Theory]
    [InlineData("time(\"11:59:45+02:45:55\")", "11:59:45+02:45:55")]
    [InlineData("time(\"11:22:33-00:00\")", "11:22:33Z")]
    [InlineData("time(\"24:00:00\")", "00:00:00")]
    [InlineData("date and time(\"2026-12-31T24:00:00\")", "2027-01-01T00:00:00")]
    [InlineData("date and time(date(\"2026-01-01\"), time(\"10:00:00Z\"))", "2026-01-01T10:00:00Z")]
    [InlineData(
        "date and time(date and time(\"2026-07-01T12:00:00Z\"), \"Africa/Casablanca\")",
        "2026-07-01T13:00:00@Africa/Casablanca"
    )]
    [InlineData("date and time(2026, 1, 2, 3, 4, 5.5)", "2026-01-02T03:04:05.5")]
    [InlineData("time(12, 30, 0, duration(\"-PT2H\"))", "12:30:00-02:00")]
    public void Moments_are_made_of_text_and_of_parts(string source, string expected) =>
        Assert.Equal(expected, Evaluated.Of(source).ToText());

    [Theory]
    [InlineData("@\"2026-09-20T10:30:01@Africa/Casablanca\".timezone", "\"Africa/Casablanca\"")]
    [InlineData("@\"2026-09-21T10:30:01@Africa/Casablanca\".time offset", "@\"PT0S\"")]
    [InlineData("@\"2026-09-19T10:30:01@Africa/Casablanca\".time offset", "@\"PT1H\"")]
    [InlineData("@\"2026-09-20\".weekday", "7")]
    [InlineData("@\"2026-09-20T10:30:01\".hour", "10")]
    [InlineData("@\"2026-09-20\".hour", "null")]
    [InlineData("@\"P1Y2M\".months", "2")]
    [InlineData("@\"P1Y2M\".days", "null")]
    [InlineData("@\"P1DT2H3M4S\".minutes", "3")]
    public void Parts_stand_behind_a_dot(string source, string expected) =>
        Assert.Equal(expected, Evaluated.Text(source));

    [Theory]
    [InlineData("years and months duration(date(\"2011-12-22\"), date(\"2013-08-24\"))", "@\"P1Y8M\"")]
    [InlineData("years and months duration(date(\"2013-08-24\"), date(\"2011-12-22\"))", "@\"-P1Y8M\"")]
    [InlineData("week of year(@\"2005-01-01\")", "53")]
    [InlineData("week of year(@\"2003-12-29\")", "1")]
    [InlineData("day of year(@\"2020-12-31\")", "366")]
    [InlineData("day of week(@\"2026-09-20\")", "\"Sunday\"")]
    [InlineData("month of year(@\"2026-09-20\")", "\"September\"")]
    [InlineData("last day of month(@\"2024-02-10\")", "@\"2024-02-29\"")]
    public void Days_have_a_place_in_the_calendar(string source, string expected) =>
        Assert.Equal(expected, Evaluated.Text(source));

    [Fact]
    public void Now_and_today_come_from_the_environment()
    {
        Assert.Equal("2026-11-22T12:00:00@Africa/Casablanca", Evaluated.Of("now()").ToText());
        Assert.Equal("2026-11-22", Evaluated.Of("today()").ToText());
    }

    [Fact]
    public void A_date_and_time_without_offset_is_read_in_the_given_zone()
    {
        var moment = Evaluated.Of("@\"2026-07-01T12:00:00\"");

        Assert.True(moment.TryGetInstant(Evaluated.Casablanca, out var instant));
        Assert.Equal(Instant.FromUtc(2026, 7, 1, 11, 0), instant);
    }

    [Fact]
    public void Days_far_away_are_counted_as_exactly_as_near_ones()
    {
        foreach (var year in (int[])[-999_999_999, -401, -1, 0, 1, 1900, 2000, 2026, 9999, 999_999_999])
        {
            Assert.True(FeelDate.TryCreate(year, 3, 1, out var march));
            Assert.True(FeelDate.TryFromEpochDay(march.EpochDay, out var back));
            Assert.Equal(march, back);
        }

        Assert.True(FeelDate.TryCreate(2026, 11, 22, out var today));
        Assert.Equal(new LocalDate(2026, 11, 22).DayOfYear, today.DayOfYear);
        Assert.Equal((int)IsoDayOfWeek.Sunday, today.DayOfWeek);
    }
}
