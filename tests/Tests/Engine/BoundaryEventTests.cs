using NodaTime;
using Workflows.Engine;
using static Tests.Engine.BpmnText;

namespace Tests.Engine;

public sealed class BoundaryEventTests
{
    private const string Errors = "<bpmn:error id=\"e1\" errorCode=\"not_found\"/>";

    [Fact]
    public void An_interrupting_timer_ends_the_activity_and_goes_on_from_the_event()
    {
        var scenario = new Scenario(Process(WithTimer(interrupting: true))).Begin();

        scenario.Fire("ask", "late");

        Assert.Equal(["escalate"], scenario.Waiting);
        Assert.Contains(scenario.Commands, c => c is Command.CloseWork);
    }

    [Fact]
    public void A_non_interrupting_timer_goes_on_beside_the_activity()
    {
        var scenario = new Scenario(Process(WithTimer(interrupting: false))).Begin();

        scenario.Fire("ask", "late");
        Assert.Equal(["ask", "escalate"], scenario.Waiting);
        scenario.Do("escalate").Do("ask");

        Assert.Equal(ProcessStatus.Completed, scenario.Status);
    }

    [Fact]
    public void A_cycle_counts_on_from_when_it_was_due_and_ends_after_its_repetitions()
    {
        var scenario = new Scenario(
            Process(
                "<bpmn:startEvent id=\"s\"/>"
                    + Service("ask")
                    + Service("remind")
                    + Boundary(
                        "again",
                        "ask",
                        "<bpmn:timerEventDefinition><bpmn:timeCycle>R2/PT1H</bpmn:timeCycle></bpmn:timerEventDefinition>",
                        interrupting: false
                    )
                    + Flows("f0:s->ask", "f1:again->remind")
            )
        ).Begin();
        var first = scenario.Last<Command.SetTimer>().DueAt;
        Assert.Equal(Scenario.Start + Duration.FromHours(1), first);

        // Heard ten minutes late: the next is still due one hour after the first was.
        scenario.Now = first + Duration.FromMinutes(10);
        scenario.Apply(new Trigger.TimerFired(scenario.Open("ask"), "again", first));
        Assert.Equal(first + Duration.FromHours(1), scenario.Last<Command.SetTimer>().DueAt);
        scenario.Apply(new Trigger.TimerFired(scenario.Open("ask"), "again", first + Duration.FromHours(1)));

        Assert.Equal(2, scenario.Commands.OfType<Command.SetTimer>().Count());
        Assert.Equal(["ask", "remind", "remind"], scenario.Waiting);
    }

    [Fact]
    public void An_error_is_caught_by_its_code_before_a_catch_all()
    {
        var scenario = new Scenario(
            Process(
                "<bpmn:startEvent id=\"s\"/>"
                    + Service("ask")
                    + Service("by-code")
                    + Service("any")
                    + Boundary("all", "ask", "<bpmn:errorEventDefinition/>")
                    + Boundary("code", "ask", "<bpmn:errorEventDefinition errorRef=\"e1\"/>")
                    + Flows("f0:s->ask", "f1:all->any", "f2:code->by-code"),
                Errors
            )
        ).Begin();

        scenario.Throw("ask", "not_found");

        Assert.Equal(["by-code"], scenario.Waiting);
    }

    [Fact]
    public void An_error_that_nobody_catches_is_an_incident_and_resolving_it_opens_the_job_again()
    {
        var scenario = new Scenario(
            Process("<bpmn:startEvent id=\"s\"/>" + Service("ask") + Flows("f0:s->ask"))
        ).Begin();

        scenario.Throw("ask", "boom");
        Assert.Equal(["ask:unhandled_error_event"], scenario.Incidents);
        scenario.Resolve("ask");

        Assert.Equal(2, scenario.Last<Command.OpenWork>().Round);
        scenario.Do("ask");
        Assert.Equal(ProcessStatus.Completed, scenario.Status);
    }

