namespace Simulators.Scenario;

/// <summary>
/// What the simulated partners still have to do, and when. One agenda serves all of them, so that a simulated
/// week can jump from one due act to the next; under `./run` the same agenda is driven by the real clock.
/// </summary>
internal sealed class Agenda
{
    private const int MaxTries = 60;
    private readonly PriorityQueue<Entry, (DateTimeOffset DueAt, long Order)> entries = new();
    private readonly Lock gate = new();
    private long order;

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

    /// <summary>Writes an act into the agenda. <paramref name="what"/> is shown when the act fails.</summary>
    public void Add(DateTimeOffset dueAt, string what, Func<CancellationToken, Task> act)
    {
        lock (gate)
        {
            entries.Enqueue(new Entry(what, act, 0), (dueAt, order++));
        }
    }

    /// <summary>Runs everything due at <paramref name="now"/>, in order of due time; returns how many acts ran.</summary>
    /// <remarks>
    /// An act that finds the hub gone (connection refused, reset, 503) is put back <paramref name="retryAfter"/>
    /// later, as every real partner would do; one that never finds it has found a fault, and ends everything.
    /// </remarks>
    public async Task<int> RunDueAsync(DateTimeOffset now, TimeSpan retryAfter, CancellationToken ct)
    {
        var count = 0;
        while (TryTake(now, out var entry))
        {
            try
            {
                await entry.Act(ct);
                count++;
            }
            catch (HttpRequestException exception)
            {
                if (entry.Tries == MaxTries)
                {
                    throw new InvalidOperationException(
                        $"'{entry.What}' fails for ever: {exception.Message}",
                        exception
                    );
                }

                lock (gate)
                {
                    entries.Enqueue(entry with { Tries = entry.Tries + 1 }, (now + retryAfter, order++));
                }
            }
        }

        return count;
    }

    private bool TryTake(DateTimeOffset now, out Entry entry)
    {
        lock (gate)
        {
            if (entries.TryPeek(out _, out var priority) && priority.DueAt <= now)
            {
                entry = entries.Dequeue();
                return true;
            }
        }

        entry = default;
        return false;
    }

    private readonly record struct Entry(string What, Func<CancellationToken, Task> Act, int Tries);
}
