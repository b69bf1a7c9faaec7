using NodaTime;
using Workflows.Engine;
using Workflows.Feel;
using Workflows.Time;
using static Tests.Engine.BpmnText;
using static Tests.Time.Calendars;

namespace Tests.Engine;

/// <summary>Deadlines of running processes when a holiday is announced, moved, or taken back (domain.md §6.3).</summary>
public sealed class DeadlineTests
{
    private const string Cause = "feast";
    private static readonly LocalDate Tuesday = new(2026, 11, 24);

    [Fact]
    public void A_feast_announced_the_evening_before_moves_a_timer_by_a_working_day()
    {
        var scenario = Waiting();
        Assert.Equal(At(2026, 11, 25, 9), scenario.Last<Command.SetTimer>().DueAt);

        scenario.Now = At(2026, 11, 23, 21);
        Announce(scenario, Tuesday);

        var moved = scenario.Last<Command.MoveTimer>();
        Assert.Equal(("late", Cause), (moved.ElementId, moved.Cause));
        Assert.Equal((At(2026, 11, 25, 9), At(2026, 11, 26, 9)), (moved.From, moved.DueAt));
        Assert.Contains(scenario.History, h => h.Intent == HistoryIntent.DeadlineMoved);
    }

    [Fact]
    public void A_feast_that_is_taken_back_gives_the_day_back()
    {
        var scenario = Waiting();
        Announce(scenario, Tuesday);

        scenario.Calendars = new WorkingCalendars(Administration);
        scenario.Apply(new Trigger.CalendarsChanged("back"));

        Assert.Equal(At(2026, 11, 25, 9), scenario.Last<Command.MoveTimer>().DueAt);
        Assert.Equal("back", scenario.Last<Command.MoveTimer>().Cause);
    }

    [Fact]
    public void A_day_that_lies_outside_the_time_moves_nothing()
    {
        var scenario = Waiting();

        Announce(scenario, new LocalDate(2026, 11, 27));
        Announce(scenario, new LocalDate(2026, 11, 20));

        Assert.Empty(scenario.Commands.OfType<Command.MoveTimer>());
    }

    [Fact]
    public void The_same_announcement_heard_twice_moves_once()
    {
        var scenario = Waiting();

        Announce(scenario, Tuesday);
        scenario.Apply(new Trigger.CalendarsChanged(Cause));

        Assert.Single(scenario.Commands.OfType<Command.MoveTimer>());
    }

    [Fact]
    public void The_firing_that_was_under_way_when_the_timer_moved_is_not_heard()
    {
        var scenario = Waiting();
        var first = scenario.Last<Command.SetTimer>().DueAt;
        Announce(scenario, Tuesday);

        Assert.False(scenario.Apply(new Trigger.TimerFired(scenario.Open("ask"), "late", first)));
        Assert.Equal(["ask"], scenario.Waiting);
        var later = scenario.Last<Command.MoveTimer>().DueAt;
        Assert.True(scenario.Apply(new Trigger.TimerFired(scenario.Open("ask"), "late", later)));
        Assert.Equal(["escalate"], scenario.Waiting);
    }

    [Fact]
    public void A_fixed_duration_is_no_matter_of_calendars()
    {
        var scenario = new Scenario(
            Process(
                "<bpmn:startEvent id=\"s\"/>"
                    + Service("ask")
                    + Service("escalate")
                    + Boundary("late", "ask", TimerAfter("P2D"))
                    + Flows("f0:s->ask", "f1:late->escalate")
            )
        ).Begin();

        Announce(scenario, Tuesday);

        Assert.Empty(scenario.Commands.OfType<Command.MoveTimer>());
    }

    [Fact]
    public void The_due_time_of_a_persons_task_moves_too()
    {
        var scenario = new Scenario(
            Process(
                """
                <bpmn:startEvent id="s"/>
                <bpmn:userTask id="answer"><bpmn:extensionElements><zeebe:userTask/><zeebe:taskSchedule dueDate="=working days(now(), 2, &quot;administration&quot;)"/></bpmn:extensionElements></bpmn:userTask>
                """ + Flows("f0:s->answer")
            )
        )
        {
            Calendars = new WorkingCalendars(Administration),
        }.Begin();

        Announce(scenario, Tuesday);

        var moved = scenario.Last<Command.MoveTask>();
        Assert.Equal((At(2026, 11, 25, 9), At(2026, 11, 26, 9)), (moved.From, moved.DueAt));
    }

    [Fact]
    public void A_moment_that_a_variable_holds_follows_the_variable()
    {
        var scenario = new Scenario(Process(Timed("=claimAfter")))
        {
            Calendars = new WorkingCalendars(Administration),
        }.Begin(("claimAfter", FeelValue.From(At(2026, 12, 7, 9), Casablanca)));

        scenario.Set("claimAfter", FeelValue.From(At(2026, 12, 8, 9), Casablanca));
        scenario.Apply(new Trigger.CalendarsChanged(Cause));

        Assert.Equal(At(2026, 12, 8, 9), scenario.Last<Command.MoveTimer>().DueAt);
    }

    /// <summary>The days on which clocks changed in 2026: the deadline keeps the time of day of the wall.</summary>
    [Theory]
    [InlineData(2, 13, 2, 16, 2, 17)]
    [InlineData(3, 20, 3, 23, 3, 24)]
    [InlineData(9, 18, 9, 21, 9, 22)]
    public void Over_a_change_of_clocks_a_moved_deadline_keeps_the_time_of_day(
        int month,
        int friday,
        int offMonth,
        int off,
        int dueMonth,
        int due
    )
    {
        var scenario = new Scenario(Process(Timed("=working days(now(), 1, \"administration\")")))
        {
            Now = At(2026, month, friday, 10),
            Calendars = new WorkingCalendars(Administration),
        }.Begin();
        Assert.Equal(At(2026, offMonth, off, 10), scenario.Last<Command.SetTimer>().DueAt);

        Announce(scenario, new LocalDate(2026, offMonth, off));

        Assert.Equal(At(2026, dueMonth, due, 10), scenario.Last<Command.MoveTimer>().DueAt);
    }

    private static Scenario Waiting() =>
        new Scenario(Process(Timed("=working days(now(), 2, \"administration\")")))
        {
            Now = At(2026, 11, 23, 9),
            Calendars = new WorkingCalendars(Administration),
        }.Begin();

    private static void Announce(Scenario scenario, LocalDate day)
    {
        scenario.Calendars = new WorkingCalendars(
            Administration.With(new Holiday(day, "Aïd", CalendarStatus.Exceptional, "communiqué"))
        );
        scenario.Apply(new Trigger.CalendarsChanged(Cause));
    }

    private static string Timed(string expression) =>
        "<bpmn:startEvent id=\"s\"/>"
        + Service("ask")
        + Service("escalate")
        + Boundary(
            "late",
            "ask",
            $"<bpmn:timerEventDefinition><bpmn:timeDate>{System.Security.SecurityElement.Escape(expression)}</bpmn:timeDate></bpmn:timerEventDefinition>"
        )
        + Flows("f0:s->ask", "f1:late->escalate");
}
