using Hub.Processes;
using Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Workflows.Engine;

namespace Hub.Work;

/// <summary>Books what came of a batch of tries: effects, business rows, process triggers and the queue in one transaction.</summary>
internal sealed class WorkOutcomes(HubStore store)
{
    private const int MaxErrorLength = 500;

    /// <summary>Books <paramref name="batch"/>. The outcome of a lease that somebody else has taken over is left to them.</summary>
    public Task BookAsync(
        IReadOnlyList<Tried> batch,
        IReadOnlyDictionary<string, IWorkHandler> handlers,
        CancellationToken ct
    ) =>
        store.WriteAsync(
            async session =>
            {
                var ids = batch.Select(t => t.Item.Id).ToList();
                await WorkQueue.LockAsync(session, ids, ct);
                var rows = await session
                    .Db.WorkItems.Where(w => ids.Contains(w.Id))
                    .ToDictionaryAsync(w => w.Id, ct);
                var keys = batch.Select(t => t.Item.EffectKey).ToList();
                var effects = await session
                    .Db.Effects.Where(e => keys.Contains(e.Key))
                    .ToDictionaryAsync(e => e.Key, StringComparer.Ordinal, ct);
                foreach (var entry in batch)
                {
                    if (rows.TryGetValue(entry.Item.Id, out var row) && row.Attempt == entry.Item.Attempt)
                    {
                        await BookOneAsync(entry, row, effects[row.EffectKey], handlers, session, ct);
                    }
                }
            },
            ct
        );

    private static async Task BookOneAsync(
        Tried entry,
        WorkItem row,
        Effect effect,
        IReadOnlyDictionary<string, IWorkHandler> handlers,
        WriteSession session,
        CancellationToken ct
    )
    {
        if (entry.Outcome is null)
        {
            await RetryAsync(entry.Failure, row, effect, handlers.GetValueOrDefault(row.Type), session, ct);
            return;
        }

        if (entry.Outcome is WorkOutcome.Later later)
        {
            row.State = WorkState.Ready;
            row.Attempt--;
            row.DueAt = later.At.ToStoredPrecision();
            row.LastError = later.Why;
            effect.Attempts = row.Attempt;
            effect.NextCheckAt = row.DueAt;
            return;
        }

        if (handlers.TryGetValue(row.Type, out var handler))
        {
            await handler.BookAsync(row, entry.Outcome, session, ct);
        }

        Conclude(entry.Outcome, row, effect, session);
    }

    private static async Task RetryAsync(
        Exception? failure,
        WorkItem row,
        Effect effect,
        IWorkHandler? handler,
        WriteSession session,
        CancellationToken ct
    )
    {
        var error = failure is null ? "no_outcome" : $"{failure.GetType().Name}: {failure.Message}";
        row.LastError = error.Length <= MaxErrorLength ? error : error[..MaxErrorLength];
        effect.State = EffectState.InDoubt;
        effect.Detail = row.LastError;
        if (row.RetriesLeft > 0)
        {
            row.RetriesLeft--;
            row.State = WorkState.Ready;
            row.DueAt = (session.Now + PauseAfter(failure, row, handler)).ToStoredPrecision();
            effect.NextCheckAt = row.DueAt;
            return;
        }

        effect.NextCheckAt = null;
        if (handler is not null && await handler.GiveUpAsync(row, row.LastError, session, ct))
        {
            effect.State = EffectState.GivenUp;
            effect.OutcomeAt = session.Now;
            session.Db.WorkItems.Remove(row);
            return;
        }

        row.State = WorkState.Parked;
        OpenIncident(
            session,
            row,
            "partner_unreachable",
            $"{row.Type} failed {row.Attempt} times; last: {row.LastError}"
        );
    }

    private static TimeSpan PauseAfter(Exception? failure, WorkItem row, IWorkHandler? handler)
    {
        var pause = (handler?.Retries ?? RetrySchedule.Doubling).PauseAfter(row.Attempt, row.Id);
        return failure is AskedToWaitException asked && asked.Pause > pause ? asked.Pause : pause;
    }

    private static void Conclude(WorkOutcome outcome, WorkItem row, Effect effect, WriteSession session)
    {
        effect.OutcomeAt = session.Now;
        effect.NextCheckAt = null;
        switch (outcome)
        {
            case WorkOutcome.Done done:
                effect.State = EffectState.Done;
                effect.Level = done.Level;
                effect.Detail = done.Detail;
                Tell(row, session, element => new Trigger.WorkCompleted(element, done.Variables));
                session.Db.WorkItems.Remove(row);
                break;
            case WorkOutcome.Refused refused:
                effect.State = EffectState.Refused;
                effect.Level = TransmissionLevel.Rejected;
                effect.Detail = $"{refused.Code}: {refused.Message}";
                if (row.InstanceId is null)
                {
                    OpenIncident(session, row, refused.Code, refused.Message);
                }

                Tell(
                    row,
                    session,
                    element => new Trigger.WorkThrewError(
                        element,
                        refused.Code,
                        refused.Message,
                        refused.Variables
                    )
                );
                session.Db.WorkItems.Remove(row);
                break;
            default:
                throw new InvalidOperationException("Only a final outcome concludes a work item.");
        }
    }

    private static void Tell(WorkItem row, WriteSession session, Func<int, Trigger> trigger)
    {
        if (row.InstanceId is { } instance && row.ElementInstance is { } element)
        {
            session.Processes.Tell(instance, trigger(element));
        }
    }

    private static void OpenIncident(WriteSession session, WorkItem row, string code, string message) =>
        session.Db.Incidents.Add(
            new Incident
            {
                Id = session.NewId(),
                Code = code,
                Message = message,
                OrderId = row.OrderId,
                InstanceId = row.InstanceId,
                ElementInstance = row.ElementInstance,
                WorkItemId = row.Id,
                Partner = row.Partner,
                OpenedAt = session.Now,
            }
        );
}
