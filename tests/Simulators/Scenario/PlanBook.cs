using System.Collections.Concurrent;

namespace Simulators.Scenario;

/// <summary>
/// The plans by tracking number. A partner finds the plan of an order by what it legitimately sees: the gateway by
/// <c>oid</c>, the bureau by <c>requestId</c>, the post by <c>shipment_ref</c>; all begin with the tracking number.
/// </summary>
internal sealed class PlanBook
{
    private readonly ConcurrentDictionary<string, OrderPlan> plans = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> open = new(StringComparer.Ordinal);
    private bool isBusyEverywhere;

    /// <summary>Binds a plan to the tracking number that the hub gave the order.</summary>
    public void Bind(string trackingNumber, OrderPlan plan)
    {
        if (plans.TryAdd(trackingNumber, plan))
        {
            Count(plan, 1);
        }
    }

    /// <summary>The order of this plan is over: nobody waits for its bureaus any more.</summary>
    public void Close(OrderPlan plan) => Count(plan, -1);

    /// <summary>From now on any bureau may have work: somebody else places orders too.</summary>
    public void ExpectStrangers() => isBusyEverywhere = true;

    /// <summary>Can there be work for this bureau's people? Saves the demo from empty looks at empty lists.</summary>
    public bool MayHaveWork(string bureau) => isBusyEverywhere || open.GetValueOrDefault(bureau) > 0;

    /// <summary>
    /// The plan whose tracking number <paramref name="partnerKey"/> begins with (<c>TRACKING-…</c>), or null for an
    /// order that no demo planned: partners then do the ordinary good thing.
    /// </summary>
    public OrderPlan? Find(string partnerKey)
    {
        var key = partnerKey;
        while (true)
        {
            if (plans.TryGetValue(key, out var plan))
            {
                return plan;
            }

            var cut = key.LastIndexOf('-');
            if (cut <= 0)
            {
                return null;
            }

            key = key[..cut];
        }
    }

    private void Count(OrderPlan plan, int by)
    {
        open.AddOrUpdate(plan.BureauCode, by, (_, count) => count + by);
        if (plan.HeldAtBureauCode is { } other)
        {
            open.AddOrUpdate(other, by, (_, count) => count + by);
        }
    }
}
