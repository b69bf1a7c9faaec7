using Workflows.Engine;
using Workflows.Feel;
using static Tests.Engine.BpmnText;

namespace Tests.Engine.Operations;

public sealed class InstanceOperationTests
{
    private static readonly string Nested =
        Begin
        + Service("a")
        + Sub(
            "sub",
            "<bpmn:startEvent id=\"s2\"/>" + Service("b") + Service("c") + Flows("g0:s2->b", "g1:b->c")
        )
        + Service("d")
        + Flows("f0:s->a", "f1:a->sub", "f2:sub->d");

    [Fact]
    public void A_suspended_instance_keeps_what_happens_and_hears_it_in_order_when_it_goes_on()
    {
        var scenario = new Scenario(Process(Nested)).Begin();
        Assert.True(scenario.Apply(new Trigger.Suspend()));
        Assert.False(scenario.Apply(new Trigger.Suspend()));

        scenario.Do("a", ("x", 1));
        Assert.Equal(["a"], scenario.Waiting);
        Assert.True(scenario.Apply(new Trigger.Resume()));

        Assert.Equal(["b"], scenario.Waiting);
        Assert.Equal(1, scenario.Variables["x"].AsInt64());
    }

    [Fact]
    public void A_suspended_instance_can_be_cancelled()
    {
        var scenario = new Scenario(Process(Nested)).Begin();
        scenario.Apply(new Trigger.Suspend());

        scenario.Apply(new Trigger.Cancel("test"));

        Assert.Equal(ProcessStatus.Terminated, scenario.Status);
    }

    [Fact]
    public void Tokens_are_moved_into_a_subprocess_that_is_made_for_them()
    {
        var scenario = new Scenario(Process(Nested)).Begin();

        var moved = scenario.Apply(
            new Trigger.Modify(
                [
                    new ElementStart("c", FeelContext.Empty.With("y", 2)),
                    new ElementStart("b", FeelContext.Empty),
                ],
                [scenario.Open("a")]
            )
        );

        Assert.True(moved);
        Assert.Equal(["sub", "c", "b"], scenario.Live);
        scenario.Do("c").Do("b").Do("c");
        Assert.Equal(["d"], scenario.Waiting);
    }

    [Fact]
    public void A_scope_left_empty_ends_upward()
    {
        var scenario = new Scenario(Process(Nested)).Begin();
        scenario.Do("a");

        scenario.Apply(new Trigger.Modify([], [scenario.Open("b")]));

        Assert.Equal(ProcessStatus.Terminated, scenario.Status);
    }

    [Fact]
    public void The_last_element_of_a_called_process_is_not_taken_away()
    {
        var scenario = new Scenario(Process(Nested)).BeginCalled();

        Assert.False(scenario.Apply(new Trigger.Modify([], [scenario.Open("a")])));
        Assert.Equal(["a"], scenario.Waiting);
    }

    [Fact]
    public void An_ambiguous_scope_is_refused_until_it_is_named()
    {
        var scenario = new Scenario(
            Process(
                Begin
                    + Sub(
                        "sub",
                        ForEach()
                            + "<bpmn:startEvent id=\"s2\"/>"
                            + Service("b")
                            + Service("c")
                            + Flows("g0:s2->b", "g1:b->c")
                    )
                    + Flows("f0:s->sub")
            )
        ).Begin(("items", FeelValue.ListOf(1, 2)));
        Assert.False(scenario.Apply(new Trigger.Modify([new ElementStart("c", FeelContext.Empty)], [])));

        var second = scenario.State.Instances.Last(i => i.Element.Id == "sub");
        Assert.True(
            scenario.Apply(new Trigger.Modify([new ElementStart("c", FeelContext.Empty, second.Id)], []))
        );

        Assert.Equal(["b", "b", "c"], scenario.Waiting);
    }

    [Fact]
    public void An_expression_is_evaluated_in_any_scope_and_changes_nothing()
    {
        var scenario = new Scenario(Process(Nested)).Begin(("x", 1));

        Assert.Equal(3, scenario.Evaluate(scenario.Open("a"), "x + 2")!.Value.AsInt64());
        Assert.True(scenario.Evaluate(scenario.Open("a"), "nothing + 2")!.Value.IsNull);
        Assert.Null(scenario.Evaluate(99, "1"));
    }
}
