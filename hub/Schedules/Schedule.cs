using Quartz;

namespace Hub.Schedules;

/// <summary>One thing the hub does by itself: a use case, and how often it runs.</summary>
/// <param name="Name">Kebab-case; the name of its job and its trigger.</param>
/// <param name="Plan">Adds job and trigger to the scheduler.</param>
internal sealed record Schedule(string Name, Action<IQuartzBuilder, SchedulesOptions> Plan)
{
    /// <summary>A schedule of the use case <typeparamref name="TUseCase"/>; a firing never overlaps the one before.</summary>
    public static Schedule Of<TUseCase>(
        string name,
        Func<SchedulesOptions, TimeSpan> every,
        Func<TUseCase, CancellationToken, Task> run
    )
        where TUseCase : class =>
        new(
            name,
            (quartz, options) =>
                quartz
                    .AddJob(name, run, job => job.DisallowConcurrentExecution())
                    .AddTrigger(trigger =>
                        trigger.WithIdentity(name).ForJob(name).WithSchedule(Every(every(options)))
                    )
        );

    private static SimpleScheduleBuilder Every(TimeSpan interval) =>
        SimpleScheduleBuilder
            .Create()
            .WithInterval(interval)
            .RepeatForever()
            // Missed firings (a hub that was down, a clock stepped far) are made up for by one, not by all of them.
            .WithMisfireInstruction(SimpleTriggerMisfireInstruction.NowWithRemainingCount);
}
