using Workflows.Engine;
using static Tests.Engine.BpmnText;

namespace Tests.Engine.Elements;

/// <summary>R35–R40.</summary>
public sealed class CompensationTests
{
    private static readonly string Two = Undoable("a", "undo-a") + Undoable("b", "undo-b");

    [Fact]
    public void What_has_completed_is_undone_the_latest_first_and_the_thrower_waits_for_it()
    {
        var scenario = new Scenario(
            Process(
                Begin
                    + Two
                    + Throws("c", Compensate)
                    + Service("after")
                    + Flows("f0:s->a", "f1:a->b", "f2:b->c", "f3:c->after")
            )
        ).Begin();
        scenario.Do("a").Do("b");

        Assert.Equal(["undo-b"], scenario.Waiting);
        scenario.Do("undo-b");
        Assert.Equal(["undo-a"], scenario.Waiting);
        scenario.Do("undo-a");
        Assert.Equal(["after"], scenario.Waiting);
    }

    [Fact]
    public void Each_is_undone_once_and_a_second_compensation_finds_nothing()
    {
        var scenario = new Scenario(
            Process(
                Begin
                    + Two
                    + Throws("c", Compensate)
                    + Throws("c2", Compensate)
                    + Flows("f0:s->a", "f1:a->b", "f2:b->c", "f3:c->c2")
            )
        ).Begin();

        scenario.Do("a").Do("b").Do("undo-b").Do("undo-a");

        Assert.Equal(ProcessStatus.Completed, scenario.Status);
    }

    [Fact]
    public void An_activity_completed_several_times_is_undone_as_often()
    {
        var scenario = new Scenario(
            Process(
                Begin
                    + Undoable("a", "undo-a")
                    + Gateway("exclusive", "again", "default=\"f2\"")
                    + Throws("c", Compensate)
                    + Flows("f0:s->a", "f1:a->again", "f3:again->a?more", "f2:again->c")
            )
        ).Begin(("more", true));
        scenario.Do("a").Do("a", ("more", false));

        scenario.Do("undo-a").Do("undo-a");

        Assert.Equal(ProcessStatus.Completed, scenario.Status);
    }

    [Fact]
    public void Active_and_ended_activities_are_not_undone()
    {
        var scenario = new Scenario(
            Process(
                Begin
                    + Gateway("parallel", "g")
                    + Two
                    + End("c", Compensate)
                    + Service("k")
                    + Flows("f0:s->g", "f1:g->a", "f2:g->b", "f3:g->k", "f4:k->c")
            )
        ).Begin();

        scenario.Do("k");

        Assert.Equal(["a", "b"], scenario.Waiting);
    }

    [Fact]
    public void Only_the_named_activity_is_undone()
    {
        var scenario = new Scenario(
            Process(
                Begin
                    + Two
                    + Throws("c", "<bpmn:compensateEventDefinition activityRef=\"a\"/>")
                    + Flows("f0:s->a", "f1:a->b", "f2:b->c")
            )
        ).Begin();
        scenario.Do("a").Do("b");

        Assert.Equal(["undo-a"], scenario.Waiting);
        scenario.Do("undo-a");
        Assert.Equal(ProcessStatus.Completed, scenario.Status);
    }

    [Fact]
    public void What_completed_in_a_completed_subprocess_is_undone_and_nothing_outside_of_one_that_throws()
    {
        var sub = Sub("sub", "<bpmn:startEvent id=\"s2\"/>" + Undoable("a", "undo-a") + Flows("g0:s2->a"));
        var outer = new Scenario(
            Process(Begin + sub + Throws("c", Compensate) + Flows("f0:s->sub", "f1:sub->c"))
        ).Begin();
        outer.Do("a");
        Assert.Equal(["undo-a"], outer.Waiting);
        outer.Do("undo-a");
        Assert.Equal(ProcessStatus.Completed, outer.Status);

        var inner = new Scenario(
            Process(
                Begin
                    + Undoable("x", "undo-x")
                    + Sub(
                        "sub",
                        "<bpmn:startEvent id=\"s2\"/>"
                            + Undoable("a", "undo-a")
                            + Throws("c", Compensate)
                            + Flows("g0:s2->a", "g1:a->c")
                    )
                    + Flows("f0:s->x", "f1:x->sub")
            )
        ).Begin();
        inner.Do("x").Do("a");
        Assert.Equal(["undo-a"], inner.Waiting);
        inner.Do("undo-a");
        Assert.Equal(ProcessStatus.Completed, inner.Status);
    }

    [Fact]
    public void The_handler_of_a_multi_instance_activity_runs_once_and_those_inside_an_iteration_once_each()
    {
        var activity = new Scenario(
            Process(
                Begin
                    + Undoable("a", "undo-a", ForEach())
                    + Throws("c", Compensate)
                    + Flows("f0:s->a", "f1:a->c")
            )
        ).Begin(("items", Items()));
        activity.DoFirst("a").DoFirst("a").Do("undo-a");
        Assert.Equal(ProcessStatus.Completed, activity.Status);

        var inside = new Scenario(
            Process(
                Begin
                    + Sub(
                        "sub",
                        ForEach()
                            + "<bpmn:startEvent id=\"s2\"/>"
                            + Undoable("a", "undo-a")
                            + Flows("g0:s2->a")
                    )
                    + Throws("c", Compensate)
                    + Flows("f0:s->sub", "f1:sub->c")
            )
        ).Begin(("items", Items()));
        inside.DoFirst("a").DoFirst("a").Do("undo-a").Do("undo-a");
        Assert.Equal(ProcessStatus.Completed, inside.Status);
    }

    [Fact]
    public void Interrupting_the_thrower_ends_its_handlers()
    {
        var scenario = new Scenario(
            Process(
                Begin
                    + Sub(
                        "sub",
                        "<bpmn:startEvent id=\"s2\"/>"
                            + Undoable("a", "undo-a")
                            + Throws("c", Compensate)
                            + Flows("g0:s2->a", "g1:a->c")
                    )
                    + Boundary("late", "sub", TimerAfter("PT1H"))
                    + Flows("f0:s->sub")
            )
        ).Begin();
        scenario.Do("a");

        Assert.True(scenario.Fire("sub", "late"));

        Assert.Equal(ProcessStatus.Completed, scenario.Status);
        Assert.Contains(scenario.Commands, c => c is Command.CloseWork);
    }

    [Fact]
    public void A_subprocess_may_undo_itself_by_an_event_subprocess_that_sees_its_variables_as_they_were()
    {
        var scenario = new Scenario(
            Process(
                Begin
                    + Sub(
                        "sub",
                        "<bpmn:extensionElements><zeebe:ioMapping><zeebe:input source=\"=1\" target=\"inner\"/></zeebe:ioMapping></bpmn:extensionElements><bpmn:startEvent id=\"s2\"/>"
                            + Undoable("a", "undo-a")
                            + EventSub("self", Compensate)
                            + Flows("g0:s2->a")
                    )
                    + Throws("c", Compensate)
                    + Flows("f0:s->sub", "f1:sub->c")
            )
        ).Begin();
        scenario.Do("a");

        Assert.Equal(["self-job"], scenario.Waiting);
        Assert.Equal(1, scenario.Last<Command.OpenWork>().Input["inner"].AsInt64());
        scenario.Do("self-job");
        Assert.Equal(ProcessStatus.Completed, scenario.Status);
    }

    private static Workflows.Feel.FeelValue Items() => Workflows.Feel.FeelValue.ListOf(1, 2);
}
