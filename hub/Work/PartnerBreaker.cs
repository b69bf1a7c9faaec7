using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace Hub.Work;

/// <summary>
/// Leaves a line (a partner, or one endpoint of a portal) alone for a while after several failures in a row, limits the
/// calls under way on each, and knows how many of its items this node has in hand. Known to this node only: a partner's
/// health is not a fact to store.
/// </summary>
internal sealed class PartnerBreaker(IOptions<WorkOptions> options, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, LineState> lines = new(StringComparer.Ordinal);

    /// <summary>Until when the line is left alone; null when calls may go out.</summary>
    public DateTimeOffset? OpenUntil(string line) =>
        lines.TryGetValue(line, out var state) && state.OpenUntil > clock.GetUtcNow()
            ? state.OpenUntil
            : null;

    /// <summary>The lines left alone right now, for the dashboard.</summary>
    public IReadOnlyList<(string Partner, DateTimeOffset Until)> Open() =>
        [
            .. lines
                .Where(pair => pair.Value.OpenUntil > clock.GetUtcNow())
                .Select(pair => (pair.Key, pair.Value.OpenUntil)),
        ];

    /// <summary>
    /// The lines that need no more items on this node for now: left alone, or with as many in hand as their calls and
    /// those to follow them can use. A slow one does not take what others could be served with meanwhile.
    /// </summary>
    public IReadOnlyList<string> Served() =>
        [
            .. lines
                .Where(pair =>
                    pair.Value.OpenUntil > clock.GetUtcNow()
                    || pair.Value.InHand >= 2 * options.Value.ConcurrencyPerPartner
                )
                .Select(pair => pair.Key),
        ];

    /// <summary>An item of the line came into this node's hands.</summary>
    public void Take(string line) => Interlocked.Increment(ref For(line).InHand);

    /// <summary>What came of it is booked.</summary>
    public void PutDown(string line) => Interlocked.Decrement(ref For(line).InHand);

    /// <summary>Waits for one of the line's call slots.</summary>
    public Task<Slot> EnterAsync(string line, CancellationToken ct) => Slot.EnterAsync(For(line).Slots, ct);

    /// <summary>The partner answered, whatever the answer.</summary>
    public void Succeeded(string line) => For(line).Failures = 0;

    /// <summary>The partner was silent or broken.</summary>
    public void Failed(string line)
    {
        var state = For(line);
        if (Interlocked.Increment(ref state.Failures) >= options.Value.BreakAfterFailures)
        {
            state.OpenUntil = clock.GetUtcNow() + options.Value.BreakFor;
            state.Failures = 0;
        }
    }

    private LineState For(string line) =>
        lines.GetOrAdd(line, _ => new LineState(options.Value.ConcurrencyPerPartner));

    private sealed class LineState(int slots)
    {
        public int Failures;
        public int InHand;
        public SemaphoreSlim Slots { get; } = new(slots, slots);
        public DateTimeOffset OpenUntil { get; set; }
    }
}

/// <summary>A place among calls under way, given back when disposed.</summary>
internal sealed class Slot : IDisposable
{
    private readonly SemaphoreSlim slots;

    private Slot(SemaphoreSlim slots) => this.slots = slots;

    /// <summary>Waits for a place.</summary>
    public static async Task<Slot> EnterAsync(SemaphoreSlim slots, CancellationToken ct)
    {
        await slots.WaitAsync(ct);
        return new Slot(slots);
    }

    public void Dispose() => slots.Release();
}
