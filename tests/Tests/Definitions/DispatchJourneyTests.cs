using Workflows.Feel;

namespace Tests.Definitions;

/// <summary>A letter between the bureau and the door, whatever the post says and in whatever order.</summary>
public sealed class DispatchJourneyTests
{
    [Fact]
    public void News_may_come_before_the_answer_to_the_manifest()
    {
        var journey = Issued();

        Assert.True(journey.Tell("in_transit"));
        Assert.Equal("record-handover", journey.Ran[^1]);
        journey.Tell("delivered");

        journey.AssertOver();
        Assert.False(journey.Send("manifest-answered", "S1", ("accepted", FeelValue.True)));
    }

    [Fact]
    public void A_letter_delivered_before_the_post_answered_ends_the_order()
    {
        var journey = Issued();

        journey.Tell("delivered");

        journey.AssertOver("pack-order", "record-handover");
    }

    [Fact]
    public void A_letter_the_post_refuses_is_packed_again_when_a_person_says_so()
    {
        var journey = Issued();

        journey.Send("manifest-answered", "S1", ("accepted", FeelValue.False), ("refusal", "item_invalid"));
        Assert.Equal("item_refused: item_invalid", journey.Task("solve-refusal").Input["problem"].AsString());
        journey.Complete("solve-refusal", ("solution", "retry"));

        Assert.Equal("S2", journey.Partners.Letter);
        journey.Accept();
        journey.Tell("delivered");
        journey.AssertOver();
    }

    [Fact]
    public void A_refused_letter_that_travels_all_the_same_withdraws_the_question()
    {
        var journey = Issued();
        journey.Send("manifest-answered", "S1", ("accepted", FeelValue.False), ("refusal", "weight"));

        Assert.True(journey.Tell("in_transit"));

        Assert.Empty(journey.Tasks);
        journey.Tell("delivered");
        journey.AssertOver();
    }

    [Theory]
    [InlineData("no_item_numbers")]
    [InlineData("address_too_long")]
    public void A_letter_that_cannot_be_packed_is_a_persons_question(string code)
    {
        var partners = new Partners().Refuse("pack-order", code).Refuse("pack-order", code);
        var journey = Issued(partners);

        Assert.StartsWith(
            code,
            journey.Task("solve-refusal").Input["problem"].AsString(),
            StringComparison.Ordinal
        );
        journey.Complete("solve-refusal", ("solution", "retry"));
        journey.Complete("solve-refusal", ("solution", "reject"), ("reason", "lost_in_post"));

        journey.AssertOver("decide-refund", "refund-payment", "record-refund");
        Assert.Equal([("all", "lost_in_post")], journey.Partners.Refunds);
    }

    [Fact]
    public void A_returned_letter_goes_out_again_when_its_address_is_corrected()
    {
        var journey = Issued().Accept();
        journey.Tell("returned");
        Assert.Equal("record-return", journey.Ran[^1]);

        Assert.True(journey.Send("address-corrected", "order-1"));

        Assert.Equal("S2", journey.Partners.Letter);
        journey.Accept();
        journey.Tell("delivered");
        journey.AssertOver();
    }

    [Fact]
    public void A_returned_letter_nobody_asks_for_closes_the_order_after_thirty_days()
    {
        var journey = Issued().Accept();
        journey.Tell("returned");
        var back = journey.Now;

        Assert.Equal("return-time-over", journey.PassToDeadline());

        Assert.Equal(NodaTime.Duration.FromDays(30), journey.Now - back);
        journey.AssertOver("record-return", "close-order");
    }

    [Fact]
    public void An_address_corrected_in_the_last_moment_wins_over_the_deadline()
    {
        var journey = Issued(new Partners().On("close-order", ("addressCorrected", FeelValue.True))).Accept();
        journey.Tell("returned");

        journey.PassToDeadline();

        Assert.Equal("S2", journey.Partners.Letter);
        Assert.False(journey.IsOver);
    }

    [Fact]
    public void A_letter_without_news_is_claimed_and_found_again()
    {
        var journey = Issued().Accept();
        journey.Tell("in_transit");

        Assert.Equal("no-news", journey.PassToDeadline());
        var claim = journey.Task("settle-claim");
        journey.Complete("settle-claim", ("claimResult", "found"));

        Assert.Equal(["post"], claim.CandidateGroups);
        Assert.Equal("S1", claim.Input["shipmentRef"].AsString());
        Assert.Equal("record-found", journey.Ran[^1]);
        journey.Tell("delivered");
        journey.AssertOver();
    }

    [Theory]
    [InlineData("in_transit", false)]
    [InlineData("held_for_pickup", false)]
    [InlineData("delivered", true)]
    public void News_during_a_claim_end_the_claim(string status, bool over)
    {
        var journey = Issued().Accept();
        journey.PassToDeadline();
        Assert.Equal(["settle-claim"], journey.Tasks);

        Assert.True(journey.Tell(status));

        Assert.Empty(journey.Tasks);
        Assert.Equal(over, journey.IsOver);
        Assert.Empty(journey.Incidents);
    }

    [Fact]
    public void News_in_the_moment_of_the_deadline_open_no_claim()
    {
        var journey = Issued(
                new Partners().On(
                    "open-claim",
                    ("claimOpen", FeelValue.False),
                    ("claimAfter", "2027-01-15T10:00:00Z")
                )
            )
            .Accept();

        journey.PassToDeadline();

        Assert.Empty(journey.Tasks);
        journey.Tell("delivered");
        journey.AssertOver();
    }

    [Fact]
    public void A_lost_letter_is_made_again_by_the_bureau()
    {
        var journey = Issued().Accept();
        journey.PassToDeadline();

        journey.Complete("settle-claim", ("claimResult", "reissue"));

        Assert.Equal("R2", journey.Partners.Request);
        journey.AnswerRequest("issued").Accept();
        Assert.Equal("S2", journey.Partners.Letter);
        journey.Tell("delivered");
        journey.AssertOver();
        Assert.Empty(journey.Partners.Refunds);
    }

    [Fact]
    public void A_lost_letter_is_paid_back()
    {
        var journey = Issued().Accept();
        journey.PassToDeadline();

        journey.Complete("settle-claim", ("claimResult", "refund"));

        journey.AssertOver("open-claim", "decide-refund", "refund-payment", "record-refund");
        Assert.Equal([("all", "lost_in_post")], journey.Partners.Refunds);
    }

    [Fact]
    public void A_post_that_never_answers_the_manifest_is_asked_for_the_letter()
    {
        var journey = Issued();
        var packed = journey.Now;

        Assert.Equal("manifest-unanswered", journey.PassToDeadline());
        Assert.Equal("no-news", journey.PassToDeadline());

        Assert.True(journey.Now - packed > NodaTime.Duration.FromDays(9));
        Assert.Equal(["settle-claim"], journey.Tasks);
        Assert.Equal("open-claim", journey.Ran[^1]);
    }

    private static Journey Issued(Partners? partners = null) =>
        Journey.Begin("bureau-rest", partners).Pay().AnswerRequest("issued");
}
