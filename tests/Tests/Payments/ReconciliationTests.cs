using Adapters.Payments;
using Hub.Payments;
using NodaTime;
using NodaTime.Text;
using Workflows.Time;

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
        Assert.Empty(Find([Booked("A-1")], [], "2026-11-26"));
        AssertBreak(Find([Booked("A-1")], [], "2026-11-27"), BreakType.OrderNoPayment, "A-1", 5_000, 0);
    }

    [Theory]
    [InlineData("2026-11-26", "2026-12-01", "2026-12-02")]
    [InlineData("2026-11-28", "2026-12-02", "2026-12-03")]
    public void A_provider_has_the_working_days_of_the_banks(string captured, string inTime, string late)
    {
        BookedAttempt[] booked = [Booked("A-1") with { CapturedOn = captured }];

        Assert.Empty(Find(booked, [], inTime));
        Assert.Single(Find(booked, [], late));
    }

    [Fact]
    public void A_holiday_of_the_banks_gives_a_provider_another_day()
    {
        var holiday = new Holiday(new LocalDate(2026, 11, 25), "Fête", CalendarStatus.Confirmed, "décret");
        var evidence = Evidence([Booked("A-1")], [], "2026-11-27");

        Assert.True(evidence.IsOverdue("2026-11-23"));
        Assert.False(
            (evidence with { Delay = new SettlementDelay(Banks(holiday), 3) }).IsOverdue("2026-11-23")
        );
    }

    [Fact]
    public void A_provider_that_never_settled_anything_is_silent_from_the_first_payment_that_is_overdue()
    {
        Assert.Empty(Evidence([Booked("A-1")], [], "2026-11-26").SilentProviders());
        Assert.Equal(
            [new SilentProvider("cmi", null, "2026-11-23")],
            Evidence([Booked("A-1")], [], "2026-11-27").SilentProviders()
        );
    }

    [Fact]
    public void A_provider_whose_files_stop_is_silent_whatever_the_others_settle()
    {
        var settled = Booked("A-1");
        var waiting = Booked("B-1") with { OrderId = Guid.CreateVersion7(), CapturedOn = "2026-11-24" };
        var agency = Booked("C-1") with { OrderId = Guid.CreateVersion7(), Provider = "agency" };
        SettlementLine[] lines = [Sale("A-1"), Sale("C-1") with { Date = "2026-12-15" }];

        Assert.Equal(
            [new SilentProvider("cmi", "2026-11-23", "2026-11-24")],
            Evidence([settled, waiting, agency], lines, "2026-12-15").SilentProviders()
        );
    }

    [Fact]
    public void A_provider_that_settled_later_days_and_left_one_payment_out_is_not_silent()
    {
        var other = Booked("B-1") with { OrderId = Guid.CreateVersion7() };
        var evidence = Evidence(
            [Booked("A-1"), other],
            [Sale("B-1") with { Date = "2026-11-24" }],
            "2026-12-15"
        );

        Assert.Empty(evidence.SilentProviders());
        Assert.Single(FindBreaks.Run(evidence));
    }

    [Fact]
    public void A_day_that_has_not_come_yet_does_not_hide_a_silence()
    {
        var other = Booked("B-1") with { OrderId = Guid.CreateVersion7() };

        Assert.Single(
            Evidence([Booked("A-1"), other], [Sale("B-1") with { Date = "2099-01-01" }], "2026-12-15")
                .SilentProviders()
        );
    }

    [Fact]
    public void A_voided_payment_is_expected_from_nobody()
    {
        var voided = Booked("A-1") with { Voided = true, IsKept = false };

        Assert.Empty(Find([voided], [], "2026-12-20"));
        Assert.Empty(Evidence([voided], [], "2026-12-20").SilentProviders());
    }

    [Fact]
    public void A_voided_payment_that_is_settled_all_the_same_differs()
    {
        var voided = Booked("A-1") with { Voided = true, IsKept = false };

        AssertBreak(Find([voided], [Sale("A-1")]), BreakType.AmountDiffers, "A-1", 0, 5_000);
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
        SettlementLine[] none = [Sale("A-1")];

        Assert.Empty(Find([refunded], none, "2026-11-27"));
        AssertBreak(Find([refunded], none, "2026-11-28"), BreakType.RefundNotSettled, "A-1", 2_000, 0);
        AssertBreak(
            Find([refunded], [.. none, Refund("A-1", 1_500)], "2026-11-28"),
            BreakType.RefundNotSettled,
            "A-1",
            2_000,
            1_500
        );
        Assert.Empty(Find([refunded], [.. none, Refund("A-1", 2_000)], "2026-11-28"));
    }

    [Fact]
    public void A_refund_that_came_back_was_not_given_back()
    {
        var back = Sale("A-1", 2_000) with { Type = SettlementType.RefundReversed };

        Assert.Empty(Find([Booked("A-1")], [Sale("A-1"), Refund("A-1", 2_000), back]));
    }

    private static IReadOnlyList<FoundBreak> Find(
        IReadOnlyList<BookedAttempt> attempts,
        IReadOnlyList<SettlementLine> lines,
        string today = "2026-11-26"
    ) => FindBreaks.Run(Evidence(attempts, lines, today));

    private static SettlementEvidence Evidence(
        IReadOnlyList<BookedAttempt> attempts,
        IReadOnlyList<SettlementLine> lines,
        string today
    ) => new(attempts, lines, new SettlementDelay(Banks(), 3), LocalDatePattern.Iso.Parse(today).Value);

    /// <summary>Open from Monday to Friday.</summary>
    private static WorkingCalendar Banks(params IEnumerable<Holiday> holidays) =>
        new(
            "banks",
            DateTimeZoneProviders.Tzdb["Africa/Casablanca"],
            WeeklyHours.MondayToFriday(new OpenHours(new LocalTime(8, 15), new LocalTime(15, 45))),
            [],
            holidays
        );

    private static BookedAttempt Booked(string oid) =>
        new(Order, oid, "cmi", 5_000, "2026-11-23", Voided: false, IsKept: true, 0, null);

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
