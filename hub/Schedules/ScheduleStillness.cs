using Hub.Operations;
using Quartz;

namespace Hub.Schedules;

/// <summary>
/// Knows whether the scheduler is quiet: started, nothing due, and every firing over. A firing moves its trigger's next and
/// previous times in one step of the store, so there is no instant between "due" and "running" that looks quiet.
/// </summary>
/// <remarks>
/// The scheduler sets its own timer only after its loop has come round. Until then a stepped clock would not know of the
/// next firing and could be moved past it, so this probe keeps a timer of its own for that moment.
/// </remarks>
internal sealed class ScheduleStillness(ISchedulerFactory schedulers, Firings firings, TimeProvider clock)
    : IStillnessProbe,
        IDisposable
{
    private readonly ITimer next = clock.CreateTimer(
        static _ => { },
        null,
        Timeout.InfiniteTimeSpan,
        Timeout.InfiniteTimeSpan
    );
    private DateTimeOffset? setFor;

    public async ValueTask<bool> IsQuietAsync(DateTimeOffset now, CancellationToken ct)
    {
        var scheduler = await schedulers.GetScheduler(ct);
        if (scheduler.Status != SchedulerStatus.Running)
        {
            return false;
        }

        var triggers = await scheduler.GetTriggers(SchedulesRegistration.Triggers, ct);
        if (
            triggers.Count < SchedulesRegistration.Triggers.Count
            || triggers.Exists(t => t.NextFireTimeUtc is not { } due || due <= now || !firings.IsOver(t))
        )
        {
            return false;
        }

        var earliest = triggers.Min(t => t.NextFireTimeUtc!.Value);
        if (setFor != earliest)
        {
            setFor = earliest;
            next.Change(earliest - now, Timeout.InfiniteTimeSpan);
        }

        return true;
    }

    public void Dispose() => next.Dispose();
}
