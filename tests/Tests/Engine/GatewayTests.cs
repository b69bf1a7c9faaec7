using Workflows.Engine;
using static Tests.Engine.BpmnText;

namespace Tests.Engine;

public sealed class GatewayTests
{
    private static readonly string Exclusive =
        "<bpmn:startEvent id=\"s\"/><bpmn:exclusiveGateway id=\"g\" default=\"other\"/>"
        + Service("cheap")
        + Service("dear")
        + Flows("f:s->g", "low:g->cheap?amount < 100", "other:g->dear");

    [Fact]
    public void An_exclusive_gateway_takes_the_first_flow_whose_condition_holds() =>
        Assert.Equal(["cheap"], new Scenario(Process(Exclusive)).Begin(("amount", 20)).Waiting);

    [Fact]
    public void It_takes_the_default_flow_when_no_condition_holds() =>
        Assert.Equal(["dear"], new Scenario(Process(Exclusive)).Begin(("amount", 200)).Waiting);

    [Fact]
    public void A_condition_that_is_neither_true_nor_false_is_an_incident_and_comes_back_until_it_is_mended()
    {
        var scenario = new Scenario(Process(Exclusive)).Begin();

        Assert.Equal(["g:condition_error"], scenario.Incidents);
        scenario.Resolve("g");
        Assert.Equal(["g:condition_error"], scenario.Incidents);
        scenario.Set("amount", 20);
        scenario.Resolve("g");

        Assert.Empty(scenario.Incidents);
        Assert.Equal(["cheap"], scenario.Waiting);
        Assert.Empty(scenario.OpenWaits());
    }

    [Fact]
    public void No_condition_and_no_default_is_an_incident()
    {
        var scenario = new Scenario(
            Process(
                "<bpmn:startEvent id=\"s\"/><bpmn:exclusiveGateway id=\"g\"/>"
                    + Service("a")
                    + Service("b")
                    + Flows("f:s->g", "x:g->a?false", "y:g->b?false")
            )
        ).Begin();

        Assert.Equal(["g:condition_error"], scenario.Incidents);
    }

    [Fact]
    public void A_parallel_join_waits_for_every_flow()
    {
        var scenario = new Scenario(Process(Fork())).Begin();

        Assert.Equal(["a", "b"], scenario.Waiting);
        scenario.Do("a");
        Assert.Equal(["b"], scenario.Waiting);
        scenario.Do("b");
        Assert.Equal(["after"], scenario.Waiting);
        scenario.Do("after");
        Assert.Equal(ProcessStatus.Completed, scenario.Status);
    }

    [Fact]
    public void The_same_flow_twice_does_not_stand_for_the_missing_one()
    {
        // b goes round once more before its second token reaches the join.
        var scenario = new Scenario(
            Process(
                "<bpmn:startEvent id=\"s\"/><bpmn:parallelGateway id=\"fork\"/><bpmn:parallelGateway id=\"join\"/>"
                    + Service("a")
                    + Service("b")
                    + Service("c")
                    + Service("after")
                    + Flows(
                        "f0:s->fork",
                        "f1:fork->a",
                        "f2:fork->b",
                        "f3:fork->c",
                        "f4:a->merge",
                        "f5:b->merge",
                        "f6:merge->join",
                        "f7:c->join",
                        "f8:join->after"
                    )
                    + "<bpmn:exclusiveGateway id=\"merge\"/>"
            )
        ).Begin();

        scenario.Do("a").Do("b");
        Assert.Equal(["c"], scenario.Waiting);
        scenario.Do("c");

        // One token of the doubled flow is left and waits for a partner that never comes: the scope stays open (R1, R6).
        Assert.Equal(["after"], scenario.Waiting);
        scenario.Do("after");
        Assert.Equal(ProcessStatus.Active, scenario.Status);
    }

    [Fact]
    public void An_inclusive_join_waits_only_for_those_who_can_still_come()
    {
        var scenario = new Scenario(Process(Inclusive)).Begin(("x", 1));

        Assert.Equal(["a", "b"], scenario.Waiting);
        scenario.Do("a");
        Assert.Equal(["b"], scenario.Waiting);
        scenario.Do("b");
        Assert.Equal(["after"], scenario.Waiting);
    }

