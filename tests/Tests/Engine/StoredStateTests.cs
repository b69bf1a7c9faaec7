using System.Text;
using Workflows.Engine;
using Workflows.Feel;
using static Tests.Engine.BpmnText;

namespace Tests.Engine;

/// <summary>States that former versions of the hub have stored.</summary>
public sealed class StoredStateTests
{
    [Fact]
    public void A_state_of_version_1_runs_on()
    {
        // Written by the hub of 25 November 2026: one token waits at the join, b waits for its job and has a timer cycle.
        var process = Process(
            Begin
                + Gateway("parallel", "g")
                + Gateway("parallel", "j")
                + Service("a")
                + Service("b")
                + Service("after")
                + Flows("f0:s->g", "f1:g->a", "f2:g->b", "f3:a->j", "f4:b->j", "f5:j->after")
        );
        var stored = Encoding.UTF8.GetBytes(
            """{"v":1,"s":1,"n":5,"i":[{"i":0,"e":"p","l":{"x":1}},{"i":4,"e":"b","r":1,"t":{"b":-1}}],"w":[[0,"f3",1]]}"""
        );
        var state = ProcessState.Deserialize(process, stored);
        var engine = new ProcessEngine(new EngineEnvironment { Zone = NodaTime.DateTimeZone.Utc });

        var step = engine.Advance(
            state,
            new Trigger.WorkCompleted(4, FeelContext.Empty.With("y", 2)),
            Scenario.Start
        );

        Assert.True(step.Accepted);
        Assert.Equal(["p", "after"], step.State.Instances.Select(i => i.Element.Id));
        Assert.Equal(2, step.State.Variables["y"].AsInt64());
    }

    [Fact]
    public void A_state_of_a_newer_hub_is_refused() =>
        Assert.Throws<InvalidOperationException>(() =>
            ProcessState.Deserialize(
                Process(Begin + Service("a") + Flows("f:s->a")),
                Encoding.UTF8.GetBytes("""{"v":99,"s":1,"n":1,"i":[]}""")
            )
        );
}
