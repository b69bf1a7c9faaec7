using Workflows.Feel;

namespace Tests.Definitions;

/// <summary>What a bureau may make of an order, and what follows.</summary>
public sealed class BureauJourneyTests
{
    public static TheoryData<string> Bureaus => ["bureau-rest", "bureau-sftp", "bureau-desk", "consulate"];

    [Theory]
    [MemberData(nameof(Bureaus))]
    public void A_served_order_ends_at_the_door(string bureau)
    {
        var journey = Journey.Begin(bureau).Pay().AnswerRequest("issued").Accept();

        Assert.True(journey.Tell("in_transit"));
        Assert.True(journey.Tell("held_for_pickup"));
        Assert.True(journey.Tell("delivered"));

        journey.AssertOver("record-outcome", "take-payment", "pack-order", "record-handover");
        Assert.Empty(journey.Partners.Refunds);
    }

    [Fact]
    public void A_clerk_answers_at_the_desk_by_the_task_alone()
    {
        var journey = Journey.Begin("bureau-desk").Pay();
        var task = journey.Task("answer-request");

        journey.Complete("answer-request", ("outcome", "issued"), ("reason", FeelValue.Null));

        Assert.Equal(["clerk:CHK-01"], task.CandidateGroups);
        Assert.Equal("answer-request", task.FormId);
        Assert.Equal("R1", task.Input["requestId"].AsString());
        Assert.NotNull(task.DueAt);
        Assert.Equal(["record-outcome", "take-payment", "pack-order"], journey.Ran.TakeLast(3));
        Assert.Empty(journey.Tasks);
    }

    [Fact]
    public void A_search_at_the_desk_keeps_the_task_open()
    {
        var journey = Journey.Begin("bureau-desk").Pay();
        var task = journey.Task("answer-request").ElementInstance;

        journey.AnswerRequest("in_search");

        Assert.Equal(task, journey.Task("answer-request").ElementInstance);
        Assert.Equal("record-outcome", journey.Ran[^1]);
        journey.AnswerRequest("rejected");
        Assert.Empty(journey.Tasks);
        journey.AssertOver("reject-order", "decide-refund", "refund-payment", "record-refund");
    }

    [Theory]
    [InlineData("bureau-rest")]
    [InlineData("bureau-sftp")]
    [InlineData("consulate")]
    public void A_bureau_that_searches_is_waited_for_longer_and_answers_in_the_end(string bureau)
    {
        var journey = Journey.Begin(bureau).Pay();
        var waitedSince = journey.Now;

        journey.AnswerRequest("in_search");
        Assert.Equal("bureau-late", journey.PassToDeadline());

        Assert.True(journey.Now - waitedSince > NodaTime.Duration.FromDays(13));
        Assert.Equal("remind-bureau", journey.Ran[^1]);
        journey.AnswerRequest("issued");
        Assert.Equal("pack-order", journey.Ran[^1]);
    }

    [Theory]
    [MemberData(nameof(Bureaus))]
    public void A_silent_bureau_is_reminded_then_called_then_a_person_decides(string bureau)
    {
        var journey = Journey.Begin(bureau).Pay();

        Assert.Equal("bureau-late", journey.PassToDeadline());
        Assert.Equal("remind-bureau", journey.Ran[^1]);
        Assert.Equal("still-late", journey.PassToDeadline());
        Assert.Equal(["monitor"], journey.Task("call-bureau").CandidateGroups);
        journey.Complete("call-bureau", ("called", FeelValue.True));
        Assert.Equal("silent-after-call", journey.PassToDeadline());

        Assert.Equal(["solve-refusal"], journey.Tasks);
        Assert.Equal("bureau_silent", journey.Task("solve-refusal").Input["problem"].AsString());
        // Its answer is still heard, and the question to the person is withdrawn.
        journey.AnswerRequest("issued");
        Assert.Empty(journey.Tasks);
        Assert.Equal("pack-order", journey.Ran[^1]);
    }

    [Fact]
    public void An_answer_ends_reminders_and_withdraws_the_call()
    {
        var journey = Journey.Begin("bureau-rest").Pay();
        journey.PassToDeadline();
        journey.PassToDeadline();
        Assert.Equal(["call-bureau"], journey.Tasks);

        journey.AnswerRequest("issued");

        Assert.Empty(journey.Tasks);
        Assert.Equal(1, journey.Deadlines);
    }

    [Theory]
    [MemberData(nameof(Bureaus))]
    public void A_correction_by_the_citizen_is_a_new_request_without_a_new_payment(string bureau)
    {
        var journey = Journey.Begin(bureau).Pay().AnswerRequest("needs_information");
        Assert.Equal("ask-citizen", journey.Ran[^1]);

        Assert.True(journey.Send("order-corrected", "order-1"));

        Assert.Equal("R2", journey.Partners.Request);
        Assert.DoesNotContain("take-payment", journey.Ran);
        journey.AnswerRequest("issued");
        Assert.Equal("pack-order", journey.Ran[^1]);
    }

