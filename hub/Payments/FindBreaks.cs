using Adapters.Payments;

namespace Hub.Payments;

/// <summary>Compares what we booked with what the provider settled, attempt by attempt. Pure.</summary>
internal static class FindBreaks
{
    /// <summary>Everything the two sides do not agree on.</summary>
    public static IReadOnlyList<FoundBreak> Run(SettlementEvidence evidence)
    {
        var attempts = evidence.Attempts.ToDictionary(a => a.Oid, StringComparer.Ordinal);
        var settled = evidence.Lines.GroupBy(l => l.Oid, StringComparer.Ordinal).ToList();
        return
        [
            .. settled
                .SelectMany(lines => OfLines([.. lines], attempts.GetValueOrDefault(lines.Key), evidence))
                .Concat(evidence.Attempts.Where(a => IsUnsettled(a, evidence)).Select(NoPayment))
                .Concat(
                    evidence
                        .Attempts.Where(a => IsRefundUnsettled(a, evidence))
                        .Select(a => NoRefund(a, evidence))
                )
                .Concat(evidence.Attempts.GroupBy(a => a.OrderId).SelectMany(PaidTwice))
                // An attempt that is both settled twice and the second of its order is one break.
                .DistinctBy(b => (b.Type, b.Oid)),
        ];
    }

    private static IEnumerable<FoundBreak> OfLines(
        List<SettlementLine> lines,
        BookedAttempt? booked,
        SettlementEvidence evidence
    )
    {
        var sales = lines.FindAll(l => l.Type == SettlementType.Sale);
        var paid = sales.Sum(l => l.GrossCentimes);
        var day = lines.Min(l => l.Date)!;
        if (booked is not { CapturedOn: not null })
        {
            if (sales.Count > 0)
            {
                yield return new(BreakType.PaidNoOrder, sales[0].Oid, booked?.OrderId, day, 0, paid);
            }

            yield break;
        }

        if (booked.Voided && sales.Count > 0)
        {
            // Cancelled in our books and in the gateway's word to us, and paid out all the same.
            yield return Differs(BreakType.AmountDiffers, booked, day, 0, paid);
        }
        else if (sales.Count > 1)
        {
            yield return Differs(BreakType.CapturedTwice, booked, day, booked.AmountCentimes, paid);
        }
        else if (sales.Count == 1 && paid != booked.AmountCentimes)
        {
            yield return Differs(BreakType.AmountDiffers, booked, day, booked.AmountCentimes, paid);
        }

        if (-GivenBack(lines) > booked.RefundedCentimes)
        {
            yield return Differs(
                BreakType.AmountDiffers,
                booked,
                day,
                booked.RefundedCentimes,
                -GivenBack(lines)
            );
        }
    }

    private static long GivenBack(IEnumerable<SettlementLine> lines) =>
        lines
            .Where(l => l.Type is SettlementType.Refund or SettlementType.RefundReversed)
            .Sum(l => l.GrossCentimes);

    /// <summary>Captured long enough ago that a file of the provider should have it.</summary>
    private static bool IsUnsettled(BookedAttempt booked, SettlementEvidence evidence) =>
        booked.CapturedOn is { } day
        && !booked.Voided
        && evidence.IsOverdue(day)
        && !LinesOf(booked, evidence).Any(l => l.Type == SettlementType.Sale);

    private static FoundBreak NoPayment(BookedAttempt booked) =>
        Differs(BreakType.OrderNoPayment, booked, booked.CapturedOn!, booked.AmountCentimes, 0);

    /// <summary>Given back long enough ago, and less than that was settled.</summary>
    private static bool IsRefundUnsettled(BookedAttempt booked, SettlementEvidence evidence) =>
        booked is { Voided: false, RefundedOn: { } day }
        && evidence.IsOverdue(day)
        && -GivenBack(LinesOf(booked, evidence)) < booked.RefundedCentimes;

    private static FoundBreak NoRefund(BookedAttempt booked, SettlementEvidence evidence) =>
        Differs(
            BreakType.RefundNotSettled,
            booked,
            booked.RefundedOn!,
            booked.RefundedCentimes,
            -GivenBack(LinesOf(booked, evidence))
        );

    private static IEnumerable<SettlementLine> LinesOf(BookedAttempt booked, SettlementEvidence evidence) =>
        evidence.LinesOf(booked.Oid);

    private static IEnumerable<FoundBreak> PaidTwice(IGrouping<Guid, BookedAttempt> order)
    {
        var kept = order.Where(a => a is { CapturedOn: not null, IsKept: true }).ToList();
        return kept.OrderBy(a => a.CapturedOn, StringComparer.Ordinal)
            .ThenBy(a => a.Oid, StringComparer.Ordinal)
            .Skip(1)
            .Select(a =>
                Differs(
                    BreakType.CapturedTwice,
                    a,
                    a.CapturedOn!,
                    kept[0].AmountCentimes,
                    kept.Sum(k => k.AmountCentimes)
                )
            );
    }

    private static FoundBreak Differs(
        BreakType type,
        BookedAttempt booked,
        string day,
        long expected,
        long found
    ) => new(type, booked.Oid, booked.OrderId, day, expected, found);
}
