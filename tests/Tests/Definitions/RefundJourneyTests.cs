using Workflows.Feel;

namespace Tests.Definitions;

/// <summary>Money on its way back.</summary>
public sealed class RefundJourneyTests
{
    [Fact]
    public void A_small_refund_is_carried_out_at_once()
    {
        var journey = Begin(new Partners());

        journey.AssertOver("decide-refund", "refund-payment", "record-refund");
    }

    [Fact]
    public void Nothing_to_give_back_asks_the_gateway_nothing()
    {
        var journey = Begin(new Partners().On("decide-refund", ("amountCentimes", FeelValue.From(0))));

        journey.AssertOver("decide-refund", "record-refund");
    }

    [Fact]
    public void A_large_refund_waits_for_a_second_person()
    {
        var journey = Begin(Large());
        Assert.Equal(["approve-refund"], journey.Tasks);
        Assert.Equal("refund-1", journey.Task("approve-refund").Input["refundId"].AsString());

        journey.Complete("approve-refund", ("approved", FeelValue.True));

        journey.AssertOver("decide-refund", "refund-payment", "record-refund");
    }

    [Fact]
    public void A_refund_that_is_not_approved_is_decided_anew_and_never_kept_silently()
    {
        var journey = Begin(Large());

        journey.Complete("approve-refund", ("approved", FeelValue.False));
        Assert.Equal("refund_not_approved", journey.Task("solve-refusal").Input["problem"].AsString());
        journey.Complete("solve-refusal", ("solution", "retry"));

        journey.AssertOver("decide-refund", "decide-refund", "refund-payment", "record-refund");
    }

    [Fact]
    public void A_refund_the_gateway_refuses_is_tried_again_or_settled_by_a_person()
    {
        var partners = new Partners()
            .Refuse("refund-payment", "refund_refused")
            .Refuse("refund-payment", "refund_refused");
        var journey = Begin(partners);

        journey.Complete("solve-refusal", ("solution", "retry"));
        Assert.Equal(["decide-refund", "refund-payment"], journey.Ran.TakeLast(2));
        Assert.Equal(["solve-refusal"], journey.Tasks);
        journey.Complete("solve-refusal", ("solution", "reject"), ("reason", "duplicate_order"));

        journey.AssertOver("settle-refund", "record-refund");
    }

    private static Partners Large() => new Partners().On("decide-refund", ("needsApproval", FeelValue.True));

    private static Journey Begin(Partners partners) =>
        Journey.Begin("refund", partners, ("what", "attempt"), ("reason", "second_payment"));
}
