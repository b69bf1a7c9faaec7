using Hub.Processes;
using Hub.Storage;
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
                var ours = await WorkQueue.HoldAsync(session, [.. batch.Select(t => t.Item.Id)], ct);
                var rows = new OutcomeRows();
                foreach (var entry in batch.Where(t => ours.GetValueOrDefault(t.Item.Id) == t.Item.Attempt))
                {
                    await BookOneAsync(entry, handlers.GetValueOrDefault(entry.Item.Type), rows, session, ct);
                }

                rows.WriteTo(session);
            },
            ct
        );

    private static async Task BookOneAsync(
        Tried entry,
        IWorkHandler? handler,
        OutcomeRows rows,
        WriteSession session,
        CancellationToken ct
    )
    {
        switch (entry.Outcome)
        {
            case null:
                await RetryAsync(entry.Failure, entry.Item, handler, rows, session, ct);
                break;
            case WorkOutcome.Later later:
                rows.Postpone(entry.Item, later.At.ToStoredPrecision(), later.Why);
                break;
            case var outcome:
                if (handler is not null)
                {
                    await handler.BookAsync(entry.Item, outcome, session, ct);
                }

                Conclude(outcome, entry.Item, rows, session);
                break;
        }
    }

    private static async Task RetryAsync(
        Exception? failure,
        WorkItem item,
        IWorkHandler? handler,
        OutcomeRows rows,
        WriteSession session,
        CancellationToken ct
    )
    {
        var error = failure is null ? "no_outcome" : $"{failure.GetType().Name}: {failure.Message}";
        error = error.Length <= MaxErrorLength ? error : error[..MaxErrorLength];
        if (item.RetriesLeft > 0)
        {
            var dueAt = session.Now + PauseAfter(failure, item, handler);
            rows.TryAgain(item, dueAt.ToStoredPrecision(), error);
            return;
        }

        if (handler is not null && await handler.GiveUpAsync(item, error, session, ct))
        {
            rows.GiveUp(item, error, session.Now);
            return;
        }

        rows.Park(item, error);
        OpenIncident(
            session,
            item,
            "partner_unreachable",
            $"{item.Type} failed {item.Attempt} times; last: {error}"
        );
    }

    private static TimeSpan PauseAfter(Exception? failure, WorkItem item, IWorkHandler? handler)
    {
        var pause = (handler?.Retries ?? RetrySchedule.Doubling).PauseAfter(item.Attempt, item.Id);
        return failure is AskedToWaitException asked && asked.Pause > pause ? asked.Pause : pause;
    }

    private static void Conclude(WorkOutcome outcome, WorkItem item, OutcomeRows rows, WriteSession session)
    {
        switch (outcome)
        {
            case WorkOutcome.Done done:
                rows.Conclude(item, EffectState.Done, done.Level, done.Detail, session.Now);
                Tell(item, session, element => new Trigger.WorkCompleted(element, done.Variables));
                break;
            case WorkOutcome.Refused refused:
                rows.Conclude(
                    item,
                    EffectState.Refused,
                    TransmissionLevel.Rejected,
                    $"{refused.Code}: {refused.Message}",
                    session.Now
                );
                if (item.InstanceId is null)
                {
                    OpenIncident(session, item, refused.Code, refused.Message);
                }

                Tell(
                    item,
                    session,
                    element => new Trigger.WorkThrewError(
                        element,
                        refused.Code,
                        refused.Message,
                        refused.Variables
                    )
                );
                break;
            default:
                throw new InvalidOperationException("Only a final outcome concludes a work item.");
        }
    }

    private static void Tell(WorkItem item, WriteSession session, Func<int, Trigger> trigger)
    {
        if (item.InstanceId is { } instance && item.ElementInstance is { } element)
        {
            session.Processes.Tell(instance, trigger(element));
        }
    }

    private static void OpenIncident(WriteSession session, WorkItem item, string code, string message) =>
        session.Db.Incidents.Add(
            new Incident
            {
                Id = session.NewId(),
                Code = code,
                Message = message,
                OrderId = item.OrderId,
                InstanceId = item.InstanceId,
                ElementInstance = item.ElementInstance,
                WorkItemId = item.Id,
                Partner = item.Partner,
                OpenedAt = session.Now,
            }
        );
}
