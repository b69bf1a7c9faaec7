using static Tests.Engine.BpmnText;

namespace Tests.Engine.Elements;

public sealed class TransactionTests
{
    private const string Cancel = "<bpmn:cancelEventDefinition/>";

    private static Scenario Begun() =>
        new Scenario(
            Process(
                Begin
                    + Sub(
                        "tx",
                        "<bpmn:startEvent id=\"s2\"/>"
                            + Gateway("parallel", "g")
                            + Undoable("a", "undo-a")
                            + Undoable("b", "undo-b")
                            + Service("decide")
                            + Service("other")
                            + Gateway("exclusive", "ok", "default=\"good\"")
                            + End("done")
                            + End("cancel", Cancel)
                            + Flows(
                                "t0:s2->a",
                                "t1:a->b",
                                "t2:b->g",
                                "t3:g->other",
                                "t4:g->decide",
                                "t5:decide->ok",
                                "bad:ok->cancel?fail",
                                "good:ok->done"
                            ),
                        kind: "transaction"
                    )
                    + Boundary("cancelled", "tx", Cancel)
                    + Service("after-cancel")
                    + Service("after")
                    + Flows("f0:s->tx", "f1:tx->after", "f2:cancelled->after-cancel")
            )
        ).Begin();

    [Fact]
    public void A_cancel_end_ends_what_runs_undoes_what_is_done_and_leaves_by_the_cancel_event()
    {
        var scenario = Begun();
        scenario.Do("a").Do("b").Do("decide", ("fail", true));

        Assert.Equal(["undo-b"], scenario.Waiting);
        scenario.Do("undo-b").Do("undo-a");

        Assert.Equal(["after-cancel"], scenario.Waiting);
    }

    [Fact]
    public void One_that_is_not_cancelled_completes_as_a_subprocess()
    {
        var scenario = Begun();

        scenario.Do("a").Do("b").Do("decide", ("fail", false)).Do("other");

        Assert.Equal(["after"], scenario.Waiting);
    }

    [Theory]
    [InlineData(
        "<bpmn:endEvent id=\"e\"><bpmn:cancelEventDefinition/></bpmn:endEvent>",
        "cancel_needs_transaction"
    )]
    public void A_cancel_end_outside_a_transaction_is_refused(string end, string code) =>
        Assert.Contains(
            code,
            Assert
                .IsType<Workflows.Bpmn.BpmnRead.Refused>(
                    Workflows.Bpmn.BpmnReader.Read(File(Begin + end + Flows("f:s->e")))
                )
                .Problems.Select(p => p.Code)
        );
}
