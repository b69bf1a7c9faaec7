using Workflows.Engine;
using static Tests.Engine.BpmnText;

namespace Tests.Engine.Elements;

public sealed class ListenerTests
{
    private static Scenario Begun() =>
        new Scenario(
            Process(
                Begin
                    + "<bpmn:serviceTask id=\"a\"><bpmn:extensionElements><zeebe:taskDefinition type=\"=kind\"/><zeebe:executionListeners>"
                    + "<zeebe:executionListener eventType=\"start\" type=\"first\"/><zeebe:executionListener eventType=\"start\" type=\"second\"/><zeebe:executionListener eventType=\"end\" type=\"last\"/>"
                    + "</zeebe:executionListeners></bpmn:extensionElements></bpmn:serviceTask>"
                    + Service("after")
                    + Flows("f0:s->a", "f1:a->after?done")
            )
        ).Begin();

    [Fact]
    public void Their_jobs_come_one_after_another_around_the_element()
    {
        var scenario = Begun();

        scenario.Do("a").Do("a", ("kind", "main")).Do("a", ("x", 1)).Do("a", ("done", true));

        Assert.Equal(
            ["first", "second", "main", "last", "after"],
            scenario.Commands.OfType<Command.OpenWork>().Select(w => w.Type)
        );
        Assert.Equal(1, scenario.Variables["x"].AsInt64());
        Assert.False(scenario.Variables.ContainsKey("kind"));
    }

    [Fact]
    public void A_user_task_has_listeners_before_it_is_opened_and_after_it_is_done()
    {
        var scenario = new Scenario(
            Process(
                Begin
                    + "<bpmn:userTask id=\"u\"><bpmn:extensionElements><zeebe:userTask/><zeebe:taskListeners>"
                    + "<zeebe:taskListener eventType=\"creating\" type=\"before\"/><zeebe:taskListener eventType=\"completing\" type=\"behind\"/>"
                    + "</zeebe:taskListeners></bpmn:extensionElements></bpmn:userTask>"
                    + Flows("f0:s->u")
            )
        ).Begin();
        Assert.Empty(scenario.Commands.OfType<Command.OpenTask>());
        scenario.Do("u");
        Assert.Single(scenario.Commands.OfType<Command.OpenTask>());

        Assert.True(
            scenario.Apply(new Trigger.TaskCompleted(scenario.Open("u"), Workflows.Feel.FeelContext.Empty))
        );
        Assert.Equal("behind", scenario.Last<Command.OpenWork>().Type);
        scenario.Do("u");

        Assert.Equal(ProcessStatus.Completed, scenario.Status);
    }

    [Fact]
    public void An_ended_element_takes_the_job_of_its_listener_back()
    {
        var scenario = Begun();

        scenario.Apply(new Trigger.Cancel("test"));

        Assert.Contains(scenario.Commands, c => c is Command.CloseWork);
    }

    [Fact]
    public void An_incident_of_a_listener_opens_its_job_again()
    {
        var scenario = Begun();
        scenario.Apply(new Trigger.WorkFailed(scenario.Open("a"), "broken", "no"));

        Assert.True(scenario.Resolve("a", retries: 7));

        Assert.Equal(
            ("first", 7),
            (scenario.Last<Command.OpenWork>().Type, scenario.Last<Command.OpenWork>().Retries)
        );
    }
}
