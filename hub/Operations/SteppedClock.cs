namespace Hub.Operations;

/// <summary>
/// A clock that stands still until it is stepped: the sandbox's clock. Timers made from it ring inside
/// <see cref="AdvanceTo"/>, in the order of their due times.
/// </summary>
internal sealed class SteppedClock : TimeProvider
{
    private readonly PriorityQueue<SteppedTimer, long> timers = new();
    private readonly Lock gate = new();
    private long nowTicks;

    /// <summary>A clock that shows <paramref name="start"/>.</summary>
    public SteppedClock(DateTimeOffset start) => nowTicks = start.UtcTicks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>The earliest moment at which somebody wants to be woken, or null.</summary>
    public DateTimeOffset? NextDueAt
    {
        get
        {
            lock (gate)
            {
                while (timers.TryPeek(out var timer, out var due))
                {
                    if (timer.DueTicks == due)
                    {
                        return new DateTimeOffset(due, TimeSpan.Zero);
                    }

                    timers.Dequeue();
                }

                return null;
            }
        }
    }

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref nowTicks), TimeSpan.Zero);

    public override long GetTimestamp() => Interlocked.Read(ref nowTicks);

    public override ITimer CreateTimer(
        TimerCallback callback,
        object? state,
        TimeSpan dueTime,
        TimeSpan period
    )
    {
        var timer = new SteppedTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves to <paramref name="to"/>, ringing every timer due on the way. Never moves back.</summary>
    public void AdvanceTo(DateTimeOffset to)
    {
        while (TryTakeDue(to.UtcTicks, out var timer))
        {
            timer.Ring();
        }

        lock (gate)
        {
            Interlocked.Exchange(ref nowTicks, Math.Max(nowTicks, to.UtcTicks));
        }
    }

    private bool TryTakeDue(long to, out SteppedTimer due)
    {
        lock (gate)
        {
            while (timers.TryPeek(out var timer, out var dueTicks) && dueTicks <= to)
            {
                timers.Dequeue();
                if (timer.DueTicks != dueTicks)
                {
                    continue;
                }

                Interlocked.Exchange(ref nowTicks, Math.Max(nowTicks, dueTicks));
                timer.Reschedule(dueTicks);
                due = timer;
                return true;
            }
        }

        due = null!;
        return false;
    }

    private void Schedule(SteppedTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (gate)
        {
            timer.Set(dueTime == Timeout.InfiniteTimeSpan ? null : nowTicks + dueTime.Ticks, period);
            if (timer.DueTicks is { } due)
            {
                timers.Enqueue(timer, due);
            }
        }
    }

    private sealed class SteppedTimer(SteppedClock clock, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan period;

        /// <summary>Null when the timer is off; a queue entry with another due time is a stale one.</summary>
        public long? DueTicks { get; private set; }

        public void Ring() => callback(state);

        public void Set(long? dueTicks, TimeSpan newPeriod)
        {
            DueTicks = dueTicks;
            period = newPeriod;
        }

        public void Reschedule(long firedAt)
        {
            DueTicks = period > TimeSpan.Zero ? firedAt + period.Ticks : null;
            if (DueTicks is { } due)
            {
                clock.timers.Enqueue(this, due);
            }
        }

        public bool Change(TimeSpan dueTime, TimeSpan newPeriod)
        {
            clock.Schedule(this, dueTime, newPeriod);
            return true;
        }

        public void Dispose() => clock.Schedule(this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
