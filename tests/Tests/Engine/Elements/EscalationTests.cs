using Workflows.Engine;
using Workflows.Feel;
using static Tests.Engine.BpmnText;

namespace Tests.Engine.Elements;

/// <summary>R31–R33.</summary>
public sealed class EscalationTests
{
    private static Scenario With(string catches, string more = "") =>
        new Scenario(
            Process(
                Begin
                    + Sub(
                        "sub",
                        "<bpmn:startEvent id=\"s2\"/>"
                            + Throws("t", EscalationRef("X"))
                            + Service("in")
                            + Flows("g0:s2->t", "g1:t->in")
                    )
                    + catches
                    + Service("seen")
                    + Flows("f0:s->sub")
                    + more,
                Escalation("X")
            )
        ).Begin();

    [Fact]
    public void Nobody_catching_it_changes_nothing() =>
        Assert.Equal(["in"], With("", Flows("q:sub->seen")).Waiting);

    [Fact]
    public void A_non_interrupting_catch_goes_on_beside_it() =>
        Assert.Equal(
            ["seen", "in"],
            With(Boundary("c", "sub", EscalationRef("X"), interrupting: false), Flows("f1:c->seen")).Waiting
        );

    [Fact]
    public void An_interrupting_catch_ends_the_scope_and_the_thrower_takes_no_flow()
    {
        var scenario = With(Boundary("c", "sub", EscalationRef("X")), Flows("f1:c->seen"));

        Assert.Equal(["seen"], scenario.Waiting);
        Assert.DoesNotContain(scenario.History, h => h.ElementId == "g1");
    }

    [Fact]
    public void A_called_process_waits_for_the_answer_of_its_caller()
    {
        var called = new Scenario(
            Process(
                Begin + Throws("t", EscalationRef("X")) + Service("in") + Flows("f0:s->t", "f1:t->in"),
                Escalation("X")
            )
        ).BeginCalled();
        var asked = called.Last<Command.Escalate>();
        Assert.Equal(["t"], called.Waiting);

        var caller = new Scenario(
            Process(
                Begin
                    + "<bpmn:callActivity id=\"call\"><bpmn:extensionElements><zeebe:calledElement processId=\"q\"/></bpmn:extensionElements></bpmn:callActivity>"
                    + Boundary("c", "call", EscalationRef("X"), interrupting: false)
                    + Service("seen")
                    + Flows("f0:s->call", "f1:c->seen"),
                Escalation("X")
            )
        ).Begin();
        caller.Apply(
            new Trigger.CalledEscalated(caller.Open("call"), asked.Thrower, asked.Code, FeelContext.Empty)
        );
        Assert.Equal(["call", "seen"], caller.Waiting);
        Assert.True(
            called.Apply(new Trigger.EscalationAnswered(caller.Last<Command.AnswerEscalation>().Thrower))
        );

        Assert.Equal(["in"], called.Waiting);
    }
}
