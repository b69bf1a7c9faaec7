using Workflows.Engine;
using static Tests.Engine.BpmnText;

namespace Tests.Engine.Operations;

/// <summary>language.md §2.12.</summary>
public sealed class MigrationTests
{
    private static readonly string Old =
        Begin
        + Service("a")
        + Boundary("late", "a", TimerAfter("PT1H"))
        + Service("b")
        + Flows("f0:s->a", "f1:a->b", "f2:late->b");

    private static readonly string Roots = Message("stop", "=\"k\"");

    private static Dictionary<string, string> Map(params (string From, string To)[] pairs) =>
        pairs.ToDictionary(p => p.From, p => p.To, StringComparer.Ordinal);

    [Fact]
    public void What_is_open_stays_open_under_its_new_name_and_the_rest_is_opened_or_closed()
    {
        var target = Process(
            Begin
                + Service("a2")
                + Boundary("late2", "a2", TimerAfter("PT9H"))
                + Boundary("stop", "a2", MessageRef("stop"))
                + Service("b")
                + Service("c")
                + Flows("f0:s->a2", "f1:a2->b", "f2:late2->b", "f3:stop->b", "f4:b->c"),
            Roots
        );
        var scenario = new Scenario(Process(Old)).Begin(("x", 1));

        Assert.Empty(scenario.Migrate(target, Map(("a", "a2"), ("late", "late2"))));

        Assert.Contains(new Command.RenameWaits(1 + 1, "a", "a2"), scenario.Commands);
        Assert.Contains(
            scenario.Commands,
            c => c is Command.RenameWaits { ElementId: "late", NewElementId: "late2" }
        );
        Assert.Single(scenario.Commands.OfType<Command.SetTimer>());
        Assert.Equal("stop", scenario.Last<Command.OpenSubscription>().ElementId);
        Assert.True(scenario.Fire("a2", "late2"));
        scenario.Do("b").Do("c");
        Assert.Equal(ProcessStatus.Completed, scenario.Status);
    }

    [Fact]
    public void What_only_the_former_version_waited_for_is_closed()
    {
        var target = Process(Begin + Service("a") + Flows("f0:s->a"));
        var scenario = new Scenario(Process(Old)).Begin();

        Assert.Empty(scenario.Migrate(target, Map(("a", "a"))));

        Assert.Equal("late", scenario.Last<Command.CancelTimer>().ElementId);
    }

    [Fact]
    public void Every_reason_against_it_is_told_and_nothing_changes()
    {
        var target = Process(
            Begin
                + "<bpmn:userTask id=\"a\"/>"
                + Sub("sub", "<bpmn:startEvent id=\"s2\"/>" + Service("b") + Flows("g:s2->b"))
                + Flows("f0:s->a", "f1:a->sub")
        );
        var one = new Scenario(Process(Old)).Begin();
        Assert.Equal(["target_unknown"], one.Migrate(target, Map(("a", "ghost"))).Select(p => p.Code));
        Assert.Equal(["mapping_missing"], one.Migrate(target, Map()).Select(p => p.Code));
        Assert.Contains("kind_differs", one.Migrate(target, Map(("a", "a"))).Select(p => p.Code));
        Assert.Contains("scope_differs", one.Migrate(target, Map(("a", "b"))).Select(p => p.Code));
        Assert.Equal(["a"], one.Waiting);
        one.Do("a");
        Assert.Equal(["b"], one.Waiting);
    }

    [Fact]
    public void A_token_at_a_join_needs_its_flow_and_its_gateway()
    {
        string Fork(string flow, string join) =>
            Begin
            + Gateway("parallel", "g")
            + Gateway("parallel", join)
            + Service("a")
            + Service("b")
            + Service("after")
            + Flows(
                "f0:s->g",
                "f1:g->a",
                "f2:g->b",
                $"{flow}:a->{join}",
                $"f4:b->{join}",
                $"f5:{join}->after"
            );
        var scenario = new Scenario(Process(Fork("f3", "join"))).Begin();
        scenario.Do("a");
        var target = Process(Fork("f33", "join2"));

        Assert.Contains(
            "flow_mapping_missing",
            scenario.Migrate(target, Map(("b", "b"), ("join", "join2"))).Select(p => p.Code)
        );
        Assert.Empty(scenario.Migrate(target, Map(("b", "b"), ("join", "join2")), Map(("f3", "f33"))));

        scenario.Do("b");
        Assert.Equal(["after"], scenario.Waiting);
    }
}
