using Workflows.Engine;
using static Tests.Engine.BpmnText;

namespace Tests.Engine.Elements;

public sealed class SignalTests
{
    [Fact]
    public void A_signal_is_heard_by_everybody_who_waits_and_kept_for_nobody()
    {
        var scenario = new Scenario(
            Process(
                Begin
                    + Gateway("parallel", "g")
                    + Catches("one", SignalRef("go"))
                    + Service("work")
                    + Boundary("called", "work", SignalRef("go"), interrupting: false)
                    + Service("heard")
                    + Catches("late", SignalRef("go"))
                    + Flows("f0:s->g", "f1:g->one", "f2:g->work", "f3:called->heard", "f4:one->late"),
                Signal("go")
            )
        ).Begin();

        Assert.Equal(2, scenario.Broadcast("go"));

        Assert.Equal(["work", "late", "heard"], scenario.Waiting);
    }

    [Fact]
    public void A_thrown_signal_carries_what_its_input_mappings_made()
    {
        var scenario = new Scenario(
            Process(
                Begin
                    + "<bpmn:intermediateThrowEvent id=\"t\"><bpmn:extensionElements><zeebe:ioMapping><zeebe:input source=\"=1 + 1\" target=\"sum\"/></zeebe:ioMapping></bpmn:extensionElements>"
                    + SignalRef("go")
                    + "</bpmn:intermediateThrowEvent>"
                    + Flows("f0:s->t"),
                Signal("go")
            )
        ).Begin(("other", 1));

        var thrown = scenario.Last<Command.BroadcastSignal>();

        Assert.Equal(
            ("go", 2, false),
            (thrown.SignalName, thrown.Variables["sum"].AsInt64(), thrown.Variables.ContainsKey("other"))
        );
        Assert.Equal(ProcessStatus.Completed, scenario.Status);
    }

    [Fact]
    public void A_signal_may_begin_a_process()
    {
        var process = Process(
            $"<bpmn:startEvent id=\"s\">{SignalRef("go")}</bpmn:startEvent>"
                + Service("a")
                + Flows("f0:s->a"),
            Signal("go")
        );
        Assert.Equal("s", Assert.Single(process.SignalStarts).Id);

        var scenario = new Scenario(process).BeginWith("s", ("x", 1));

        Assert.Equal(1, scenario.Variables["x"].AsInt64());
        Assert.Equal(["a"], scenario.Waiting);
    }
}
