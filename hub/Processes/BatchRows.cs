using System.Text;
using Hub.Storage;
using Hub.Work;
using Microsoft.EntityFrameworkCore;
using Workflows.Engine;
using Workflows.Feel;

namespace Hub.Processes;

/// <summary>
/// Collects the rows of one batch. What is opened and closed again within the batch never reaches the store.
/// </summary>
internal sealed class BatchRows(WriteSession session)
{
    private readonly Dictionary<WaitKey, Command.SetTimer> timers = [];
    private readonly Dictionary<WaitKey, OpenedWait> waits = [];
    private readonly RowBatch cancelledTimers = ProcessTables.DeleteTimers();
    private readonly RowBatch closedWaits = ProcessTables.DeleteSubscriptions();
    private readonly HashSet<WaitKey> heardAndOpen = [];
    private readonly List<WaitKey> closedWork = [];
    private readonly List<WaitKey> closedTasks = [];
    private readonly List<WaitKey> closedIncidents = [];
    private readonly List<WaitKey> cancelledCalls = [];

    /// <summary>A message was heard: unless the wait is closed later in this batch, it takes the next one again.</summary>
    public void Heard(RunningInstance instance, Trigger.MessageArrived message) =>
        heardAndOpen.Add(new WaitKey(instance.Id, message.ElementInstance, message.ElementId));

    /// <summary>Notes what a command asks of the store.</summary>
    public void Add(RunningInstance instance, Command command)
    {
        switch (command)
        {
            case Command.SetTimer timer:
                timers[new WaitKey(instance.Id, timer.ElementInstance, timer.ElementId)] = timer;
                break;
            case Command.CancelTimer timer:
                CancelTimer(new WaitKey(instance.Id, timer.ElementInstance, timer.ElementId));
                break;
            case Command.OpenSubscription wait:
                waits[new WaitKey(instance.Id, wait.ElementInstance, wait.ElementId)] = ToWait(
                    instance,
                    wait
                );
                break;
            case Command.CloseSubscription wait:
                CloseWait(new WaitKey(instance.Id, wait.ElementInstance, wait.ElementId));
                break;
            case Command.CloseWork work:
                closedWork.Add(new WaitKey(instance.Id, work.ElementInstance, ""));
                break;
            case Command.OpenTask task:
                session.Db.UserTasks.Add(ToRow(instance, task));
                break;
            case Command.CloseTask task:
                closedTasks.Add(new WaitKey(instance.Id, task.ElementInstance, ""));
                break;
            case Command.OpenIncident incident:
                session.Db.Incidents.Add(ToRow(instance, incident));
                break;
            case Command.CloseIncident incident:
                closedIncidents.Add(new WaitKey(instance.Id, incident.ElementInstance, ""));
                break;
            case Command.CancelCalled call:
                cancelledCalls.Add(new WaitKey(instance.Id, call.ElementInstance, ""));
                break;
            default:
                throw new InvalidOperationException($"Nobody follows the command {command.GetType().Name}.");
        }
    }

    /// <summary>Writes the batch: states, history and waits set-based, the rarer rows one by one.</summary>
    public async Task WriteAsync(IReadOnlyCollection<RunningInstance> instances, CancellationToken ct)
    {
        List<RowBatch> batches =
        [
            .. StateRows(instances),
            cancelledTimers,
            closedWaits,
            TimerRows(),
            WaitRows(),
        ];
        batches.RemoveAll(batch => batch.Count == 0);
        if (batches.Count > 0)
        {
            await session.Dialect.WriteAsync(session.Transaction, batches);
        }

        foreach (var wait in waits.Values)
        {
            session.Processes.Opened(wait);
        }

        foreach (var key in heardAndOpen)
        {
            await ReopenAsync(key, ct);
        }

        if (closedWork.Count + closedTasks.Count + closedIncidents.Count + cancelledCalls.Count > 0)
        {
            await CloseRareAsync(ct);
        }
    }

    private static List<RowBatch> StateRows(IReadOnlyCollection<RunningInstance> instances)
    {
        var inserts = ProcessTables.InsertInstances();
        var updates = ProcessTables.UpdateInstances();
        var history = ProcessTables.InsertHistory();
        foreach (var instance in instances)
        {
            if (!instance.Changed)
            {
                continue;
            }

            instance.AddTo(instance.IsNew ? inserts : updates);
            history.Add(
                instance.Id,
                instance.Row.Version,
                instance.Row.UpdatedAt,
                HistoryCodec.Write(instance.History)
            );
        }

        return [inserts, updates, history];
    }

    private RowBatch TimerRows()
    {
        var rows = ProcessTables.InsertTriggers();
        foreach (var (key, timer) in timers)
        {
            rows.Add(
                key.InstanceId,
                (int)TriggerKind.TimerFired,
                key.ElementInstance,
                key.ElementId,
                null,
                timer.DueAt.ToDateTimeOffset().ToStoredPrecision(),
                false
            );
        }

        return rows;
    }

    private RowBatch WaitRows()
    {
        var rows = ProcessTables.InsertSubscriptions();
        foreach (var wait in waits.Values)
        {
            rows.Add(
                wait.InstanceId,
                wait.ElementInstance,
                wait.ElementId,
                wait.ProcessId,
                wait.Name,
                wait.CorrelationKey,
                false,
                session.Now
            );
        }

        return rows;
    }

