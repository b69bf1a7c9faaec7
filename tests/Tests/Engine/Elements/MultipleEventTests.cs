using Workflows.Engine;
using static Tests.Engine.BpmnText;

namespace Tests.Engine.Elements;

public sealed class MultipleEventTests
{
    private static readonly string Roots = Message("one", "=order") + Message("two", "=order") + Signal("go");
    private static readonly string Three = MessageRef("one") + MessageRef("two") + SignalRef("go");

    private static Scenario Catch(string attributes) =>
        new Scenario(
            Process(
                Begin + Catches("c", Three, attributes) + Service("after") + Flows("f0:s->c", "f1:c->after"),
                Roots
            )
        ).Begin(("order", "A"));

    [Fact]
    public void Any_of_several_is_enough_and_closes_the_others()
    {
        var scenario = Catch("");
        Assert.Equal(
            ["c", "c#2"],
            scenario.Commands.OfType<Command.OpenSubscription>().Select(c => c.ElementId)
        );

        Assert.True(scenario.Send("c", "c#2"));

        Assert.Equal(["after"], scenario.Waiting);
        Assert.Empty(scenario.OpenWaits());
    }

    [Fact]
    public void A_parallel_one_needs_them_all_and_keeps_what_they_carry()
    {
        var scenario = Catch("parallelMultiple=\"true\"");
        scenario.Send("c", "c", ("x", 1));
        Assert.False(scenario.Send("c", "c"));
        scenario.Broadcast("go", ("z", 3));
        Assert.Equal(["c"], scenario.Waiting);

        scenario.Send("c", "c#2", ("y", 2));

        Assert.Equal(["after"], scenario.Waiting);
        Assert.Equal(
            (1, 2, 3),
            (
                scenario.Variables["x"].AsInt64(),
                scenario.Variables["y"].AsInt64(),
                scenario.Variables["z"].AsInt64()
            )
        );
        Assert.Empty(scenario.OpenWaits());
    }

    [Fact]
    public void A_throw_event_throws_all_of_its_definitions()
    {
        var scenario = new Scenario(
            Process(
                Begin
                    + Throws("t", SignalRef("go") + SignalRef("stop"))
                    + Service("after")
                    + Flows("f0:s->t", "f1:t->after"),
                Signal("go") + Signal("stop")
            )
        ).Begin();

        Assert.Equal(
            ["go", "stop"],
            scenario.Commands.OfType<Command.BroadcastSignal>().Select(s => s.SignalName)
        );
        Assert.Equal(["after"], scenario.Waiting);
    }

    [Fact]
    public void A_parallel_start_begins_with_the_first_and_waits_for_the_rest()
    {
        var scenario = new Scenario(
            Process(
                $"<bpmn:startEvent id=\"s\" parallelMultiple=\"true\">{MessageRef("one")}{MessageRef("two")}</bpmn:startEvent>"
                    + Service("after")
                    + Flows("f0:s->after"),
                Message("one", "=\"k\"") + Message("two", "=\"k\"")
            )
        ).BeginWith("s#2", ("y", 2));
        Assert.Equal(["s"], scenario.Waiting);

        Assert.True(scenario.Send("s", "s", ("x", 1)));

        Assert.Equal(["after"], scenario.Waiting);
        Assert.Equal((1, 2), (scenario.Variables["x"].AsInt64(), scenario.Variables["y"].AsInt64()));
    }
}
