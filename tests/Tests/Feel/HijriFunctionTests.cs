using NodaTime;
using Workflows.Feel;
using Workflows.Time;

namespace Tests.Feel;

/// <summary>By a table of three months: Sha'ban and Ramadan 1447 follow each other, Shawwal 1448 stands alone.</summary>
public sealed class HijriFunctionTests
{
    private static readonly HijriMonths Announced = new(
        new HijriMonth(1447, 8, new LocalDate(2026, 1, 20)),
        new HijriMonth(1447, 9, new LocalDate(2026, 2, 19)),
        new HijriMonth(1448, 10, new LocalDate(2027, 3, 10))
    );

    [Theory]
    [InlineData("hijri date(@\"2026-02-19\")", "{year: 1447, month: 9, day: 1}")]
    [InlineData("hijri date(\"2026-02-18\")", "{year: 1447, month: 8, day: 30}")]
    [InlineData("hijri date(@\"2026-02-20T10:00:00\").day", "2")]
    [InlineData("gregorian date(1447, 9, 1)", "@\"2026-02-19\"")]
    [InlineData("gregorian date(year: 1448, month: 10, day: 29)", "@\"2027-04-07\"")]
    public void A_date_follows_from_the_months_that_were_announced(string source, string expected) =>
        Assert.Equal(expected, Of(source).ToString());

    [Theory]
    [InlineData("hijri date(@\"2026-01-19\")")]
    [InlineData("hijri date(@\"2026-03-20\")")]
    [InlineData("gregorian date(1447, 10, 1)")]
    [InlineData("gregorian date(1447, 9, 30)")]
    [InlineData("gregorian date(1447, 13, 1)")]
    [InlineData("gregorian date(1447, 9, 1.5)")]
    [InlineData("hijri date(@\"-999999999-01-01\")")]
    [InlineData("hijri date(\"soon\")")]
    public void What_was_not_announced_has_no_date(string source) => Assert.True(Of(source).IsNull);

    [Fact]
    public void Two_months_that_follow_each_other_lie_29_or_30_days_apart() =>
        Assert.Throws<ArgumentException>(() =>
            new HijriMonths(
                new HijriMonth(1447, 8, new LocalDate(2026, 1, 20)),
                new HijriMonth(1447, 9, new LocalDate(2026, 2, 21))
            )
        );

    private static FeelValue Of(string source) =>
        Evaluated
            .Parse(source)
            .Evaluate(
                FeelContext.Empty,
                new FeelEnvironment(Instant.FromUtc(2026, 11, 22, 12, 0), Evaluated.Casablanca)
                {
                    Calendars = new WorkingCalendars { Hijri = Announced },
                }
            );
}
