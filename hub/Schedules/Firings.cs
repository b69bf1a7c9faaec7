using System.Collections.Concurrent;
using Hub.Operations;
using Quartz;

namespace Hub.Schedules;

/// <summary>
/// Surrounds every scheduled job: it counts as something going on while it runs, and the firing is remembered when it is
/// over, so that <see cref="ScheduleStillness"/> can tell a firing that has ended from one that has not begun.
/// </summary>
internal sealed class Firings(Stillness stillness) : IJobExecutionMiddleware
{
    private readonly ConcurrentDictionary<TriggerKey, DateTimeOffset> ended = new();

    public async ValueTask Invoke(
        IJobExecutionContext context,
        JobExecutionDelegate next,
        CancellationToken cancellationToken = default
    )
    {
        using var busy = stillness.Busy();
        try
        {
            await next(context, cancellationToken);
        }
        finally
        {
            // As the store now shows it; for a firing that was late, not the moment it was planned for.
            ended[context.Trigger.Key] = context.Trigger.PreviousFireTimeUtc ?? context.FireTimeUtc;
        }
    }

    /// <summary>Is the last firing of this trigger over? True when it has never fired.</summary>
    public bool IsOver(ITrigger trigger) =>
        trigger.PreviousFireTimeUtc is not { } fired
        || (ended.TryGetValue(trigger.Key, out var last) && last == fired);
}
