using Hub.Orders;

namespace Hub.Payments;

/// <summary>An amount by what it is for (domain.md §4.6), in centimes of dirham.</summary>
/// <param name="Stamp">Fiscal stamps: the State's.</param>
/// <param name="Commune">The bureau's work: the commune's.</param>
/// <param name="Postage">Registered mail: the post's.</param>
/// <param name="Payer">For nothing: whoever paid gets it back.</param>
internal sealed record MoneyParts(long Stamp, long Commune, long Postage, long Payer)
{
    public static readonly MoneyParts None = new(0, 0, 0, 0);

    public long Total => Stamp + Commune + Postage + Payer;

    /// <summary>The whole price of an order.</summary>
    public static MoneyParts Of(PriceSnapshot price) =>
        new(price.StampCentimes, price.CommuneCentimes, price.PostageCentimes, 0);

    /// <summary>An amount that no order needs.</summary>
    public static MoneyParts OwedBack(long centimes) => None with { Payer = centimes };

    /// <summary>So much of a line's documents: stamps and work, without postage.</summary>
    public static MoneyParts Copies(PriceSnapshot price, OrderLine line, int copies)
    {
        var unit = price.UnitOf(line);
        return new MoneyParts(copies * unit.StampCentimes, copies * unit.CommuneCentimes, 0, 0);
    }

    public static MoneyParts operator +(MoneyParts a, MoneyParts b) =>
        new(a.Stamp + b.Stamp, a.Commune + b.Commune, a.Postage + b.Postage, a.Payer + b.Payer);

    /// <summary>What is left of each part after <paramref name="b"/>, never less than nothing.</summary>
    public static MoneyParts operator -(MoneyParts a, MoneyParts b) =>
        new(
            Math.Max(0, a.Stamp - b.Stamp),
            Math.Max(0, a.Commune - b.Commune),
            Math.Max(0, a.Postage - b.Postage),
            Math.Max(0, a.Payer - b.Payer)
        );

    /// <summary>Of each part no more than <paramref name="other"/> has.</summary>
    public MoneyParts AtMost(MoneyParts other) =>
        new(
            Math.Min(Stamp, other.Stamp),
            Math.Min(Commune, other.Commune),
            Math.Min(Postage, other.Postage),
            Math.Min(Payer, other.Payer)
        );

    /// <summary>No more than an amount: first what is owed back anyway, then postage, work and stamps.</summary>
    public MoneyParts Within(long centimes)
    {
        var left = Math.Max(0, centimes);
        var payer = Take(Payer);
        var postage = Take(Postage);
        var commune = Take(Commune);
        return new MoneyParts(Take(Stamp), commune, postage, payer);

        long Take(long part)
        {
            var taken = Math.Min(part, left);
            left -= taken;
            return taken;
        }
    }

    /// <summary>The parts as postings on their accounts.</summary>
    public IEnumerable<Posting> ToPostings(Func<LedgerAccount, long, Posting> side) =>
        [
            side(LedgerAccount.Stamp, Stamp),
            side(LedgerAccount.Commune, Commune),
            side(LedgerAccount.Postage, Postage),
            side(LedgerAccount.Payer, Payer),
        ];

    /// <summary>What the accounts owe, out of postings: a credit is owed.</summary>
    public static MoneyParts Owed(IEnumerable<LedgerPosting> postings)
    {
        var sums = postings.ToLookup(p => p.Account, p => -p.AmountCentimes);
        return new MoneyParts(
            sums[LedgerAccount.Stamp].Sum(),
            sums[LedgerAccount.Commune].Sum(),
            sums[LedgerAccount.Postage].Sum(),
            sums[LedgerAccount.Payer].Sum()
        );
    }
}
