using Hub.Storage;
using Workflows.Engine;

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
    private readonly RareRows rare = new(session);

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
            case Command.MoveTimer timer:
                CancelTimer(new WaitKey(instance.Id, timer.ElementInstance, timer.ElementId));
                timers[new WaitKey(instance.Id, timer.ElementInstance, timer.ElementId)] =
                    new Command.SetTimer(timer.ElementInstance, timer.ElementId, timer.DueAt);
                rare.Add(instance, timer);
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
            default:
                rare.Add(instance, command);
                break;
        }
    }

    /// <summary>Writes the batch: states, history and waits set-based, the rarer rows one by one.</summary>
    public async Task WriteAsync(IReadOnlyCollection<RunningInstance> instances, CancellationToken ct)
    {
        session.Write([.. StateRows(instances), cancelledTimers, closedWaits, TimerRows(), WaitRows()]);
        if (heardAndOpen.Count > 0 || rare.ReadsRows)
        {
            await session.WriteRowsAsync(ct);
        }

        foreach (var wait in waits.Values)
        {
            session.Processes.Opened(wait);
        }

        foreach (var key in heardAndOpen)
        {
            await ReopenAsync(key, ct);
        }

        await rare.WriteAsync(ct);
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

    private static OpenedWait ToWait(RunningInstance instance, Command.OpenSubscription wait) =>
        new(
            instance.Id,
            wait.ElementInstance,
            wait.ElementId,
            instance.Row.ProcessId,
            wait.MessageName,
            wait.CorrelationKey
        );
}

/// <summary>What waits: an element of an element instance.</summary>
internal readonly record struct WaitKey(Guid InstanceId, int ElementInstance, string ElementId);
