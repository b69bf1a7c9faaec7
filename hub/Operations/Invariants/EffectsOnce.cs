using Microsoft.EntityFrameworkCore;

namespace Hub.Operations.Invariants;

/// <summary>I11: counted by the partners themselves, nothing was done twice.</summary>
internal sealed class EffectsOnce : IInvariant
{
    /// <summary>What we do to partners. The rest of a journal is what a partner did to us.</summary>
    private static readonly HashSet<string> Ours =
    [
        "capture",
        "issue",
        "item",
        "mail",
        "manifest",
        "receipt",
        "request",
        "request-file",
        "sms",
        "webhook",
    ];

    public string Id => "I11";
    public string Rule => "No effect was executed twice at a partner";

    public async Task<Verdict> CheckAsync(Evidence evidence, CancellationToken ct)
    {
        if (evidence.Journals is not { } journals)
        {
            return new Verdict.Skipped(Evidence.NoJournals);
        }

        var violations = journals
            .Lines.Where(line => !line.Repeated && Ours.Contains(line.Effect))
            .GroupBy(line => (line.Partner, line.Effect, line.Key))
            .Where(g => g.Skip(1).Any())
            .Select(g => $"{g.Key.Partner}: {g.Key.Effect} {g.Key.Key} was done {g.Count()} times")
            .ToList();
        violations.AddRange(await GivenBackTwiceAsync(evidence, journals, ct));
        return new Verdict.Counted(violations);
    }

    /// <summary>A payment may go back in parts, so its order number alone does not tell: the decisions do.</summary>
    private static async Task<IEnumerable<string>> GivenBackTwiceAsync(
        Evidence evidence,
        Journals journals,
        CancellationToken ct
    )
    {
        var decided = await (
            from refund in evidence.Db.Refunds
            join attempt in evidence.Db.PaymentAttempts on refund.AttemptId equals attempt.Id
            where refund.AmountCentimes > 0
            select attempt.Oid
        ).ToListAsync(ct);
        var decisions = decided.CountBy(oid => oid, StringComparer.Ordinal).ToDictionary();
        return journals
            .FirstTimes("void")
            .Concat(journals.FirstTimes("credit"))
            .GroupBy(line => line.Key, StringComparer.Ordinal)
            .Where(g => !g.All(GatewayBooks.Moved) || g.Count() > decisions.GetValueOrDefault(g.Key))
            .Select(g =>
                $"gateway: {g.Key} was given back {g.Count()} times for {decisions.GetValueOrDefault(g.Key)} decisions"
            );
    }
}