    [Fact]
    public void An_inclusive_join_goes_on_when_the_other_branch_left_through_an_error()
    {
        var scenario = new Scenario(Process(Inclusive, "<bpmn:error id=\"e1\" errorCode=\"boom\"/>")).Begin(
            ("x", 1)
        );
        scenario.Do("a");

        scenario.Throw("b", "boom");

        Assert.Equal(["after"], scenario.Waiting);
    }

    [Fact]
    public void An_event_based_gateway_takes_what_comes_first_and_closes_the_rest()
    {
        var scenario = new Scenario(Process(EventGateway, Message("paid", "=\"k1\""))).Begin();

        Assert.Equal("k1", scenario.Last<Command.OpenSubscription>().CorrelationKey);
        Assert.Equal(
            Scenario.Start + NodaTime.Duration.FromHours(2),
            scenario.Last<Command.SetTimer>().DueAt
        );
        Assert.True(scenario.Send("g", "on-paid", ("amount", 20)));

        Assert.Equal(["ship"], scenario.Waiting);
        Assert.Contains(scenario.Commands, c => c is Command.CancelTimer { ElementId: "late" });
        Assert.False(scenario.Apply(new Trigger.TimerFired(2, "late", scenario.Now)));
        Assert.Equal(20, scenario.Variables["amount"].AsInt64());
    }

    [Fact]
    public void A_terminate_end_ends_everything_in_its_scope_and_the_scope_completes()
    {
        var scenario = new Scenario(
            Process(
                "<bpmn:startEvent id=\"s\"/><bpmn:parallelGateway id=\"fork\"/>"
                    + Service("a")
                    + Service("b")
                    + "<bpmn:endEvent id=\"stop\"><bpmn:terminateEventDefinition/></bpmn:endEvent>"
                    + Flows("f0:s->fork", "f1:fork->a", "f2:fork->b", "f3:a->stop")
            )
        ).Begin();

        scenario.Do("a");

        Assert.Equal(ProcessStatus.Completed, scenario.Status);
        Assert.Contains(scenario.Commands, c => c is Command.CloseWork);
    }

    private static string Fork() =>
        "<bpmn:startEvent id=\"s\"/><bpmn:parallelGateway id=\"fork\"/><bpmn:parallelGateway id=\"join\"/><bpmn:endEvent id=\"e\"/>"
        + Service("a")
        + Service("b")
        + Service("after")
        + Flows(
            "f0:s->fork",
            "f1:fork->a",
            "f2:fork->b",
            "f3:a->join",
            "f4:b->join",
            "f5:join->after",
            "f6:after->e"
        );

    private static readonly string Inclusive =
        "<bpmn:startEvent id=\"s\"/><bpmn:inclusiveGateway id=\"fork\" default=\"fd\"/><bpmn:inclusiveGateway id=\"join\"/>"
        + Service("a")
        + Service("b")
        + Service("c")
        + Service("after")
        + "<bpmn:endEvent id=\"gone\"/>"
        + Boundary("oops", "b", "<bpmn:errorEventDefinition/>")
        + Flows(
            "f0:s->fork",
            "f1:fork->a?x = 1",
            "f2:fork->b?x < 2",
            "fd:fork->c",
            "f3:a->join",
            "f4:b->join",
            "f5:c->join",
            "f6:join->after",
            "f7:oops->gone"
        );

    private static readonly string EventGateway =
        "<bpmn:startEvent id=\"s\"/><bpmn:eventBasedGateway id=\"g\"/>"
        + $"<bpmn:intermediateCatchEvent id=\"on-paid\">{MessageRef("paid")}</bpmn:intermediateCatchEvent>"
        + $"<bpmn:intermediateCatchEvent id=\"late\">{TimerAfter("PT2H")}</bpmn:intermediateCatchEvent>"
        + Service("ship")
        + Service("expire")
        + Flows("f0:s->g", "f1:g->on-paid", "f2:g->late", "f3:on-paid->ship", "f4:late->expire");
}
