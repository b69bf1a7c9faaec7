using Hub.Processes;
using Workflows.Feel;
using static Tests.Engine.BpmnText;

namespace Tests.Processes;

/// <summary>Instances that begin by themselves: by a message, by a timer.</summary>
public abstract partial class ProcessRunnerContract
{
    [Fact]
    public async Task A_message_begins_one_instance_per_key_and_the_next_when_that_has_ended()
    {
        await DeployAsync(
            $"<bpmn:startEvent id=\"s\">{MessageRef("claimed")}</bpmn:startEvent>"
                + $"<bpmn:intermediateCatchEvent id=\"wait\">{MessageRef("paid")}</bpmn:intermediateCatchEvent>"
                + Flows("f0:s->wait"),
            Message("claimed", "=key") + Message("paid", "=key")
        );

        await PublishAsync("claimed", "A", TimeSpan.FromDays(1), "first", ("key", FeelValue.From("A")));
        await PublishAsync("claimed", "A", TimeSpan.FromDays(1), "second", ("key", FeelValue.From("A")));
        await PublishAsync("claimed", "B", TimeSpan.Zero, null, ("key", FeelValue.From("B")));
        await RunAsync();
        var before = await InstancesAsync();
        await PublishAsync("paid", "A", TimeSpan.Zero);
        await RunAsync();
        var after = await InstancesAsync();

        Assert.Equal([InstanceStatus.Active, InstanceStatus.Active], before);
        Assert.Equal([InstanceStatus.Active, InstanceStatus.Active, InstanceStatus.Completed], after);
    }

    [Fact]
    public async Task A_timer_begins_instances_until_a_new_version_takes_its_place()
    {
        const string Every =
            "<bpmn:timerEventDefinition><bpmn:timeCycle>R/PT1H</bpmn:timeCycle></bpmn:timerEventDefinition>";
        await DeployAsync(
            $"<bpmn:startEvent id=\"s\">{Every}</bpmn:startEvent>"
                + Service("test-step")
                + Flows("f0:s->test-step")
        );

        clock.AdvanceTo(Morning.AddHours(2).AddMinutes(30));
        await RunAsync();
        var begun = await InstancesAsync();
        await DeployAsync("<bpmn:startEvent id=\"s\"/>" + Service("test-step") + Flows("f0:s->test-step"));
        clock.AdvanceTo(Morning.AddHours(9));
        await RunAsync();

        Assert.Equal([InstanceStatus.Completed, InstanceStatus.Completed], begun);
        Assert.Equal(2, (await InstancesAsync()).Count);
    }

    [Fact]
    public async Task A_start_timer_that_gives_no_time_is_refused_at_deployment()
    {
        const string Never =
            "<bpmn:timerEventDefinition><bpmn:timeCycle>=orderId</bpmn:timeCycle></bpmn:timerEventDefinition>";

        var result = await deployment.DeployAsync(
            [
                new DefinitionFile(
                    "p.bpmn",
                    File(
                        $"<bpmn:startEvent id=\"s\">{Never}</bpmn:startEvent>"
                            + Service("test-step")
                            + Flows("f0:s->test-step")
                    )
                ),
            ],
            "test",
            Ct
        );

        var refused = Assert.IsType<DeploymentResult.Refused>(result);
        Assert.Equal("start_timer_wrong", Assert.Single(refused.Problems).Problem.Code);
    }
}
