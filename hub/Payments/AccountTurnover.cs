using Microsoft.EntityFrameworkCore;

namespace Hub.Payments;

/// <summary>What was booked on one account: its debits and its credits, both positive.</summary>
internal sealed record AccountTurnover(LedgerAccount Account, long DebitCentimes, long CreditCentimes)
{
    /// <summary>The account as in text keys and exports: <c>provider_fee</c>.</summary>
    public string Name => NameOf(Account);

    /// <summary>The turnover of every account that some entries touch, in the order of the chart of accounts.</summary>
    public static async Task<IReadOnlyList<AccountTurnover>> ReadAsync(
        IQueryable<LedgerEntry> entries,
        CancellationToken ct
    )
    {
        var sums = await entries
            .SelectMany(e => e.Postings)
            .GroupBy(p => p.Account)
            .Select(g => new
            {
                Account = g.Key,
                Debit = g.Sum(p => p.AmountCentimes > 0 ? p.AmountCentimes : 0),
                Credit = g.Sum(p => p.AmountCentimes < 0 ? -p.AmountCentimes : 0),
            })
            .ToListAsync(ct);
        return
        [
            .. sums.OrderBy(s => s.Account).Select(s => new AccountTurnover(s.Account, s.Debit, s.Credit)),
        ];
    }

    /// <summary>An account's name as in text keys and exports.</summary>
    public static string NameOf(LedgerAccount account) =>
        account switch
        {
            LedgerAccount.Provider => "provider",
            LedgerAccount.Bank => "bank",
            LedgerAccount.ProviderFee => "provider_fee",
            LedgerAccount.Stamp => "stamp",
            LedgerAccount.Commune => "commune",
            LedgerAccount.Postage => "postage",
            LedgerAccount.Payer => "payer",
            LedgerAccount.ChargebackLoss => "chargeback_loss",
            LedgerAccount.Suspense => "suspense",
        };
}
