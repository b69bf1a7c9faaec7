using Adapters.Payments;
using Hub.Payments;

namespace Tests.Payments;

/// <summary>The five kinds of break, and what is none.</summary>
public sealed class ReconciliationTests
{
    private static readonly Guid Order = Guid.CreateVersion7();

    [Fact]
    public void Both_sides_agree()
    {
        Assert.Empty(Find([Booked("A-1")], [Sale("A-1")]));
    }

    [Fact]
    public void Settled_for_an_attempt_nobody_knows_is_paid_no_order()
    {
        AssertBreak(Find([], [Sale("X-1")]), BreakType.PaidNoOrder, "X-1", 0, 5_000);
    }

    [Fact]
    public void Settled_for_an_attempt_that_we_never_booked_is_paid_no_order()
    {
        AssertBreak(
            Find([Booked("A-1") with { CapturedOn = null }], [Sale("A-1")]),
            BreakType.PaidNoOrder,
            "A-1",
            0,
            5_000
        );
    }

    [Fact]
    public void Booked_and_not_settled_in_time_is_order_no_payment_and_not_before()
    {
        var other = Booked("B-1") with { OrderId = Guid.CreateVersion7() };

        Assert.Empty(Find([Booked("A-1"), other], [Sale("B-1") with { Date = "2026-11-25" }]));
        AssertBreak(
            Find([Booked("A-1"), other], [Sale("B-1") with { Date = "2026-11-26" }]),
            BreakType.OrderNoPayment,
            "A-1",
            5_000,
            0
        );
    }

    [Fact]
    public void A_voided_payment_is_expected_from_nobody()
    {
        var voided = Booked("A-1") with { Voided = true, IsKept = false };
        var other = Booked("B-1") with { OrderId = Guid.CreateVersion7() };

        Assert.Empty(Find([voided, other], [Sale("B-1") with { Date = "2026-12-20" }]));
    }

    [Fact]
    public void Another_amount_differs()
    {
        AssertBreak(
            Find([Booked("A-1")], [Sale("A-1", 4_900)]),
            BreakType.AmountDiffers,
            "A-1",
            5_000,
            4_900
        );
    }

    [Fact]
    public void More_given_back_than_decided_differs()
    {
        AssertBreak(
            Find([Booked("A-1")], [Sale("A-1"), Refund("A-1", 1_000)]),
            BreakType.AmountDiffers,
            "A-1",
            0,
            1_000
        );
    }

    [Fact]
    public void Settled_twice_is_captured_twice()
    {
        AssertBreak(
            Find([Booked("A-1")], [Sale("A-1"), Sale("A-1")]),
            BreakType.CapturedTwice,
            "A-1",
            5_000,
            10_000
        );
    }

    [Fact]
    public void Two_payments_of_one_order_that_both_stay_are_captured_twice()
    {
        AssertBreak(
            Find([Booked("A-1"), Booked("A-2")], [Sale("A-1"), Sale("A-2")]),
            BreakType.CapturedTwice,
            "A-2",
            5_000,
            10_000
        );
        Assert.Empty(
            Find([Booked("A-1"), Booked("A-2") with { IsKept = false }], [Sale("A-1"), Sale("A-2")])
        );
    }

    [Fact]
    public void Given_back_and_not_settled_in_time_is_refund_not_settled()
    {
        var refunded = Booked("A-1") with
        {
            IsKept = false,
            RefundedCentimes = 2_000,
            RefundedOn = "2026-11-24",
        };
        SettlementLine[] none = [Sale("A-1"), Sale("Z-1") with { Date = "2026-11-27" }];
        var stranger = Booked("Z-1") with { OrderId = Guid.CreateVersion7() };

        AssertBreak(Find([refunded, stranger], none), BreakType.RefundNotSettled, "A-1", 2_000, 0);
        AssertBreak(
            Find([refunded, stranger], [.. none, Refund("A-1", 1_500)]),
            BreakType.RefundNotSettled,
            "A-1",
            2_000,
            1_500
        );
        Assert.Empty(Find([refunded, stranger], [.. none, Refund("A-1", 2_000)]));
    }

    [Fact]
    public void A_refund_that_came_back_was_not_given_back()
    {
        var back = Sale("A-1", 2_000) with { Type = SettlementType.RefundReversed };

        Assert.Empty(Find([Booked("A-1")], [Sale("A-1"), Refund("A-1", 2_000), back]));
    }

    private static IReadOnlyList<FoundBreak> Find(
        IReadOnlyList<BookedAttempt> attempts,
        IReadOnlyList<SettlementLine> lines
    ) => FindBreaks.Run(new SettlementEvidence(attempts, lines, lines.Max(l => l.Date), Grace: 3));

    private static BookedAttempt Booked(string oid) =>
        new(Order, oid, 5_000, "2026-11-23", Voided: false, IsKept: true, 0, null);

    private static SettlementLineCopy Sale(string oid, long gross = 5_000) =>
        new(SettlementType.Sale, oid, gross, "2026-11-23");

    private static SettlementLineCopy Refund(string oid, long gross) =>
        new(SettlementType.Refund, oid, -gross, "2026-11-24");

    private static void AssertBreak(
        IReadOnlyList<FoundBreak> found,
        BreakType type,
        string oid,
        long expected,
        long settled
    )
    {
        var one = Assert.Single(found);
        Assert.Equal(
            (type, oid, expected, settled),
            (one.Type, one.Oid, one.ExpectedCentimes, one.FoundCentimes)
        );
    }

    /// <summary>A line as tests write it.</summary>
    private sealed record SettlementLineCopy(SettlementType Type, string Oid, long Gross, string Date)
    {
        public static implicit operator SettlementLine(SettlementLineCopy copy) =>
            new()
            {
                Date = copy.Date,
                Oid = copy.Oid,
                Type = copy.Type,
                GrossCentimes = copy.Gross,
                NetCentimes = copy.Gross,
                SettleId = "S1",
            };
    }
}
