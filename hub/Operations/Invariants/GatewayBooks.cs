using Hub.Payments;
using Hub.Work;
using Microsoft.EntityFrameworkCore;

namespace Hub.Operations.Invariants;

/// <summary>The gateway's journal against our ledger, order number by order number.</summary>
internal static class GatewayBooks
{
    /// <summary>How long the gateway may know of a payment before we do: it repeats its callback for that long.</summary>
    private static readonly TimeSpan CallbackPatience = TimeSpan.FromHours(24);

    private static readonly string[] Providers =
    [
        .. new[] { PaymentMethod.Card, PaymentMethod.Agency, PaymentMethod.Sms }.Select(
            PaymentMethod.PartnerOf
        ),
    ];

    /// <summary>What the two books disagree on; what is on its way between them is left out.</summary>
    public static async Task<IEnumerable<string>> CompareAsync(
        Evidence evidence,
        Journals journals,
        IReadOnlyList<OrderMoney> orders,
        CancellationToken ct
    )
    {
        var theirs = Read(journals);
        var ours = orders
            .SelectMany(o => o.Attempts)
            .ToDictionary(a => a.Attempt.Oid, StringComparer.Ordinal);
        var open = await evidence
            .Db.Effects.Where(e =>
                Providers.Contains(e.Partner)
                && (e.State == EffectState.Intended || e.State == EffectState.InDoubt)
            )
            .Select(e => e.Key)
            .ToListAsync(ct);
        var unknown = theirs
            .Where(t => t.Value.NetCentimes > 0 && !ours.ContainsKey(t.Key))
            .Select(t =>
                $"{t.Key}: the gateway took {t.Value.NetCentimes} centimes, we know no such attempt"
            );
        return ours
            .Values.Select(a => Disagreement(a, theirs, open, evidence.Now))
            .OfType<string>()
            .Concat(unknown);
    }

    /// <summary>Is this line money that moved, and not a try that was refused?</summary>
    public static bool Moved(JournalLine line) =>
        line.Text("by")?.Contains("refused", StringComparison.Ordinal) != true;

    private static string? Disagreement(
        AttemptMoney ours,
        Dictionary<string, GatewayMoney> all,
        List<string> open,
        DateTimeOffset now
    )
    {
        var oid = ours.Attempt.Oid;
        var theirs = all.GetValueOrDefault(oid) ?? GatewayMoney.Nothing;
        if (theirs.NetCentimes == ours.AtGatewayCentimes || open.Exists(key => Concerns(key, ours)))
        {
            return null;
        }

        var unheard =
            ours.Attempt.State is AttemptState.Created or AttemptState.Declined
            && now - theirs.LastAt <= CallbackPatience;
        return unheard
            ? null
            : $"{oid}: the gateway holds {theirs.NetCentimes} centimes, our ledger says {ours.AtGatewayCentimes}";
    }

    private static bool Concerns(string effectKey, AttemptMoney money) =>
        effectKey == "capture:" + money.Attempt.Oid
        || effectKey.StartsWith($"capture:{money.Attempt.Oid}:", StringComparison.Ordinal)
        || effectKey.StartsWith($"take:{money.Attempt.Id}:", StringComparison.Ordinal)
        || money.Refunds.Any(r => effectKey == $"refund:{r.Id}");

    private static Dictionary<string, GatewayMoney> Read(Journals journals) =>
        journals
            .FirstTimes("capture")
            .Concat(journals.FirstTimes("void"))
            .Concat(journals.FirstTimes("credit").Where(Moved))
            .Concat(journals.FirstTimes("credit-reversed"))
            .GroupBy(line => line.Key, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => GatewayMoney.Of([.. g]), StringComparer.Ordinal);

    private sealed record GatewayMoney(long NetCentimes, DateTimeOffset LastAt)
    {
        public static readonly GatewayMoney Nothing = new(0, DateTimeOffset.MinValue);

        public static GatewayMoney Of(IReadOnlyList<JournalLine> lines)
        {
            long Sum(string effect) =>
                lines.Where(l => l.Effect == effect).Sum(l => l.Whole("amountCentimes") ?? 0);

            var isVoid = lines.Any(l => l.Effect == "void");
            return new GatewayMoney(
                isVoid ? 0 : Sum("capture") - Sum("credit") + Sum("credit-reversed"),
                lines.Max(l => l.At)
            );
        }
    }
}
