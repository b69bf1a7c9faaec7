using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace Hub.Work;

/// <summary>
/// Leaves a partner alone for a while after several failures in a row, and limits the calls under way to each. Known to
/// this node only: a partner's health is not a fact to store.
/// </summary>
internal sealed class PartnerBreaker(IOptions<WorkOptions> options, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, Partner> partners = new(StringComparer.Ordinal);

    /// <summary>Until when the partner is left alone; null when calls may go out.</summary>
    public DateTimeOffset? OpenUntil(string partner) =>
        partners.TryGetValue(partner, out var state) && state.OpenUntil > clock.GetUtcNow()
            ? state.OpenUntil
            : null;

    /// <summary>The partners left alone right now, for the dashboard.</summary>
    public IReadOnlyList<(string Partner, DateTimeOffset Until)> Open() =>
        [
            .. partners
                .Where(pair => pair.Value.OpenUntil > clock.GetUtcNow())
                .Select(pair => (pair.Key, pair.Value.OpenUntil)),
        ];

    /// <summary>Waits for one of the partner's call slots.</summary>
    public async Task<IDisposable> EnterAsync(string partner, CancellationToken ct)
    {
        var slots = For(partner).Slots;
        await slots.WaitAsync(ct);
        return new Slot(slots);
    }

    /// <summary>The partner answered, whatever the answer.</summary>
    public void Succeeded(string partner) => For(partner).Failures = 0;

    /// <summary>The partner was silent or broken.</summary>
    public void Failed(string partner)
    {
        var state = For(partner);
        if (Interlocked.Increment(ref state.Failures) >= options.Value.BreakAfterFailures)
        {
            state.OpenUntil = clock.GetUtcNow() + options.Value.BreakFor;
            state.Failures = 0;
        }
    }

    private Partner For(string partner) =>
        partners.GetOrAdd(partner, _ => new Partner(options.Value.ConcurrencyPerPartner));

    private sealed class Partner(int slots)
    {
        public int Failures;
        public SemaphoreSlim Slots { get; } = new(slots, slots);
        public DateTimeOffset OpenUntil { get; set; }
    }

    private sealed class Slot(SemaphoreSlim slots) : IDisposable
    {
        public void Dispose() => slots.Release();
    }
}
