using System.Globalization;
using Hub.Orders;
using Microsoft.EntityFrameworkCore;

namespace Hub.Operations.Invariants;

/// <summary>I5: one valid document per order line; whoever issues again says what is void now; no item number twice.</summary>
internal sealed class ValidIssues : IInvariant
{
    public string Id => "I5";
    public string Rule => "At most one valid issue per order line; a reissue names the one it voids";

    public async Task<Verdict> CheckAsync(Evidence evidence, CancellationToken ct)
    {
        var issues = await evidence.Db.DocumentIssues.ToListAsync(ct);
        var lines = await evidence
            .Db.Set<OrderLine>()
            .ToDictionaryAsync(l => (l.OrderId, l.Number), l => l.Copies, ct);
        var violations = issues
            .GroupBy(i => (i.OrderId, i.LineNumber))
            .SelectMany(g => OfLine([.. g], lines.TryGetValue(g.Key, out var copies) ? copies : 0))
            .ToList();
        violations.AddRange(await SpoiledInUseAsync(evidence, ct));
        if (evidence.Journals is { } journals)
        {
            violations.AddRange(Unissued(journals, issues));
        }

        return new Verdict.Counted(violations, evidence.LeftWithoutJournals);
    }

    private static IEnumerable<string> OfLine(List<DocumentIssue> issues, int ordered)
    {
        var where = $"order {issues[0].OrderId}, line {issues[0].LineNumber}";
        var valid = issues.Count(i => i.VoidedAt is null);
        if (valid > 1)
        {
            yield return $"{where}: {valid} valid issues";
        }

        if (issues.Exists(i => i.Copies > ordered))
        {
            yield return $"{where}: more copies issued than the {ordered} ordered";
        }

        var replaced = issues
            .Where(i => i.VoidsIssueId is not null)
            .Select(i => i.VoidsIssueId!.Value)
            .ToList();
        foreach (var issue in issues.Where(i => i.VoidedAt is not null && !replaced.Contains(i.Id)))
        {
            yield return $"{where}: the issue of {issue.RequestId} is void and no other replaces it";
        }

        if (replaced.Count != issues.Count - 1 || replaced.Distinct().Count() != replaced.Count)
        {
            yield return $"{where}: {issues.Count} issues, {replaced.Count} of them name the one they replace";
        }

        if (replaced.Exists(id => issues.Find(i => i.Id == id)?.VoidedAt is null))
        {
            yield return $"{where}: a reissue names an issue that is not void";
        }
    }

    private static async Task<IEnumerable<string>> SpoiledInUseAsync(Evidence evidence, CancellationToken ct)
    {
        var items = await evidence
            .Db.Shipments.Where(s => evidence.Db.VoidedItems.Any(v => v.Item == s.Item))
            .Select(s => s.Item)
            .ToListAsync(ct);
        return items.Select(item => $"item {item} is on a letter although its label was spoiled");
    }

    /// <summary>Documents we booked that the bureau's own ledger does not have.</summary>
    private static IEnumerable<string> Unissued(Journals journals, List<DocumentIssue> issues)
    {
        var theirs = journals
            .FirstTimes("issue")
            .GroupBy(line => line.Key, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.First().Whole("copies"), StringComparer.Ordinal);
        if (theirs.Count == 0)
        {
            yield break;
        }

        foreach (var issue in issues)
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"{issue.RequestId}:{issue.LineNumber}");
            if (!theirs.TryGetValue(key, out var copies))
            {
                yield return $"{key}: we booked an issue the bureau never made";
            }
            else if (copies is not null && copies != issue.Copies)
            {
                yield return $"{key}: we booked {issue.Copies} copies, the bureau issued {copies}";
            }
        }
    }
}
