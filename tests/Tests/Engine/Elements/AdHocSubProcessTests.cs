using Workflows.Engine;
using Workflows.Feel;
using static Tests.Engine.BpmnText;

namespace Tests.Engine.Elements;

public sealed class AdHocSubProcessTests
{
    private static Scenario With(
        string zeebe,
        string attributes = "",
        string condition = "",
        params (string, FeelValue)[] variables
    ) =>
        new Scenario(
            Process(
                Begin
                    + Sub(
                        "adhoc",
                        $"<bpmn:extensionElements>{zeebe}</bpmn:extensionElements>"
                            + (
                                condition.Length == 0
                                    ? ""
                                    : $"<bpmn:completionCondition>={condition}</bpmn:completionCondition>"
                            )
                            + Service("a")
                            + Service("b")
                            + Service("after-a")
                            + Flows("g0:a->after-a"),
                        attributes,
                        "adHocSubProcess"
                    )
                    + Service("after")
                    + Flows("f0:s->adhoc", "f1:adhoc->after")
            )
        ).Begin(variables);

    private const string Listed =
        "<zeebe:adHoc activeElementsCollection=\"=list\" outputCollection=\"out\" outputElement=\"=got\"/>";

    [Fact]
    public void The_listed_elements_run_with_what_follows_and_their_results_are_collected()
    {
        var scenario = With(Listed, variables: ("list", FeelValue.ListOf("a", "b")));
        Assert.Equal(["a", "b"], scenario.Waiting);

        scenario.Do("a").Do("b", ("got", 2)).Do("after-a", ("got", 1));

        Assert.Equal(["after"], scenario.Waiting);
        Assert.Equal(FeelValue.ListOf(1, 2), scenario.Variables["out"]);
    }

    [Fact]
    public void One_after_another_when_it_is_ordered_so()
    {
        var scenario = With(Listed, "ordering=\"Sequential\"", "", ("list", FeelValue.ListOf("b", "a")));
        Assert.Equal(["b"], scenario.Waiting);
        scenario.Do("b");
        Assert.Equal(["a"], scenario.Waiting);
        scenario.Do("a").Do("after-a");
        Assert.Equal(["after"], scenario.Waiting);
    }

    [Fact]
    public void Its_completion_condition_ends_the_rest_unless_that_is_to_go_on()
    {
        var ends = With(Listed, "", "enough", ("list", FeelValue.ListOf("a", "b")), ("enough", true));
        ends.Do("b");
        Assert.Equal(["after"], ends.Waiting);

        var waits = With(
            Listed,
            "cancelRemainingInstances=\"false\"",
            "enough",
            ("list", FeelValue.ListOf("a", "b")),
            ("enough", true)
        );
        waits.Do("b");
        Assert.Equal(["a"], waits.Waiting);
        waits.Do("a").Do("after-a");
        Assert.Equal(["after"], waits.Waiting);
    }

    [Fact]
    public void Somebody_outside_may_choose_what_runs()
    {
        var scenario = With("");
        Assert.Equal(["adhoc"], scenario.Waiting);
        var adHoc = scenario.Open("adhoc");
        Assert.False(
            scenario.Apply(
                new Trigger.ElementsActivated(adHoc, [new ElementStart("after-a", FeelContext.Empty)])
            )
        );

        Assert.True(
            scenario.Apply(
                new Trigger.ElementsActivated(adHoc, [new ElementStart("b", FeelContext.Empty.With("x", 1))])
            )
        );

        Assert.Equal(["b"], scenario.Waiting);
        Assert.Equal(1, scenario.Last<Command.OpenWork>().Input["x"].AsInt64());
        scenario.Do("b");
        Assert.Equal(["after"], scenario.Waiting);
    }

    [Fact]
    public void What_is_no_list_of_its_elements_is_an_incident() =>
        Assert.Equal(
            ["adhoc:expression_error"],
            With(Listed, variables: ("list", FeelValue.ListOf("after-a"))).Incidents
        );

    [Fact]
    public void Its_job_chooses_again_after_each_round_until_it_says_enough()
    {
        var scenario = With("<zeebe:taskDefinition type=\"agent\"/>");
        var adHoc = scenario.Open("adhoc");
        scenario.Apply(
            new Trigger.ElementsActivated(adHoc, [new ElementStart("b", FeelContext.Empty)], IsJobDone: true)
        );
        scenario.Do("b");
        Assert.Equal("agent", scenario.Last<Command.OpenWork>().Type);

        scenario.Apply(new Trigger.ElementsActivated(adHoc, [], IsJobDone: true, IsEnough: true));

        Assert.Equal(["after"], scenario.Waiting);
    }
}
