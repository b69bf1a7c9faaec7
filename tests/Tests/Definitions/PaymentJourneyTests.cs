using Workflows.Feel;

namespace Tests.Definitions;

/// <summary>Whether an order is paid for, and what an unpaid one comes to.</summary>
public sealed class PaymentJourneyTests
{
    [Fact]
    public void A_paid_order_goes_to_its_bureau()
    {
        var journey = Journey.Begin("bureau-rest").Pay();

        Assert.Equal(["await-payment", "accept-payment", "open-request", "request-extract"], journey.Ran);
        Assert.Equal([("registry-answer", "R1")], journey.Waits);
    }

    [Fact]
    public void An_order_that_is_not_paid_in_time_expires()
    {
        var journey = Journey.Begin("bureau-rest");

        Assert.Equal("payment-time-over", journey.PassToDeadline());

        Assert.Equal(NodaTime.Instant.FromUtc(2026, 11, 26, 9, 0), journey.Now);
        journey.AssertOver("await-payment", "expire-order");
    }

    [Fact]
    public void An_order_is_cancelled_before_it_is_paid()
    {
        var journey = Journey.Begin("bureau-desk");

        Assert.True(journey.Send("order-cancelled", "order-1"));

        journey.AssertOver("await-payment", "cancel-order");
    }

    [Theory]
    [InlineData("expire-order")]
    [InlineData("cancel-order")]
    public void A_payment_that_was_booked_a_moment_before_wins(string step)
    {
        var partners = new Partners().On(step, ("paid", FeelValue.True), ("attemptId", "attempt-1"));
        var journey = Journey.Begin("bureau-sftp", partners);

        if (step == "expire-order")
        {
            journey.PassToDeadline();
        }
        else
        {
            journey.Send("order-cancelled", "order-1");
        }

        Assert.Equal([step, "open-request", "file-request"], journey.Ran.TakeLast(3));
        Assert.False(journey.IsOver);
    }

    [Fact]
    public void An_order_that_another_process_has_taken_the_payment_for_does_not_wait_for_it()
    {
        var journey = Journey.Begin("consulate", null, ("paid", FeelValue.True), ("attemptId", "a"));

        Assert.Equal(["open-request", "request-extract"], journey.Ran);
    }
}
