using Hub.Orders;
using Hub.Payments;

namespace Hub.Operations.Invariants;

/// <summary>
/// I4: nobody pays for nothing, and nothing goes back that nobody decided. Money that a coded decision keeps breaks no rule
/// and is told beside it (decision 0010).
/// </summary>
internal sealed class MoneyKept : IInvariant
{
    public string Id => "I4";

    public string Rule =>
        "No finished order keeps money without a document or a decision to keep it; no refund without a decision";

    public async Task<Verdict> CheckAsync(Evidence evidence, CancellationToken ct)
    {
        var orders = await OrderMoney.ReadAsync(evidence.Db, ct);
        var violations = orders
            .Where(o =>
                o.State.IsTerminal()
                && o.KeptCentimes > o.DocumentedCentimes
                && !o.IsRefunding
                && !o.Attempts.Any(a => a.IsGoingBack)
            )
            .Select(o =>
                $"{o.TrackingNumber} is {o.State.ToWireName()} and keeps {o.KeptCentimes} centimes, documented are {o.DocumentedCentimes}"
            )
            .ToList();
        violations.AddRange(orders.SelectMany(o => o.Attempts).SelectMany(Undecided));
        if (evidence.Journals is { } journals)
        {
            violations.AddRange(UndecidedAtTheGateway(journals, orders));
        }

        return new Verdict.Counted(violations, evidence.LeftWithoutJournals) { Aside = Decided(orders) };
    }

    /// <summary>Finished orders that keep money for nothing but a coded decision.</summary>
    private static Aside? Decided(IReadOnlyList<OrderMoney> orders)
    {
        var kept = orders.Where(o => o.State.IsTerminal() && o.KeptByDecisionCentimes > 0).ToList();
        return kept.Count == 0
            ? null
            : new Aside(
                "finished orders that keep money by a coded decision, without a document for it",
                kept.Count,
                kept.Sum(o => o.KeptByDecisionCentimes),
                kept.SelectMany(o => o.KeepingReasons)
                    .CountBy(reason => reason, StringComparer.Ordinal)
                    .ToDictionary(StringComparer.Ordinal)
            );
    }

    private static IEnumerable<string> Undecided(AttemptMoney money)
    {
        var decided = money.Refunds.Select(r => $"refund:{r.Id}").ToHashSet(StringComparer.Ordinal);
        return money
            .Movements.Where(e =>
                e.Kind is LedgerKind.Refunded or LedgerKind.Released && !decided.Contains(e.Key)
            )
            .Select(e => $"{money.Attempt.Oid}: {e.Key} went back without a decision");
    }

    private static IEnumerable<string> UndecidedAtTheGateway(
        Journals journals,
        IReadOnlyList<OrderMoney> orders
    )
    {
        var decided = orders
            .SelectMany(o => o.Attempts)
            .Where(a => a.Refunds.Count > 0)
            .Select(a => a.Attempt.Oid)
            .ToHashSet(StringComparer.Ordinal);
        return journals
            .FirstTimes("void")
            .Concat(journals.FirstTimes("credit"))
            .Where(line => !decided.Contains(line.Key))
            .Select(line => $"{line.Key}: the gateway was told to {line.Effect}, nobody decided it");
    }
}
