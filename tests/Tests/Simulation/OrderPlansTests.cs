using Simulators.Scenario;
using Tests.Architecture;

namespace Tests.Simulation;

public sealed class OrderPlansTests
{
    private static readonly Bureaus Real = Bureaus.Read(Path.Combine(Repository.Root, "config"));

    [Fact]
    public void Three_hundred_orders_are_dealt_in_the_shares_that_were_asked_for()
    {
        var plans = OrderPlans.Deal(300, new Draw(7), Real);

        Assert.Equal(
            (120, 105, 75),
            (
                plans.Count(p => p.Channel == "rest"),
                plans.Count(p => p.Channel == "sftp"),
                plans.Count(p => p.Channel == "desk")
            )
        );
        Assert.Equal(
            (24, 12, 9, 6, 6, 6, 3),
            (
                plans.Count(p => p is { Bureau: BureauTurn.Rejects, Method: PayBy.Card }),
                plans.Count(p => p.Bureau == BureauTurn.NeedsInformation),
                plans.Count(p => p.Payment == PaymentTurn.DeclinedThenApproved),
                plans.Count(p => p.Payment == PaymentTurn.PaidTwice),
                plans.Count(p => p.Bureau == BureauTurn.Reroutes),
                plans.Count(p => p.Post == PostTurn.ReturnsToSender),
                plans.Count(p => p.Post == PostTurn.Loses)
            )
        );
    }

    [Fact]
    public void Some_pay_by_reference_in_time_too_late_and_are_confirmed_twice()
    {
        var plans = OrderPlans.Deal(300, new Draw(7), Real);

        Assert.Equal(
            (12, 6, 6, 3, 6),
            (
                Plain(PayBy.Agency),
                Plain(PayBy.Sms),
                plans.Count(p => p.Payment == PaymentTurn.ConfirmedTwice),
                plans.Count(p => p is { Payment: PaymentTurn.PaidLate, EndsAs: "expired" }),
                plans.Count(p => p is { Bureau: BureauTurn.Rejects, Method: not PayBy.Card })
            )
        );

        int Plain(PayBy method) =>
            plans.Count(p =>
                p.Method == method
                && p is { Payment: PaymentTurn.Approved, Bureau: BureauTurn.Issues, Post: PostTurn.Delivers }
            );
    }

    [Fact]
    public void Every_bureau_of_Casablanca_gets_an_order()
    {
        var plans = OrderPlans.Deal(300, new Draw(7), Real);

        Assert.True(Real.All.Count(b => b.Type != "consulate") == 125);
        Assert.Empty(Real.All.Select(b => b.Code).Except(plans.Select(p => p.BureauCode)));
    }

    [Fact]
    public void The_same_seed_tells_the_same_story_and_another_seed_another_one()
    {
        var one = OrderPlans.Deal(100, new Draw(7), Real);

        Assert.Equal(one, OrderPlans.Deal(100, new Draw(7), Real));
        Assert.NotEqual(one, OrderPlans.Deal(100, new Draw(8), Real));
    }

    [Fact]
    public void A_bureau_that_sends_an_order_on_names_another_one()
    {
        var rerouted = OrderPlans.Deal(300, new Draw(7), Real).Where(p => p.Bureau == BureauTurn.Reroutes);

        Assert.All(rerouted, p => Assert.NotEqual(p.BureauCode, p.HeldAtBureauCode));
        Assert.All(rerouted, p => Assert.NotNull(Real.Find(p.HeldAtBureauCode!)));
    }
}
