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
    public void A_suspended_instance_holds_still_while_its_variables_are_changed()
    {
        var scenario = new Scenario(
            Process(Begin + Catches("c", When("x > 0")) + Service("after") + Flows("f0:s->c", "f1:c->after"))
        ).Begin();
        scenario.Apply(new Trigger.Suspend());
        scenario.Set("x", 1);
        Assert.Equal(["c"], scenario.Waiting);

        scenario.Apply(new Trigger.Resume());

        Assert.Equal(["after"], scenario.Waiting);
    }

    [Fact]
    public void A_finished_instance_begins_again_as_it_began()
    {
        var first = new Scenario(Process(Begin + Service("a") + Flows("f0:s->a"))).Begin(
            ("x", 1),
            ("y", "z")
        );
        first.Do("a", ("x", 2));

        var start = Restart.Of(first.History)!;

        Assert.Equal(1, start.Variables["x"].AsInt64());
        Assert.Equal("z", start.Variables["y"].AsString());
        Assert.Null(start.StartElementId);
    }

    [Fact]
    public void The_history_rebuilds_the_state_at_any_of_its_events()
    {
        var process = Process(Nested);
        var scenario = new Scenario(process).Begin(("x", 1));
        scenario.Do("a").Do("b").Do("c").Do("d");

        for (var length = 1; length <= scenario.History.Count; length++)
        {
            var state = Replay.To(process, scenario.History.Take(length));
            var again = ProcessState.Deserialize(process, state.Serialize());

            Assert.Equal(state.Serialize(), again.Serialize());
        }
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
