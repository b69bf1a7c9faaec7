using Hub.Orders;
using Hub.Processes;
using Microsoft.EntityFrameworkCore;

namespace Hub.Operations.Invariants;

/// <summary>I1: an order the portal was told of is there, and somebody works on it until it is over.</summary>
internal sealed class OrdersLive : IInvariant
{
    public string Id => "I1";
    public string Rule => "Every acknowledged order exists, with one live process or a terminal state";

    public async Task<Verdict> CheckAsync(Evidence evidence, CancellationToken ct)
    {
        var orders = await evidence
            .Db.Orders.Select(o => new
            {
                o.Id,
                o.TrackingNumber,
                o.State,
                o.ProcessInstanceId,
            })
            .ToListAsync(ct);
        var live = await evidence
            .Db.ProcessInstances.Where(i =>
                i.Status == InstanceStatus.Active && i.ParentId == null && i.OrderId != null
            )
            .Select(i => new { i.Id, OrderId = i.OrderId!.Value })
            .ToDictionaryAsync(i => i.Id, i => i.OrderId, ct);
        var violations = Acknowledged(
                evidence.Journals,
                orders.ToDictionary(o => o.Id, o => o.TrackingNumber)
            )
            .ToList();
        violations.AddRange(
            orders
                .Where(o => !o.State.IsTerminal() && live.GetValueOrDefault(o.ProcessInstanceId) != o.Id)
                .Select(o => $"{o.TrackingNumber} is {o.State.ToWireName()} and no live process serves it")
        );
        return new Verdict.Counted(violations, evidence.LeftWithoutJournals);
    }

    private static IEnumerable<string> Acknowledged(Journals? journals, Dictionary<Guid, string> known)
    {
        foreach (var line in journals is null ? [] : PortalOrders.Of(journals))
        {
            if (line.OrderId is not { } id || !known.TryGetValue(id, out var trackingNumber))
            {
                yield return $"order {line.OrderId} ({line.Key}) was acknowledged and does not exist";
            }
            else if (line.TrackingNumber is { } told && told != trackingNumber)
            {
                yield return $"order {id} was acknowledged as {told} and is {trackingNumber}";
            }
        }
    }
}