    [Fact]
    public void A_citizen_who_does_not_answer_in_fifteen_days_gets_the_money_back()
    {
        var journey = Journey.Begin("bureau-rest").Pay().AnswerRequest("needs_information");
        var asked = journey.Now;

        Assert.Equal("correction-time-over", journey.PassToDeadline());

        Assert.Equal(NodaTime.Duration.FromDays(15), journey.Now - asked);
        journey.AssertOver("expire-correction", "decide-refund", "refund-payment", "record-refund");
        Assert.Equal([("all", "citizen_did_not_answer")], journey.Partners.Refunds);
    }

    [Fact]
    public void A_correction_made_in_the_last_moment_wins_over_the_deadline()
    {
        var partners = new Partners().On("expire-correction", ("corrected", FeelValue.True));
        var journey = Journey.Begin("bureau-rest", partners).Pay().AnswerRequest("needs_information");

        journey.PassToDeadline();

        Assert.Equal("R2", journey.Partners.Request);
        Assert.Empty(journey.Partners.Refunds);
    }

    [Theory]
    [MemberData(nameof(Bureaus))]
    public void An_order_is_routed_to_the_bureau_that_holds_the_act(string bureau)
    {
        var journey = Journey.Begin(bureau).Pay();

        journey.AnswerRequest("rerouted", ("reason", "wrong_bureau"), ("heldAt", "CHK-07"));

        Assert.Contains("reroute-order", journey.Ran);
        Assert.Equal("R2", journey.Partners.Request);
        journey.AnswerRequest("issued");
        Assert.Equal("pack-order", journey.Ran[^1]);
    }

    [Fact]
    public void An_order_that_another_process_takes_over_ends_here()
    {
        var partners = new Partners().On("reroute-order", ("handedOver", FeelValue.True));
        var journey = Journey.Begin("bureau-rest", partners).Pay();

        journey.AnswerRequest("rerouted", ("heldAt", "CHK-30"));

        journey.AssertOver("record-outcome", "reroute-order");
    }

    [Theory]
    [InlineData("bureau_unknown")]
    [InlineData("bureau_denied")]
    public void A_bureau_that_cannot_be_routed_to_is_a_persons_question(string code)
    {
        var partners = new Partners().Refuse("reroute-order", code);
        var journey = Journey.Begin("bureau-sftp", partners).Pay();

        journey.AnswerRequest("rerouted", ("heldAt", "XX-99"));

        Assert.StartsWith(
            code,
            journey.Task("solve-refusal").Input["problem"].AsString(),
            StringComparison.Ordinal
        );
        journey.Complete("solve-refusal", ("solution", "reroute"), ("heldAt", "CHK-07"));
        Assert.Equal("R2", journey.Partners.Request);
    }

    [Theory]
    [InlineData("bureau-rest")]
    [InlineData("consulate")]
    public void A_request_that_a_bureau_refuses_is_sent_again_or_elsewhere_or_given_up(string bureau)
    {
        var partners = new Partners()
            .Refuse("request-extract", "bureau_refused_request")
            .Refuse("request-extract", "bureau_refused_request")
            .Refuse("request-extract", "bureau_refused_request");
        var journey = Journey.Begin(bureau, partners).Pay();

        journey.Complete("solve-refusal", ("solution", "retry"));
        Assert.Equal("R2", journey.Partners.Request);
        journey.Complete("solve-refusal", ("solution", "reroute"), ("heldAt", "CHK-07"));
        Assert.Equal("R3", journey.Partners.Request);
        journey.Complete("solve-refusal", ("solution", "reject"), ("reason", "bureau_not_adhering"));

        journey.AssertOver("reject-order", "decide-refund", "refund-payment", "record-refund");
        Assert.Equal([("all", "bureau_not_adhering")], journey.Partners.Refunds);
    }

    [Theory]
    [MemberData(nameof(Bureaus))]
    public void A_rejected_order_gets_its_money_back(string bureau)
    {
        var journey = Journey.Begin(bureau).Pay();

        journey.AnswerRequest("rejected", ("reason", "register_unavailable"));

        journey.AssertOver(
            "record-outcome",
            "reject-order",
            "decide-refund",
            "refund-payment",
            "record-refund"
        );
        Assert.Equal([("all", "register_unavailable")], journey.Partners.Refunds);
    }

    [Theory]
    [MemberData(nameof(Bureaus))]
    public void What_a_bureau_could_not_make_is_paid_back_while_the_rest_travels(string bureau)
    {
        var journey = Journey.Begin(bureau).Pay();

        journey.AnswerRequest("partially_issued", ("reason", "copies_unavailable"));
        Assert.Equal([("missing", "copies_unavailable")], journey.Partners.Refunds);
        Assert.Contains("pack-order", journey.Ran);

        journey.Accept();
        journey.Tell("delivered");
        journey.AssertOver();
    }

    [Fact]
    public void Money_that_cannot_be_taken_when_the_documents_are_there_is_a_persons_question()
    {
        var partners = new Partners()
            .Refuse("take-payment", "capture_refused")
            .Refuse("take-payment", "capture_refused");
        var journey = Journey.Begin("bureau-rest", partners).Pay().AnswerRequest("issued");

        journey.Complete("solve-refusal", ("solution", "retry"));
        Assert.Equal(["solve-refusal"], journey.Tasks);
        journey.Complete("solve-refusal", ("solution", "reject"), ("reason", "duplicate_order"));

        journey.AssertOver("reject-order", "decide-refund", "refund-payment", "record-refund");
        Assert.DoesNotContain("pack-order", journey.Ran);
    }
}
