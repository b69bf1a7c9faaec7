using Hub.Processes;
using Hub.Shipping;
using Microsoft.EntityFrameworkCore;

namespace Hub.Operations.Invariants;

/// <summary>I6: a packed letter is handed to the post exactly once.</summary>
internal sealed class OneManifestPerItem : IInvariant
{
    public string Id => "I6";
    public string Rule => "Every packed item is in exactly one manifest, closed or open";

    public async Task<Verdict> CheckAsync(Evidence evidence, CancellationToken ct)
    {
        var lines = await (
            from line in evidence.Db.ManifestLines
            join manifest in evidence.Db.Manifests on line.ManifestId equals manifest.Id
            select new Listing(line.Item, line.ShipmentId, line.State, manifest.State)
        ).ToListAsync(ct);
        var byItem = lines.ToLookup(l => l.Item, StringComparer.Ordinal);
        var shipments = await evidence
            .Db.Shipments.Select(s => new
            {
                s.Item,
                s.Id,
                s.Ref,
                s.OrderId,
            })
            .ToListAsync(ct);
        var served = await evidence
            .Db.ProcessInstances.Where(i => i.Status == InstanceStatus.Active && i.OrderId != null)
            .Select(i => i.OrderId!.Value)
            .ToHashSetAsync(ct);
        var violations = new List<string>();
        foreach (var shipment in shipments)
        {
            var counting = byItem[shipment.Item].Count(l => l.Counts);
            var atAPerson = served.Contains(shipment.OrderId) && byItem[shipment.Item].Any(l => l.IsRefused);
            if (counting > 1 || (counting == 0 && !atAPerson))
            {
                violations.Add($"{shipment.Item} ({shipment.Ref}) is in {counting} manifests");
            }
        }

        var known = shipments.Select(s => (s.Item, s.Id)).ToHashSet();
        violations.AddRange(
            lines
                .Where(l => l.Counts && !known.Contains((l.Item, l.ShipmentId)))
                .Select(l => $"{l.Item} is in a manifest and on no letter")
        );
        return new Verdict.Counted(violations);
    }

    private sealed record Listing(string Item, Guid ShipmentId, LineState State, ManifestState Manifest)
    {
        public bool Counts =>
            State is LineState.Listed or LineState.Accepted && Manifest != ManifestState.Refused;

        /// <summary>The post sent the letter back over the counter: its process packs it again or asks a person.</summary>
        public bool IsRefused => State == LineState.Refused;
    }
}
