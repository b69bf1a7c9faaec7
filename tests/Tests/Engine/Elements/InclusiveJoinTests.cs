using Workflows.Engine;
using static Tests.Engine.BpmnText;

namespace Tests.Engine.Elements;

/// <summary>R8–R11.</summary>
public sealed class InclusiveJoinTests
{
    [Fact]
    public void It_fires_when_a_branch_leaves_through_an_error()
    {
        // Zeebe #19460: the branch that leaves left the join stuck.
        var scenario = new Scenario(
            Process(
                Begin
                    + Gateway("inclusive", "split")
                    + Gateway("inclusive", "join")
                    + Service("a")
                    + Service("b")
                    + Boundary("failed", "b", ErrorRef("E"))
                    + End("away")
                    + Service("after")
                    + Flows(
                        "f0:s->split",
                        "f1:split->a?true",
                        "f2:split->b?true",
                        "f3:a->join",
                        "f4:b->join",
                        "f5:failed->away",
                        "f6:join->after"
                    ),
                Error("E")
            )
        ).Begin();
        scenario.Do("a");
        Assert.Equal(["b"], scenario.Waiting);

        scenario.Throw("b", "E");

        Assert.Equal(["after"], scenario.Waiting);
    }

    [Fact]
    public void It_waits_for_a_token_that_may_come_through_a_link()
    {
        var scenario = new Scenario(
            Process(
                Begin
                    + Gateway("parallel", "split")
                    + Gateway("inclusive", "join")
                    + Service("a")
                    + Service("b")
                    + Throws("l", Link("L"))
                    + Catches("c", Link("L"))
                    + Service("after")
                    + Flows(
                        "f0:s->split",
                        "f1:split->a",
                        "f2:split->b",
                        "f3:a->join",
                        "f4:b->l",
                        "f5:c->join",
                        "f6:join->after"
                    )
            )
        ).Begin();
        scenario.Do("a");
        Assert.Equal(["b"], scenario.Waiting);

        scenario.Do("b");

        Assert.Equal(["after"], scenario.Waiting);
    }

    [Fact]
    public void It_does_not_wait_for_a_token_that_can_as_well_come_to_a_flow_that_is_served()
    {
        // BPMN2-289, clause 2: b can still reach the empty flow, but the served one, too.
        var scenario = new Scenario(
            Process(
                Begin
                    + Gateway("parallel", "split")
                    + Gateway("inclusive", "join")
                    + Gateway("exclusive", "x", "default=\"f6\"")
                    + Gateway("exclusive", "merge")
                    + Service("a")
                    + Service("b")
                    + Service("after")
                    + Flows(
                        "f0:s->split",
                        "f1:split->a",
                        "f2:split->b",
                        "f3:a->merge",
                        "f4:b->x",
                        "f5:x->merge?near",
                        "f6:x->join",
                        "f7:merge->join",
                        "f8:join->after"
                    )
            )
        ).Begin(("near", true));

        scenario.Do("a");

        Assert.Equal(["b", "after"], scenario.Waiting);
    }

    [Fact]
    public void A_terminated_branch_lets_it_fire()
    {
        var scenario = new Scenario(
            Process(
                Begin
                    + Gateway("parallel", "split")
                    + Gateway("inclusive", "join")
                    + Service("a")
                    + Service("b")
                    + Service("after")
                    + Flows(
                        "f0:s->split",
                        "f1:split->a",
                        "f2:split->b",
                        "f3:a->join",
                        "f4:b->join",
                        "f6:join->after"
                    )
            )
        ).Begin();
        scenario.Do("a");

        Assert.True(scenario.Apply(new Trigger.Modify([], [scenario.Open("b")])));

        Assert.Equal(["after"], scenario.Waiting);
    }
}
