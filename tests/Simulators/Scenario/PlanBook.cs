using System.Collections.Concurrent;

namespace Simulators.Scenario;

/// <summary>
/// The plans by tracking number. A partner finds the plan of an order by what it legitimately sees: the gateway by
/// <c>oid</c>, the bureau by <c>requestId</c>, the post by <c>shipment_ref</c>; all begin with the tracking number.
/// </summary>
internal sealed class PlanBook
{
    private readonly ConcurrentDictionary<string, OrderPlan> plans = new(StringComparer.Ordinal);

    /// <summary>Binds a plan to the tracking number that the hub gave the order.</summary>
    public void Bind(string trackingNumber, OrderPlan plan) => plans[trackingNumber] = plan;

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
}
