using Hub.Calendars;
using NodaTime;
using Workflows.Time;

namespace Tests.Deadlines;

/// <summary>Two readings of a calendar, compared.</summary>
public sealed class CalendarLinesTests
{
    private static readonly WorkingCalendar usual = Time.Calendars.Administration;
    private static readonly LocalDate day = new(2026, 11, 24);

    [Fact]
    public void The_same_calendar_read_again_has_not_changed() =>
        Assert.Empty(CalendarLines.Compare(CalendarLines.Of(usual), CalendarLines.Of(usual)));

    [Fact]
    public void A_day_that_comes_goes_or_is_made_certain_is_named()
    {
        var predicted = usual.With(new Holiday(day, "Aïd | al-Fitr", CalendarStatus.Predicted, "calcul"));
        var confirmed = usual.With(new Holiday(day, "Aïd | al-Fitr", CalendarStatus.Confirmed, "Habous"));

        Assert.Equal(CalendarChangeKind.DayOff, Only(usual, predicted).Kind);
        Assert.Equal(CalendarChangeKind.Status, Only(predicted, confirmed).Kind);
        Assert.Equal("Habous", Only(predicted, confirmed).Entry.Source);
        Assert.Equal(CalendarChangeKind.DayBack, Only(confirmed, usual).Kind);
    }

    [Fact]
    public void Ramadan_that_ends_a_day_later_is_a_change_of_hours()
    {
        var former = usual.Periods[0];
        var longer = new WorkingCalendar(
            usual.Code,
            usual.Zone,
            usual.Hours,
            [former with { To = former.To.PlusDays(1) }],
            usual.Holidays
        );

        var change = Only(usual, longer);

        Assert.Equal((CalendarChangeKind.Hours, former.Name.Fr), (change.Kind, change.Entry.Name));
    }

    private static CalendarDifference Only(WorkingCalendar before, WorkingCalendar after) =>
        Assert.Single(CalendarLines.Compare(CalendarLines.Of(before), CalendarLines.Of(after)));
}
