using static Tests.Engine.BpmnText;

namespace Tests.Engine.Elements;

public sealed class StandardLoopTests
{
    private static Scenario With(string attributes, string condition = "") =>
        new Scenario(
            Process(
                Begin
                    + Service(
                        "a",
                        $"<bpmn:standardLoopCharacteristics {attributes}>{(condition.Length == 0 ? "" : $"<bpmn:loopCondition>={condition}</bpmn:loopCondition>")}</bpmn:standardLoopCharacteristics>"
                    )
                    + Service("after")
                    + Flows("f0:s->a", "f1:a->after")
            )
        );

    [Fact]
    public void It_runs_again_while_its_condition_holds()
    {
        var scenario = With("", "again").Begin();

        scenario.Do("a", ("again", true)).Do("a", ("again", false));

        Assert.Equal(["after"], scenario.Waiting);
    }

    [Fact]
    public void Tested_before_it_may_not_run_at_all() =>
        Assert.Equal(["after"], With("testBefore=\"true\"", "again").Begin(("again", false)).Waiting);

    [Fact]
    public void It_never_runs_more_often_than_its_maximum()
    {
        var scenario = With("loopMaximum=\"2\"").Begin();

        scenario.Do("a").Do("a");

        Assert.Equal(["after"], scenario.Waiting);
    }

    [Fact]
    public void One_that_never_waits_and_never_ends_is_stopped()
    {
        var scenario = new Scenario(
            Process(
                Begin
                    + "<bpmn:task id=\"t\"><bpmn:standardLoopCharacteristics><bpmn:loopCondition>=true</bpmn:loopCondition></bpmn:standardLoopCharacteristics></bpmn:task>"
                    + Flows("f0:s->t")
            )
        ).Begin();

        Assert.Equal(["t:too_many_steps"], scenario.Incidents);
    }
}