    [Fact]
    public void An_error_leaves_a_subprocess_through_its_boundary_and_ends_what_is_inside()
    {
        var scenario = new Scenario(
            Process(
                "<bpmn:startEvent id=\"s\"/><bpmn:subProcess id=\"sub\"><bpmn:startEvent id=\"ss\"/><bpmn:parallelGateway id=\"fork\"/>"
                    + Service("a")
                    + Service("b")
                    + Flows("i0:ss->fork", "i1:fork->a", "i2:fork->b")
                    + "</bpmn:subProcess>"
                    + Service("mend")
                    + Boundary("oops", "sub", "<bpmn:errorEventDefinition errorRef=\"e1\"/>")
                    + Flows("f0:s->sub", "f1:oops->mend"),
                Errors
            )
        ).Begin();

        scenario.Throw("a", "not_found");

        Assert.Equal(["mend"], scenario.Waiting);
    }

    [Fact]
    public void A_called_process_hands_an_error_that_it_does_not_catch_to_its_caller()
    {
        var scenario = new Scenario(
            Process("<bpmn:startEvent id=\"s\"/>" + Service("ask") + Flows("f0:s->ask"))
        ).BeginCalled();

        scenario.Throw("ask", "boom");

        Assert.Equal(
            "boom",
            Assert.IsType<ProcessOutcome.ThrewError>(scenario.Last<Command.Finish>().Outcome).ErrorCode
        );
    }

    [Fact]
    public void A_boundary_messages_key_is_looked_up_around_the_activity()
    {
        var scenario = new Scenario(
            Process(
                "<bpmn:startEvent id=\"s\"/>"
                    + Service("ask", mappings: "<zeebe:input source=\"=&quot;inner&quot;\" target=\"key\"/>")
                    + Boundary("on-cancel", "ask", MessageRef("cancel"))
                    + Flows("f0:s->ask"),
                Message("cancel", "=key")
            )
        ).Begin(("key", "outer"));

        Assert.Equal("outer", scenario.Last<Command.OpenSubscription>().CorrelationKey);
    }

    [Fact]
    public void When_one_wait_cannot_be_set_up_none_is_opened()
    {
        var scenario = new Scenario(
            Process(
                "<bpmn:startEvent id=\"s\"/>"
                    + Service("ask")
                    + Boundary("late", "ask", TimerAfter("PT1H"))
                    + Boundary("on-cancel", "ask", MessageRef("cancel"))
                    + Flows("f0:s->ask"),
                Message("cancel", "=missing")
            )
        ).Begin();

        Assert.Equal(["ask:expression_error"], scenario.Incidents);
        Assert.DoesNotContain(
            scenario.Commands,
            c => c is Command.SetTimer or Command.OpenSubscription or Command.OpenWork
        );
        scenario.Set("missing", "now there");
        scenario.Resolve("ask");
        Assert.Single(scenario.Commands.OfType<Command.OpenWork>());
        Assert.Single(scenario.Commands.OfType<Command.SetTimer>());
    }

    [Fact]
    public void Variables_of_an_error_leave_its_catch_only_by_an_output_mapping()
    {
        var scenario = new Scenario(
            Process(
                "<bpmn:startEvent id=\"s\"/>"
                    + Service("ask")
                    + Service("mend")
                    + Boundary(
                        "oops",
                        "ask",
                        "<bpmn:errorEventDefinition/>",
                        mappings: "<zeebe:output source=\"=why\" target=\"reason\"/>"
                    )
                    + Flows("f0:s->ask", "f1:oops->mend")
            )
        ).Begin();

        scenario.Throw("ask", "boom", ("why", "gone"), ("other", 1));

        Assert.Equal("gone", scenario.Variables["reason"].AsString());
        Assert.False(scenario.Variables.ContainsKey("other"));
    }

    private static string WithTimer(bool interrupting) =>
        "<bpmn:startEvent id=\"s\"/>"
        + Service("ask")
        + Service("escalate")
        + Boundary("late", "ask", TimerAfter("PT16H"), interrupting)
        + Flows("f0:s->ask", "f1:late->escalate");
}
