using Adapters.Post;
using NodaTime;
using NodaTime.Text;

namespace Tests.Post;

public sealed class CutOffTests
{
    private static readonly DateTimeZone Casablanca = DateTimeZoneProviders.Tzdb[PostOptions.Casablanca];
    private static readonly LocalDate Feast = new(2026, 11, 18);

    [Theory]
    // Monday before and at the cut-off.
    [InlineData("2026-11-23T14:59:59Z", "2026-11-23", "2026-11-23T15:00:00Z")]
    [InlineData("2026-11-23T15:00:00Z", "2026-11-24", "2026-11-24T15:00:00Z")]
    // Saturday the office closes before the cut-off.
    [InlineData("2026-11-21T11:30:00Z", "2026-11-21", "2026-11-21T12:00:00Z")]
    [InlineData("2026-11-21T12:00:00Z", "2026-11-23", "2026-11-23T15:00:00Z")]
    // Sunday.
    [InlineData("2026-11-22T08:00:00Z", "2026-11-23", "2026-11-23T15:00:00Z")]
    // The evening before the feast of independence.
    [InlineData("2026-11-17T20:00:00Z", "2026-11-19", "2026-11-19T15:00:00Z")]
    // Summer 2026: Casablanca is an hour ahead of UTC, and its day begins an hour earlier.
    [InlineData("2026-07-06T13:59:59Z", "2026-07-06", "2026-07-06T14:00:00Z")]
    [InlineData("2026-07-05T23:30:00Z", "2026-07-06", "2026-07-06T14:00:00Z")]
    // The clocks go back an hour for Ramadan on Sunday 2026-02-15 …
    [InlineData("2026-02-14T10:59:59Z", "2026-02-14", "2026-02-14T11:00:00Z")]
    [InlineData("2026-02-14T11:00:00Z", "2026-02-16", "2026-02-16T15:00:00Z")]
    // … and forward after it on Sunday 2026-03-22 …
    [InlineData("2026-03-21T11:59:59Z", "2026-03-21", "2026-03-21T12:00:00Z")]
    [InlineData("2026-03-21T12:00:00Z", "2026-03-23", "2026-03-23T14:00:00Z")]
    // … and back for good on Sunday 2026-09-20 (decree 2.26.530).
    [InlineData("2026-09-19T11:00:00Z", "2026-09-21", "2026-09-21T15:00:00Z")]
    [InlineData("2026-09-20T23:30:00Z", "2026-09-21", "2026-09-21T15:00:00Z")]
    public void A_letter_goes_with_the_first_bag_whose_cut_off_is_still_to_come(
        string packedAt,
        string date,
        string closesAt
    )
    {
        var deposit = Office().For(At(packedAt));

        Assert.Equal(LocalDatePattern.Iso.Parse(date).Value, deposit.Date);
        Assert.Equal(At(closesAt), deposit.ClosesAt);
    }

    [Fact]
    public void A_day_on_which_the_office_is_shut_has_no_cut_off()
    {
        Assert.Null(Office().On(Feast));
        Assert.NotNull(Office().On(Feast.PlusDays(1)));
    }

    [Fact]
    public void Midnight_is_the_end_of_the_day()
    {
        var always = new CutOff(Casablanca, new LocalTime(20, 0), _ => LocalTime.Midnight);

        Assert.Equal(At("2026-11-23T20:00:00Z"), always.For(At("2026-11-23T10:00:00Z")).ClosesAt);
    }

    [Fact]
    public void A_post_that_never_opens_is_a_mistake_in_its_calendar() =>
        Assert.Throws<InvalidOperationException>(() =>
            new CutOff(Casablanca, LocalTime.Noon, _ => null).For(At("2026-11-23T10:00:00Z"))
        );

    private static CutOff Office() =>
        new(
            Casablanca,
            new LocalTime(15, 0),
            day =>
                day == Feast ? null
                : day.DayOfWeek == IsoDayOfWeek.Sunday ? null
                : day.DayOfWeek == IsoDayOfWeek.Saturday ? new LocalTime(12, 0)
                : new LocalTime(16, 0)
        );

    private static Instant At(string utc) => InstantPattern.General.Parse(utc).Value;
}
