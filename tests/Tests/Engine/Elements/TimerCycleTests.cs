using NodaTime;
using Workflows.Engine;
using static Tests.Engine.BpmnText;

namespace Tests.Engine.Elements;

/// <summary>R54–R56.</summary>
public sealed class TimerCycleTests
{
    private static string Cycle(string text) =>
        $"<bpmn:timerEventDefinition><bpmn:timeCycle>{text}</bpmn:timeCycle></bpmn:timerEventDefinition>";

    private static Scenario With(string cycle) =>
        new Scenario(
            Process(
                Begin
                    + Service("a")
                    + Boundary("t", "a", Cycle(cycle), interrupting: false)
                    + Service("r")
                    + Flows("f0:s->a", "f1:t->r")
            )
        ).Begin();

    [Fact]
    public void A_cycle_counts_on_from_when_it_was_due_and_ends_after_its_repetitions()
    {
        var scenario = With("R2/PT10M");
        scenario.Now += Duration.FromHours(1);

        scenario.Apply(
            new Trigger.TimerFired(scenario.Open("a"), "t", Scenario.Start + Duration.FromMinutes(10))
        );
        Assert.Equal(Scenario.Start + Duration.FromMinutes(20), scenario.Last<Command.SetTimer>().DueAt);
        scenario.Apply(
            new Trigger.TimerFired(scenario.Open("a"), "t", Scenario.Start + Duration.FromMinutes(20))
        );

        Assert.Equal(2, scenario.Commands.OfType<Command.SetTimer>().Count());
    }

    [Fact]
    public void A_cycle_may_name_its_first_moment() =>
        Assert.Equal(
            Instant.FromUtc(2026, 12, 1, 8, 0),
            With("R3/2026-12-01T08:00:00Z/P1D").Last<Command.SetTimer>().DueAt
        );

    [Theory]
    [InlineData("0 0 9-17 * * MON-FRI", "2026-11-23T10:00:00")]
    [InlineData("0 30 8 1 * *", "2026-12-01T08:30:00")]
    [InlineData("0 0 0 L * *", "2026-11-30T00:00:00")]
    [InlineData("0 0 12 ? * 5#1", "2026-12-04T12:00:00")]
    [InlineData("0 0 12 LW * *", "2026-11-30T12:00:00")]
    [InlineData("0 0/15 * * * *", "2026-11-23T09:15:00")]
    [InlineData("@daily", "2026-11-24T00:00:00")]
    [InlineData("0 0 0 29 2 *", "2028-02-29T00:00:00")]
    public void A_cron_expression_is_read_in_local_time(string cron, string local)
    {
        // The scenario begins on Monday 23 November 2026 at 9:00, in Morocco as in UTC.
        var due = With(cron).Last<Command.SetTimer>().DueAt;

        var zone = DateTimeZoneProviders.Tzdb["Africa/Casablanca"];
        Assert.Equal(local, due.InZone(zone).LocalDateTime.ToString("yyyy-MM-ddTHH:mm:ss", null));
    }

    [Theory]
    [InlineData("0 0 25 * * *")]
    [InlineData("every day")]
    [InlineData("R0/PT1H")]
    public void What_is_no_cycle_is_an_incident(string text) =>
        Assert.Equal(["a:expression_error"], With(text).Incidents);
}
