using Workflows.Engine;
using Workflows.Feel;
using static Tests.Engine.BpmnText;

namespace Tests.Engine.Elements;

/// <summary>R47.</summary>
public sealed class ConditionalEventTests
{
    [Fact]
    public void It_waits_until_a_variable_it_names_makes_it_true()
    {
        var scenario = new Scenario(
            Process(Begin + Catches("c", When("x > 3")) + Service("after") + Flows("f0:s->c", "f1:c->after"))
        ).Begin();
        scenario.Set("x", 2);
        scenario.Set("y", 9);
        Assert.Equal(["c"], scenario.Waiting);

        scenario.Set("x", 4);

        Assert.Equal(["after"], scenario.Waiting);
    }

    [Fact]
    public void One_that_holds_already_lets_pass_at_once() =>
        Assert.Equal(
            ["after"],
            new Scenario(
                Process(
                    Begin + Catches("c", When("x > 3")) + Service("after") + Flows("f0:s->c", "f1:c->after")
                )
            )
                .Begin(("x", 5))
                .Waiting
        );

    [Fact]
    public void A_non_interrupting_one_fires_once_for_changes_that_come_together()
    {
        var scenario = new Scenario(
            Process(
                Begin
                    + Service("a")
                    + Boundary("c", "a", When("x > 0 and y > 0"), interrupting: false)
                    + Service("seen")
                    + Flows("f0:s->a", "f1:c->seen")
            )
        ).Begin();

        scenario.Apply(new Trigger.VariablesSet(0, FeelContext.Empty.With("x", 1).With("y", 1)));
        Assert.Equal(["a", "seen"], scenario.Waiting);
        scenario.Set("x", 2);

        Assert.Equal(["a", "seen", "seen"], scenario.Waiting);
    }

    [Fact]
    public void Results_of_the_activity_itself_do_not_trigger_its_boundary_event()
    {
        var scenario = new Scenario(
            Process(
                Begin
                    + Service("a")
                    + Boundary("c", "a", When("x > 0"))
                    + Service("seen")
                    + Service("after")
                    + Flows("f0:s->a", "f1:c->seen", "f2:a->after")
            )
        ).Begin();

        scenario.Do("a", ("x", 1));

        Assert.Equal(["after"], scenario.Waiting);
    }

    [Fact]
    public void An_event_subprocess_and_an_event_gateway_listen_for_conditions_too()
    {
        var scenario = new Scenario(
            Process(
                Begin
                    + Gateway("eventBased", "g")
                    + Catches("c", When("x > 0"))
                    + Catches("t", TimerAfter("PT1H"))
                    + Service("after")
                    + EventSub("e", When("stop"))
                    + Flows("f0:s->g", "f1:g->c", "f2:g->t", "f3:c->after")
            )
        ).Begin();
        scenario.Set("x", 1);
        Assert.Equal(["after"], scenario.Waiting);

        scenario.Set("stop", true);

        Assert.Equal(["e-job"], scenario.Waiting);
    }
}
