using Simulators.Scenario;
using Tests.Architecture;

namespace Tests.Simulation;

public sealed class WorkingHoursTests
{
    private static readonly WorkingHours Hours = WorkingHours.Read(
        Path.Combine(Repository.Root, "config", "calendars", "administration.json")
    );

    [Theory]
    // A Friday afternoon to Monday morning; over a holiday (Wednesday, 18 November); inside one day.
    [InlineData("2026-11-20T16:00Z", "2026-11-23T09:00Z", 1.0)]
    [InlineData("2026-11-17T16:00Z", "2026-11-19T09:00Z", 1.0)]
    [InlineData("2026-11-23T09:00Z", "2026-11-23T11:30Z", 2.5)]
    public void Only_working_time_counts(string from, string to, double hours)
    {
        var (begin, end) = (At(from), At(to));

        Assert.Equal(TimeSpan.FromHours(hours), Hours.Between(begin, end));
        Assert.Equal(end, Hours.Add(begin, TimeSpan.FromHours(hours)));
    }

    [Fact]
    public void Ramadan_has_shorter_days() =>
        Assert.Equal(TimeSpan.FromHours(6), Hours.Between(At("2027-02-15T00:00Z"), At("2027-02-16T00:00Z")));

    private static DateTimeOffset At(string text) =>
        DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
