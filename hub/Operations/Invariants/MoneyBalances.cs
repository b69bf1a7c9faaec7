using System.Globalization;
using Hub.Payments;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Operations.Invariants;

/// <summary>I3: what we took of an order is its price, once, or nothing; and the gateway says the same.</summary>
internal sealed class MoneyBalances : IInvariant
{
    public string Id => "I3";

    public string Rule =>
        "Captured minus refunded is nothing, the price, or the price less decided parts; debits are credits; the gateway agrees";

    public async Task<Verdict> CheckAsync(Evidence evidence, CancellationToken ct)
    {
        var orders = await OrderMoney.ReadAsync(evidence.Db, ct);
        var violations = orders.SelectMany(ByOurBooks).ToList();
        violations.AddRange(await OutOfBalanceAsync(evidence.Db, ct));
        if (evidence.Journals is { } journals)
        {
            violations.AddRange(await GatewayBooks.CompareAsync(evidence, journals, orders, ct));
        }

        return new Verdict.Counted(violations, evidence.LeftWithoutJournals);
    }

    /// <summary>Money in is money out, documented: entry by entry, and so day by day.</summary>
    private static async Task<IEnumerable<string>> OutOfBalanceAsync(HubDb db, CancellationToken ct)
    {
        var sums = await db
            .Ledger.Select(e => new
            {
                e.Key,
                e.BookedOn,
                Sum = e.Postings.Sum(p => p.AmountCentimes),
            })
            .Where(e => e.Sum != 0)
            .ToListAsync(ct);
        return sums.Select(e => $"{e.Key} of {e.BookedOn}: debits and credits differ by {e.Sum} centimes");
    }

    private static IEnumerable<string> ByOurBooks(OrderMoney order)
    {
        foreach (var money in order.Attempts)
        {
            foreach (var wrong in ByOurBooks(order, money))
            {
                yield return $"{money.Attempt.Oid}: {wrong}";
            }
        }

        var live = order
            .Attempts.Where(a =>
                a.KeptCentimes > 0 && (a.Attempt.Id == order.PaidAttemptId || !a.IsGoingBack)
            )
            .Select(a => a.Attempt.Oid)
            .ToList();
        if (live.Count > 1 && !order.IsRefunding)
        {
            yield return $"{order.TrackingNumber} is paid {live.Count} times: {string.Join(", ", live)}";
        }
    }

    private static IEnumerable<string> ByOurBooks(OrderMoney order, AttemptMoney money)
    {
        var attempt = money.Attempt;
        if (attempt.AmountCentimes != order.PriceCentimes)
        {
            yield return $"asks {Dirhams(attempt.AmountCentimes)}, the price is {Dirhams(order.PriceCentimes)}";
        }

        if (money.CapturedCentimes != 0 && money.CapturedCentimes != attempt.AmountCentimes)
        {
            yield return $"captured {Dirhams(money.CapturedCentimes)} of {Dirhams(attempt.AmountCentimes)}";
        }

        if (money.CapturedCentimes > 0 && !IsSplitAsPriced(order, money))
        {
            yield return "is not booked on stamp, commune and postage as the price says";
        }

        if (IsTaken(attempt) is { } taken && taken != (money.CapturedCentimes > 0))
        {
            yield return $"is {attempt.State} with {Dirhams(money.CapturedCentimes)} captured";
        }

        var given = money.CapturedCentimes == 0 ? 0 : Decided(money);
        if (money.RefundedCentimes != given)
        {
            yield return $"gave back {Dirhams(money.RefundedCentimes)}, decided and done are {Dirhams(given)}";
        }

        if (money.RefundedCentimes > money.CapturedCentimes)
        {
            yield return "gave back more than it took";
        }
    }

    private static bool IsSplitAsPriced(OrderMoney order, AttemptMoney money)
    {
        var parts = MoneyParts.Owed(
            money.Movements.Where(e => e.Kind == LedgerKind.Captured).SelectMany(e => e.Postings)
        );
        return parts
            == (
                money.Attempt.Id == order.PaidAttemptId
                    ? MoneyParts.Of(order.Price)
                    : MoneyParts.OwedBack(money.CapturedCentimes)
            );
    }

    private static long Decided(AttemptMoney money) =>
        money.Refunds.Where(r => r.State == RefundState.Done).Sum(r => r.AmountCentimes);

    /// <summary>By its state. A voided attempt may have been held only, or taken and given back: the ledger knows.</summary>
    private static bool? IsTaken(PaymentAttempt attempt) =>
        attempt.State switch
        {
            AttemptState.Captured or AttemptState.Refunded => true,
            AttemptState.Created or AttemptState.Declined or AttemptState.Held => false,
            AttemptState.Voided => null,
        };

    private static string Dirhams(long centimes) =>
        (centimes / 100m).ToString("0.00", CultureInfo.InvariantCulture);
}
