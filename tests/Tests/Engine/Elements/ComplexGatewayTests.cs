using Workflows.Engine;
using static Tests.Engine.BpmnText;

namespace Tests.Engine.Elements;

public sealed class ComplexGatewayTests
{
    private static Scenario TwoOfThree(string out2 = "") =>
        new Scenario(
            Process(
                Begin
                    + Gateway("parallel", "split")
                    + Gateway(
                        "complex",
                        "join",
                        out2.Length > 0 ? "default=\"f7\"" : "",
                        "<bpmn:activationCondition>=activationCount >= 2</bpmn:activationCondition>"
                    )
                    + Service("a")
                    + Service("b")
                    + Service("c")
                    + Service("after")
                    + (out2.Length > 0 ? Service("late") : "")
                    + Flows(
                        "f0:s->split",
                        "f1:split->a",
                        "f2:split->b",
                        "f3:split->c",
                        "f4:a->join",
                        "f5:b->join",
                        "f6:c->join",
                        "f7:join->after"
                    )
                    + (out2.Length > 0 ? Flows(out2) : "")
            )
        ).Begin();

    [Fact]
    public void It_fires_once_when_its_condition_holds_and_takes_the_late_tokens_without_firing_again()
    {
        var scenario = TwoOfThree();
        scenario.Do("a");
        Assert.Equal(["b", "c"], scenario.Waiting);
        scenario.Do("b");
        Assert.Equal(["c", "after"], scenario.Waiting);

        scenario.Do("c").Do("after");

        Assert.Equal(ProcessStatus.Completed, scenario.Status);
        Assert.Single(scenario.Completed, id => id == "join");
    }

    [Fact]
    public void A_flow_may_be_for_the_late_tokens()
    {
        var scenario = TwoOfThree("f8:join->late?not(waitingForStart)");
        scenario.Do("a").Do("b");
        Assert.Equal(["c", "after"], scenario.Waiting);

        scenario.Do("c");

        Assert.Equal(["after", "late"], scenario.Waiting);
    }

    [Fact]
    public void It_is_as_new_when_the_late_token_dies()
    {
        var scenario = TwoOfThree();
        scenario.Do("a").Do("b").Do("after");

        scenario.Apply(new Trigger.Modify([], [scenario.Open("c")]));

        Assert.True(scenario.Status is ProcessStatus.Terminated or ProcessStatus.Completed);
    }
}
