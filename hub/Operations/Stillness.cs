namespace Hub.Operations;

/// <summary>
/// Counts what this process is doing right now: requests, loops that are not waiting, jobs that run. A stepped clock
/// (<see cref="SteppedClock"/>) may only advance when the count is zero.
/// </summary>
internal sealed class Stillness
{
    private readonly Lock gate = new();
    private int busy;
    private TaskCompletionSource? still;

    /// <summary>Is nothing going on at this very moment?</summary>
    public bool IsStill
    {
        get
        {
            lock (gate)
            {
                return busy == 0;
            }
        }
    }

    /// <summary>One more thing is going on.</summary>
    public void Enter()
    {
        lock (gate)
        {
            busy++;
        }
    }

    /// <summary>One thing less is going on.</summary>
    public void Leave()
    {
        lock (gate)
        {
            busy--;
            if (busy == 0)
            {
                still?.TrySetResult();
                still = null;
            }
        }
    }

    /// <summary>Counts as busy until the returned scope is disposed.</summary>
    public Scope Busy()
    {
        Enter();
        return new Scope(this);
    }

    /// <summary>Completes at the next moment in which nothing is going on; at once when nothing is.</summary>
    public Task WhenStillAsync(CancellationToken ct)
    {
        lock (gate)
        {
            if (busy == 0)
            {
                return Task.CompletedTask;
            }

            still ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return still.Task.WaitAsync(ct);
        }
    }

    /// <summary>A stretch of being busy.</summary>
    public readonly struct Scope(Stillness owner) : IDisposable
    {
        public void Dispose() => owner.Leave();
    }
}
