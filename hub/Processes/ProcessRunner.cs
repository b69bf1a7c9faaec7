using Hub.Operations;
using Hub.Storage;
using Microsoft.Extensions.Options;

namespace Hub.Processes;

/// <summary>
/// Moves processes: claim due triggers → load and lock their instances → advance each to its next wait → save everything in
/// ONE transaction. A batch that fails is run again trigger by trigger; a trigger that fails alone is parked with an
/// incident, so one poisoned instance never holds up the others (reliability.md R16).
/// </summary>
internal sealed partial class ProcessRunner(
    HubStore store,
    TransitionBatchFactory batches,
    WakeUps wakeUps,
    Stillness stillness,
    TimeProvider clock,
    IOptions<ProcessOptions> options,
    ILogger<ProcessRunner> logger
) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var busy = stillness.Busy();
        while (!stoppingToken.IsCancellationRequested)
        {
            var ran = await RunBatchSafelyAsync(stoppingToken);
            if (ran.Triggers == 0)
            {
                await wakeUps.Processes.WaitAsync(Until(ran.NextDueAt), clock, stoppingToken);
            }
        }
    }

    /// <summary>Runs one batch of due triggers; for tests and for whoever drives the engine by hand.</summary>
    public Task<BatchRun> RunBatchAsync(CancellationToken ct)
    {
        var claimed = new List<long>();
        return RunBatchAsync(claimed, ct);
    }

    private TimeSpan Until(DateTimeOffset? nextDueAt)
    {
        var poll = options.Value.PollInterval;
        var wait = nextDueAt - clock.GetUtcNow() ?? poll;
        return wait < poll ? (wait > TimeSpan.Zero ? wait : TimeSpan.FromMilliseconds(1)) : poll;
    }

    private async Task<BatchRun> RunBatchSafelyAsync(CancellationToken ct)
    {
        var claimed = new List<long>();
        try
        {
            return await RunBatchAsync(claimed, ct);
        }
#pragma warning disable CA1031 // The runner outlives a database that is away and definitions that break.
        catch (Exception exception) when (!ct.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogBatchFailed(exception, claimed.Count);
            foreach (var id in claimed)
            {
                await RunAloneAsync(id, ct);
            }

            // Nothing claimed means that the store itself failed: wait for the next poll instead of spinning.
            return new BatchRun(
                claimed.Count,
                claimed.Count == 0 ? clock.GetUtcNow() + options.Value.PollInterval : null
            );
        }
    }

    private Task<BatchRun> RunBatchAsync(List<long> claimed, CancellationToken ct) =>
        store.WriteAsync(
            async session =>
            {
                claimed.Clear();
                var triggers = await ProcessTables.ClaimAsync(session, options.Value.BatchSize, ct);
                if (triggers.Count == 0)
                {
                    return new BatchRun(0, await ProcessTables.NextDueAsync(session, ct));
                }

                claimed.AddRange(triggers.Select(t => t.Id));
                await batches.Create(session).RunAsync(triggers, null, ct);
                return new BatchRun(triggers.Count, null);
            },
            ct
        );

    private async Task RunAloneAsync(long triggerId, CancellationToken ct)
    {
        StepFailure? failed = null;
        for (var attempt = 0; attempt < 2; attempt++)
        {
            try
            {
                await RunOneAsync(triggerId, failed, ct);
                return;
            }
            catch (StepFailedException exception) when (attempt == 0)
            {
                // Run again, this time answering for the broken step with an incident in its place.
                LogStepFailed(exception, exception.Failure.ElementId, exception.Failure.InstanceId);
                failed = exception.Failure;
            }
#pragma warning disable CA1031 // See the class summary: the trigger is parked, nothing is swallowed.
            catch (Exception exception) when (!ct.IsCancellationRequested)
#pragma warning restore CA1031
            {
                LogTriggerParked(exception, triggerId);
                await ParkAsync(triggerId, exception, ct);
                return;
            }
        }
    }

    private Task RunOneAsync(long triggerId, StepFailure? failed, CancellationToken ct) =>
        store.WriteAsync(
            async session =>
            {
                var triggers = await ProcessTables.ClaimOneAsync(session, triggerId, ct);
                if (triggers.Count > 0)
                {
                    await batches.Create(session).RunAsync(triggers, failed, ct);
                }
            },
            ct
        );

    private Task ParkAsync(long triggerId, Exception exception, CancellationToken ct) =>
        store.WriteAsync(
            async session =>
            {
                if (await session.Db.ProcessTriggers.FindAsync([triggerId], ct) is not { } trigger)
                {
                    return;
                }

                trigger.Parked = true;
                session.Db.Incidents.Add(
                    new Incident
                    {
                        Id = session.NewId(),
                        Code = "process_step_failed",
                        Message =
                            $"{trigger.Kind} could not be applied: {exception.GetType().Name}: {exception.Message}",
                        InstanceId = trigger.InstanceId,
                        ElementInstance = trigger.ElementInstance,
                        ElementId = trigger.ElementId,
                        OpenedAt = session.Now,
                    }
                );
            },
            ct
        );

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "A batch of {Count} triggers failed; running them one by one"
    )]
    private partial void LogBatchFailed(Exception exception, int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "Step {ElementId} of instance {InstanceId} failed")]
    private partial void LogStepFailed(Exception exception, string elementId, Guid instanceId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Trigger {TriggerId} was parked")]
    private partial void LogTriggerParked(Exception exception, long triggerId);
}

/// <summary>What one batch did: how many triggers it ran, and when none, when the next is due.</summary>
internal readonly record struct BatchRun(int Triggers, DateTimeOffset? NextDueAt);
