namespace Simulators.Scenario;

/// <summary>
/// What the simulated partners still have to do, and when. One agenda serves all of them, so that a simulated
/// week can jump from one due act to the next; under `./run` the same agenda is driven by the real clock. Each partner does
/// one thing after another; different partners act side by side.
/// </summary>
internal sealed class Agenda
{
    private const int MaxTries = 60;
    private const int SideBySide = 8;
    private readonly PriorityQueue<Entry, (DateTimeOffset DueAt, long Order)> entries = new();
    private readonly Lock gate = new();
    private long order;

    /// <summary>Told after every act; several acts may end at once.</summary>
    public Action Acted { get; set; } = () => { };

    /// <summary>When the next act is due, or null when nobody has anything left to do.</summary>
    public DateTimeOffset? NextDueAt
    {
        get
        {
            lock (gate)
            {
                return entries.TryPeek(out _, out var priority) ? priority.DueAt : null;
            }
        }
    }

    /// <summary>
    /// Writes an act of <paramref name="who"/> into the agenda; the acts of one name never overlap. <paramref name="what"/> is
    /// shown when the act fails.
    /// </summary>
    public void Add(DateTimeOffset dueAt, string who, string what, Func<CancellationToken, Task> act)
    {
        lock (gate)
        {
            entries.Enqueue(new Entry(who, what, act, 0), (dueAt, order++));
        }
    }

    /// <summary>
    /// Runs everything due at <paramref name="now"/>, for each partner in order of due time; returns how many acts ran.
    /// </summary>
    /// <remarks>
    /// An act that finds the hub gone (connection refused, reset, 503) is put back <paramref name="retryAfter"/>
    /// later, as every real partner would do; one that never finds it has found a fault, and ends everything.
    /// </remarks>
    public async Task<int> RunDueAsync(DateTimeOffset now, TimeSpan retryAfter, CancellationToken ct)
    {
        var count = 0;
        while (TakeDue(now) is { Count: > 0 } due)
        {
            await Parallel.ForEachAsync(
                due.GroupBy(entry => entry.Who, StringComparer.Ordinal),
                new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = ct },
                async (acts, token) =>
                {
                    foreach (var act in acts)
                    {
                        if (await TryAsync(act, now + retryAfter, token))
                        {
                            Interlocked.Increment(ref count);
                        }
                    }
                }
            );
        }

        return count;
    }

    /// <summary>False when the hub was gone and the act was put back.</summary>
    private async Task<bool> TryAsync(Entry entry, DateTimeOffset again, CancellationToken ct)
    {
        try
        {
            await entry.Act(ct);
            Acted();
            return true;
        }
        catch (HttpRequestException exception)
        {
            if (entry.Tries == MaxTries)
            {
                throw new InvalidOperationException(
                    $"'{entry.Who}: {entry.What}' fails for ever: {exception.Message}",
                    exception
                );
            }

            lock (gate)
            {
                entries.Enqueue(entry with { Tries = entry.Tries + 1 }, (again, order++));
            }

            return false;
        }
    }

    private List<Entry> TakeDue(DateTimeOffset now)
    {
        var due = new List<Entry>();
        lock (gate)
        {
            while (entries.TryPeek(out _, out var priority) && priority.DueAt <= now)
            {
                due.Add(entries.Dequeue());
            }
        }

        return due;
    }

    private readonly record struct Entry(
        string Who,
        string What,
        Func<CancellationToken, Task> Act,
        int Tries
    );
}
