using Workflows.Engine;
using Workflows.Feel;
using static Tests.Engine.BpmnText;

namespace Tests.Engine.Elements;

/// <summary>R48–R53.</summary>
public sealed class MultiInstanceTests
{
    private const string Results =
        "inputElement=\"item\" outputCollection=\"results\" outputElement=\"=result\"";

    private static Scenario With(string mark, string more = "", FeelValue? items = null) =>
        new Scenario(
            Process(Begin + Service("a", mark) + Service("after") + more + Flows("f0:s->a", "f1:a->after"))
        ).Begin(("items", items ?? FeelValue.ListOf("x", "y", "z")));

    [Fact]
    public void A_parallel_one_runs_all_at_once_and_its_results_stand_in_the_order_of_the_list()
    {
        var scenario = With(ForEach(zeebe: Results));
        Assert.Equal(["a", "a", "a"], scenario.Waiting);
        Assert.Equal(
            ["x", "y", "z"],
            scenario.Commands.OfType<Command.OpenWork>().Select(w => w.Input["item"].AsString())
        );

        scenario.Do("a", ("result", 3)).DoFirst("a", ("result", 1)).Do("a", ("result", 2));

        Assert.Equal(["after"], scenario.Waiting);
        Assert.Equal(FeelValue.ListOf(1, 2, 3), scenario.Variables["results"]);
        Assert.False(scenario.Variables.ContainsKey("result"));
    }

    [Fact]
    public void A_sequential_one_runs_one_after_another_over_the_list_as_it_was()
    {
        var scenario = With(ForEach(sequential: true, zeebe: Results));
        scenario.Set("items", FeelValue.ListOf());

        scenario.Do("a", ("result", 1)).Do("a", ("result", 2)).Do("a", ("result", 3));

        Assert.Equal(["after"], scenario.Waiting);
        Assert.Equal(FeelValue.ListOf(1, 2, 3), scenario.Variables["results"]);
    }

    [Fact]
    public void An_empty_list_completes_at_once_with_an_empty_result()
    {
        var scenario = With(ForEach(zeebe: Results), items: FeelValue.ListOf());

        Assert.Equal(["after"], scenario.Waiting);
        Assert.Equal(FeelValue.ListOf(), scenario.Variables["results"]);
    }

    [Fact]
    public void What_is_no_list_is_an_incident_on_the_body_and_can_be_mended()
    {
        var scenario = With(ForEach(), items: "no list");
        Assert.Equal(["a:expression_error"], scenario.Incidents);

        scenario.Set("items", FeelValue.ListOf(1));
        scenario.Resolve("a");

        Assert.Empty(scenario.Incidents);
        Assert.Equal(["a"], scenario.Waiting);
    }

    [Fact]
    public void The_completion_condition_counts_and_ends_the_rest()
    {
        var scenario = With(
            ForEach(
                completion: "numberOfCompletedInstances >= 2 and numberOfActiveInstances = 1 and numberOfInstances = 3"
            )
        );
        scenario.DoFirst("a");
        Assert.Equal(["a", "a"], scenario.Waiting);

        scenario.DoFirst("a");

        Assert.Equal(["after"], scenario.Waiting);
        Assert.Contains(scenario.Commands, c => c is Command.CloseWork);
    }

    [Fact]
    public void A_completion_condition_that_is_neither_true_nor_false_is_an_incident()
    {
        var scenario = With(ForEach(completion: "enough"));
        scenario.DoFirst("a");
        Assert.Equal(["a:condition_error"], scenario.Incidents);

        scenario.Set("enough", true);
        Assert.True(
            scenario.Apply(
                new Trigger.IncidentResolved(scenario.State.Instances.First(i => i.Incident is not null).Id)
            )
        );

        Assert.Equal(["after"], scenario.Waiting);
    }

    [Fact]
    public void A_boundary_event_belongs_to_all_of_them_together()
    {
        var scenario = With(
            ForEach(zeebe: Results),
            Boundary("late", "a", TimerAfter("PT1H")) + Service("escalated") + Flows("f2:late->escalated")
        );
        scenario.DoFirst("a", ("result", 1));
        var body = scenario.State.Instances.First(i => i.Element.Id == "a");
        Assert.Single(scenario.Commands.OfType<Command.SetTimer>());

        Assert.True(scenario.Apply(new Trigger.TimerFired(body.Id, "late", scenario.Now)));

        Assert.Equal(["escalated"], scenario.Waiting);
        Assert.False(scenario.Variables.ContainsKey("results"));
    }

    [Fact]
    public void Output_mappings_of_an_instance_stay_in_it_for_the_output_element()
    {
        var scenario = new Scenario(
            Process(
                Begin
                    + Service(
                        "a",
                        ForEach(
                            zeebe: "inputElement=\"item\" outputCollection=\"results\" outputElement=\"=doubled\""
                        ),
                        "<zeebe:output source=\"=2 * n\" target=\"doubled\"/>"
                    )
                    + Flows("f0:s->a")
            )
        ).Begin(("items", FeelValue.ListOf(1, 2)));

        scenario.DoFirst("a", ("n", 5)).Do("a", ("n", 7));

        Assert.Equal(FeelValue.ListOf(10, 14), scenario.Variables["results"]);
        Assert.False(scenario.Variables.ContainsKey("doubled"));
        Assert.False(scenario.Variables.ContainsKey("n"));
    }

    [Fact]
    public void A_terminate_end_ends_only_its_own_iteration()
    {
        var scenario = new Scenario(
            Process(
                Begin
                    + Sub(
                        "sub",
                        ForEach()
                            + "<bpmn:startEvent id=\"s2\"/>"
                            + Gateway("parallel", "g")
                            + Service("a")
                            + Service("b")
                            + End("t", "<bpmn:terminateEventDefinition/>")
                            + Flows("g0:s2->g", "g1:g->a", "g2:g->b", "g3:a->t")
                    )
                    + Service("after")
                    + Flows("f0:s->sub", "f1:sub->after")
            )
        ).Begin(("items", FeelValue.ListOf(1, 2)));

        scenario.DoFirst("a");
        Assert.Equal(["a", "b"], scenario.Waiting);
        scenario.Do("a");

        Assert.Equal(["after"], scenario.Waiting);
    }

    [Fact]
    public void A_thousand_items_are_no_circle()
    {
        var many = FeelValue.From(new FeelList(Enumerable.Range(1, 1_500).Select(i => FeelValue.From(i))));
        var scenario = new Scenario(
            Process(Begin + $"<bpmn:task id=\"a\">{ForEach()}</bpmn:task>" + Flows("f0:s->a"))
        ).Begin(("items", many));

        Assert.Equal(ProcessStatus.Completed, scenario.Status);
    }
}
