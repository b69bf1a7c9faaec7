using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Payments;

/// <summary>
/// One day of the ledger: what came in, and what it is for. Money in is money out, documented: what lies with providers, at
/// the bank, in fees and losses is what State, commune, post and payers are owed (domain.md §4.6).
/// </summary>
/// <param name="Day">In Casablanca, <c>yyyy-MM-dd</c>.</param>
/// <param name="ByKind">How much each kind of movement moved.</param>
/// <param name="ByAccount">The change of each account: a debit is positive.</param>
internal sealed record MoneyDay(
    string Day,
    IReadOnlyDictionary<LedgerKind, long> ByKind,
    IReadOnlyDictionary<LedgerAccount, long> ByAccount
)
{
    /// <summary>0, or the books are wrong.</summary>
    public long DifferenceCentimes => ByAccount.Values.Sum();

    /// <summary>How much a kind of movement moved.</summary>
    public long Of(LedgerKind kind) => ByKind.GetValueOrDefault(kind);

    /// <summary>The change of an account.</summary>
    public long Of(LedgerAccount account) => ByAccount.GetValueOrDefault(account);

    /// <summary>The newest days, newest first.</summary>
    public static async Task<IReadOnlyList<MoneyDay>> ReadAsync(
        HubDb db,
        DateTimeOffset from,
        CancellationToken ct
    )
    {
        var sums = await db
            .Ledger.Where(e => e.At >= from)
            .SelectMany(
                e => e.Postings,
                (e, p) =>
                    new
                    {
                        e.BookedOn,
                        e.Kind,
                        p.Account,
                        p.AmountCentimes,
                    }
            )
            .GroupBy(p => new
            {
                p.BookedOn,
                p.Kind,
                p.Account,
            })
            .Select(g => new
            {
                g.Key.BookedOn,
                g.Key.Kind,
                g.Key.Account,
                Debits = g.Sum(p => p.AmountCentimes > 0 ? p.AmountCentimes : 0),
                Sum = g.Sum(p => p.AmountCentimes),
            })
            .ToListAsync(ct);
        return
        [
            .. sums.GroupBy(s => s.BookedOn)
                .OrderByDescending(day => day.Key, StringComparer.Ordinal)
                .Select(day => new MoneyDay(
                    day.Key,
                    day.GroupBy(s => s.Kind).ToDictionary(g => g.Key, g => g.Sum(s => s.Debits)),
                    day.GroupBy(s => s.Account).ToDictionary(g => g.Key, g => g.Sum(s => s.Sum))
                )),
        ];
    }
}