    private void CancelTimer(WaitKey key)
    {
        if (!timers.Remove(key))
        {
            cancelledTimers.Add(
                key.InstanceId,
                (int)TriggerKind.TimerFired,
                key.ElementInstance,
                key.ElementId
            );
        }
    }

    private void CloseWait(WaitKey key)
    {
        heardAndOpen.Remove(key);
        if (!waits.Remove(key))
        {
            closedWaits.Add(key.InstanceId, key.ElementInstance, key.ElementId);
        }
    }

    private async Task ReopenAsync(WaitKey key, CancellationToken ct)
    {
        await using var command = session.CreateCommand(
            "update message_subscriptions set correlating = @no where instance_id = @instance "
                + "and element_instance = @element and element_id = @id returning process_id, name, correlation_key"
        );
        WriteSession.AddParameter(command, "no", false);
        WriteSession.AddParameter(command, "instance", key.InstanceId);
        WriteSession.AddParameter(command, "element", key.ElementInstance);
        WriteSession.AddParameter(command, "id", key.ElementId);
        await using var reader = await command.ExecuteReaderAsync(ct);
        if (await reader.ReadAsync(ct))
        {
            session.Processes.Opened(
                new OpenedWait(
                    key.InstanceId,
                    key.ElementInstance,
                    key.ElementId,
                    reader.GetString(0),
                    reader.GetString(1),
                    reader.GetString(2)
                )
            );
        }
    }

    private async Task CloseRareAsync(CancellationToken ct)
    {
        await session.SaveBusinessRowsAsync(ct);
        foreach (var key in closedWork)
        {
            await CloseWorkAsync(key, ct);
        }

        foreach (var key in closedTasks)
        {
            await session
                .Db.UserTasks.Where(t =>
                    t.InstanceId == key.InstanceId
                    && t.ElementInstance == key.ElementInstance
                    && t.State < UserTaskState.Completed
                )
                .ExecuteUpdateAsync(
                    set =>
                        set.SetProperty(t => t.State, UserTaskState.Withdrawn)
                            .SetProperty(t => t.ClosedAt, session.Now),
                    ct
                );
        }

        foreach (var key in closedIncidents)
        {
            await session
                .Db.Incidents.Where(i =>
                    i.InstanceId == key.InstanceId
                    && i.ElementInstance == key.ElementInstance
                    && i.ResolvedAt == null
                )
                .ExecuteUpdateAsync(set => set.SetProperty(i => i.ResolvedAt, session.Now), ct);
        }

        foreach (var key in cancelledCalls)
        {
            var children = await session
                .Db.ProcessInstances.Where(i =>
                    i.ParentId == key.InstanceId
                    && i.ParentElementInstance == key.ElementInstance
                    && i.Status == InstanceStatus.Active
                )
                .Select(i => i.Id)
                .ToListAsync(ct);
            children.ForEach(child =>
                session.Processes.Tell(child, new Trigger.Cancel("caller_interrupted"))
            );
        }
    }

    /// <summary>
    /// Work nobody began is withdrawn. Work that may be under way keeps its row, so that its outcome is still booked, but
    /// no longer has anybody to tell.
    /// </summary>
    private async Task CloseWorkAsync(WaitKey key, CancellationToken ct)
    {
        if (session.Work.TakeBack(key.InstanceId, key.ElementInstance))
        {
            return;
        }

        var items = session.Db.WorkItems.Where(w =>
            w.InstanceId == key.InstanceId && w.ElementInstance == key.ElementInstance
        );
        var untouched = items.Where(w => w.State == WorkState.Ready && w.Attempt == 0);
        await session
            .Db.Effects.Where(e => untouched.Any(w => w.EffectKey == e.Key))
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(e => e.State, EffectState.Withdrawn)
                        .SetProperty(e => e.OutcomeAt, session.Now),
                ct
            );
        await untouched.ExecuteDeleteAsync(ct);
        await items.ExecuteUpdateAsync(
            set =>
                set.SetProperty(w => w.InstanceId, (Guid?)null)
                    .SetProperty(w => w.ElementInstance, (int?)null),
            ct
        );
    }

    private static OpenedWait ToWait(RunningInstance instance, Command.OpenSubscription wait) =>
        new(
            instance.Id,
            wait.ElementInstance,
            wait.ElementId,
            instance.Row.ProcessId,
            wait.MessageName,
            wait.CorrelationKey
        );

    private UserTask ToRow(RunningInstance instance, Command.OpenTask task) =>
        new()
        {
            Id = session.NewId(),
            InstanceId = instance.Id,
            ElementInstance = task.ElementInstance,
            ElementId = task.ElementId,
            FormId = task.FormId,
            OrderId = instance.Row.OrderId,
            CandidateGroup = task.CandidateGroups.Count > 0 ? task.CandidateGroups[0] : "monitor",
            Input = Encoding.UTF8.GetString(FeelJson.ToUtf8(FeelValue.From(task.Input))),
            State = UserTaskState.Open,
            OpenedAt = session.Now,
            DueAt = task.DueAt?.ToDateTimeOffset(),
        };

    private Incident ToRow(RunningInstance instance, Command.OpenIncident incident) =>
        new()
        {
            Id = session.NewId(),
            Code = incident.Code,
            Message = incident.Message,
            OrderId = instance.Row.OrderId,
            InstanceId = instance.Id,
            ElementInstance = incident.ElementInstance,
            ElementId = incident.ElementId,
            OpenedAt = session.Now,
        };

    private readonly record struct WaitKey(Guid InstanceId, int ElementInstance, string ElementId);
}
