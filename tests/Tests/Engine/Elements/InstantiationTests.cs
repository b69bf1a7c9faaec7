using Workflows.Engine;
using static Tests.Engine.BpmnText;

namespace Tests.Engine.Elements;

public sealed class InstantiationTests
{
    private static readonly string Roots = Message("one", "=\"k\"") + Message("two", "=\"k\"");

    [Fact]
    public void A_receive_task_may_begin_an_instance()
    {
        var process = Process(
            "<bpmn:receiveTask id=\"r\" instantiate=\"true\" messageRef=\"m-one\"/>"
                + Service("after")
                + Flows("f0:r->after"),
            Roots
        );
        Assert.Equal("r", Assert.Single(process.MessageStarts).Id);

        Assert.Equal(["after"], new Scenario(process).BeginWith("r", ("x", 1)).Waiting);
    }

    private static Scenario Gate(string type, string first) =>
        new Scenario(
            Process(
                Gateway("eventBased", "g", $"instantiate=\"true\" eventGatewayType=\"{type}\"")
                    + Catches("a", MessageRef("one"))
                    + Catches("b", MessageRef("two"))
                    + Service("after-a")
                    + Service("after-b")
                    + Flows("f0:g->a", "f1:g->b", "f2:a->after-a", "f3:b->after-b"),
                Roots
            )
        ).BeginWith(first);

    [Fact]
    public void An_exclusive_event_gateway_begins_with_whichever_comes_first_and_forgets_the_others()
    {
        var scenario = Gate("Exclusive", "b");

        Assert.Equal(["after-b"], scenario.Waiting);
        Assert.Empty(scenario.OpenWaits());
    }

    [Fact]
    public void A_parallel_event_gateway_goes_on_with_each_and_waits_for_all()
    {
        var scenario = Gate("Parallel", "b");
        Assert.Equal(["g", "after-b"], scenario.Waiting);
        scenario.Do("after-b");
        Assert.Equal(ProcessStatus.Active, scenario.Status);

        Assert.True(scenario.Send("g", "a"));

        Assert.Equal(["after-a"], scenario.Waiting);
        Assert.Empty(scenario.OpenWaits());
    }
}
