using Workflows.Engine;
using static Tests.Engine.BpmnText;

namespace Tests.Engine.Elements;

/// <summary>R13–R16, R34.</summary>
public sealed class EventSubProcessTests
{
    private static readonly string Roots =
        Message("stop", "=order") + Message("note", "=order") + Error("E1");

    private static Scenario With(string eventSubs, string more = "") =>
        new Scenario(
            Process(
                Begin
                    + Service("a")
                    + Service("b")
                    + Gateway("parallel", "g")
                    + eventSubs
                    + more
                    + Flows("f0:s->g", "f1:g->a", "f2:g->b"),
                Roots
            )
        ).Begin(("order", "A"));

    [Fact]
    public void An_interrupting_one_ends_everything_in_its_scope_and_then_runs_inside_it()
    {
        var scenario = With(EventSub("e", MessageRef("stop")) + EventSub("n", MessageRef("note"), false));

        Assert.True(scenario.Send("p", "n-start"));
        Assert.True(scenario.Send("p", "e-start"));

        Assert.Equal(["e-job"], scenario.Waiting);
        Assert.Equal(ProcessStatus.Active, scenario.Status);
        scenario.Do("e-job");
        Assert.Equal(ProcessStatus.Completed, scenario.Status);
        Assert.Empty(scenario.OpenWaits());
    }

    [Fact]
    public void After_an_interrupting_one_no_other_event_of_the_scope_fires()
    {
        var scenario = With(EventSub("e", MessageRef("stop")) + EventSub("n", MessageRef("note"), false));
        scenario.Send("p", "e-start");

        Assert.False(scenario.Send("p", "n-start"));
        Assert.False(scenario.Send("p", "e-start"));
    }

    [Fact]
    public void A_non_interrupting_one_may_run_several_times_at_once_and_the_scope_waits_for_them()
    {
        var scenario = With(EventSub("n", MessageRef("note"), false));
        scenario.Send("p", "n-start");
        scenario.Send("p", "n-start");

        Assert.Equal(["a", "b", "n-job", "n-job"], scenario.Waiting);
        scenario.Do("a").Do("b").DoFirst("n-job");
        Assert.Equal(ProcessStatus.Active, scenario.Status);
        scenario.Do("n-job");
        Assert.Equal(ProcessStatus.Completed, scenario.Status);
        Assert.Empty(scenario.OpenWaits());
    }

    [Fact]
    public void Boundary_events_of_the_scope_stay_armed_after_an_interruption()
    {
        var scenario = new Scenario(
            Process(
                Begin
                    + Sub(
                        "sub",
                        "<bpmn:startEvent id=\"s2\"/>"
                            + Service("a")
                            + EventSub("e", MessageRef("stop"))
                            + Flows("g0:s2->a")
                    )
                    + Boundary("late", "sub", TimerAfter("PT1H"))
                    + Service("after")
                    + Flows("f0:s->sub", "f1:late->after"),
                Roots
            )
        ).Begin(("order", "A"));
        scenario.Send("sub", "e-start");

        Assert.True(scenario.Fire("sub", "late"));

        Assert.Equal(["after"], scenario.Waiting);
    }

    [Fact]
    public void It_sees_and_changes_the_variables_of_its_scope()
    {
        var scenario = With(EventSub("e", MessageRef("stop")));
        scenario.Send("p", "e-start", ("order", "B"));

        Assert.Equal("B", scenario.Variables["order"].AsString());
    }

    [Fact]
    public void It_catches_an_error_before_a_boundary_event_does_and_an_error_in_it_goes_further_out()
    {
        var scenario = new Scenario(
            Process(
                Begin
                    + Sub(
                        "sub",
                        "<bpmn:startEvent id=\"s2\"/>"
                            + Service("a")
                            + EventSub("e", ErrorRef("E1"))
                            + Flows("g0:s2->a")
                    )
                    + Boundary("caught", "sub", "<bpmn:errorEventDefinition/>")
                    + Service("after")
                    + Flows("f0:s->sub", "f1:caught->after"),
                Roots
            )
        ).Begin();

        scenario.Throw("a", "E1", ("why", "x"));
        Assert.Equal(["e-job"], scenario.Waiting);
        Assert.Equal("E1", scenario.Variables["errorCode"].AsString());
        scenario.Throw("e-job", "E1");

        Assert.Equal(["after"], scenario.Waiting);
    }

    [Fact]
    public void Its_timer_runs_from_the_beginning_of_the_scope()
    {
        var scenario = With(EventSub("t", TimerAfter("PT5M"), false));

        Assert.Equal(
            Scenario.Start + NodaTime.Duration.FromMinutes(5),
            scenario.Last<Command.SetTimer>().DueAt
        );
        Assert.Equal(
            (0, "t-start"),
            (scenario.Last<Command.SetTimer>().ElementInstance, scenario.Last<Command.SetTimer>().ElementId)
        );
        Assert.True(scenario.Fire("p", "t-start"));
        Assert.False(scenario.Waiting is ["t-job"]);
    }
}
