using System.Collections.Concurrent;

namespace Benchmarks.Orders;

/// <summary>How far each order has demonstrably come: counted after commits only.</summary>
internal sealed class OrderTracker
{
    private readonly ConcurrentDictionary<string, TrackedOrder> orders = new(StringComparer.Ordinal);

    /// <summary>An order is about to be placed.</summary>
    public void Begin(string key) => orders[key] = new TrackedOrder();

    public TrackedOrder Find(string key) => orders[key];

    /// <summary>The order has come to its end.</summary>
    public void End(string key)
    {
        if (orders.TryRemove(key, out var order))
        {
            order.Dispose();
        }
    }
}

/// <summary>One order on its way.</summary>
internal sealed class TrackedOrder : IDisposable
{
    private readonly SemaphoreSlim steps = new(0);

    /// <summary>One more step of it is committed.</summary>
    public void Advance() => steps.Release();

    /// <summary>Waits for the next step that nobody waited for yet.</summary>
    public async Task NextStepAsync(CancellationToken ct) => await steps.WaitAsync(ct);

    public void Dispose() => steps.Dispose();
}
