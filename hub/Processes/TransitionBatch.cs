using Hub.Storage;
using NodaTime;
using Workflows.Engine;

namespace Hub.Processes;

/// <summary>
/// One batch in memory: the loaded instances, the triggers they still have to hear, and every row that follows. It is
/// used inside one transaction only.
/// </summary>
internal sealed partial class TransitionBatch(
    WriteSession session,
    DefinitionCatalogue definitions,
    StepRegistry steps,
    ProcessEngine engine
)
{
    private const int MaxTransitions = 10_000;

    private readonly Dictionary<Guid, RunningInstance> instances = [];
    private readonly Queue<(RunningInstance Instance, Trigger Trigger, Action? Refused)> inbox = [];
    private readonly ServiceTasks tasks = new(session, steps);
    private readonly Signals signals = new(session);
    private BatchRows rows = new(session);

    /// <summary>
    /// Runs <paramref name="triggers"/> and whatever follows from them inside this transaction, and writes the result.
    /// <paramref name="failed"/> is answered with an incident instead of being run again.
    /// </summary>
    public async Task RunAsync(
        IReadOnlyList<ClaimedTrigger> triggers,
        StepFailure? failed,
        CancellationToken ct
    )
    {
        await LoadAsync(triggers, ct);
        foreach (var trigger in triggers)
        {
            if (trigger.Kind == TriggerKind.StartByTimer)
            {
                await StartByTimerAsync(trigger, ct);
            }
            else if (instances.TryGetValue(trigger.InstanceId, out var instance))
            {
                var heard = TriggerCodec.FromRow(
                    trigger.Kind,
                    trigger.ElementInstance,
                    trigger.ElementId,
                    trigger.Payload,
                    trigger.DueAt
                );
                Action? refused = heard is Trigger.MessageArrived ? () => OfferAgain(trigger.Payload!) : null;
                inbox.Enqueue((instance, heard, refused));
            }
            else if (trigger.Kind == TriggerKind.MessageArrived)
            {
                // The instance has ended while the message was on its way.
                OfferAgain(trigger.Payload!);
            }
        }

        await RunInboxAsync(failed, ct);
        await WriteAsync(ct);
    }

    /// <summary>
    /// Takes the instances that this very transaction begins, those that are <paramref name="waiting"/> and held already, and
    /// those of <paramref name="told"/> that are free.
    /// </summary>
    public async Task HoldAsync(
        IReadOnlyCollection<NewInstance> starts,
        IReadOnlyCollection<ProcessInstance> waiting,
        HashSet<Guid> told,
        CancellationToken ct
    )
    {
        foreach (var start in starts)
        {
            var definition = await definitions.GetProcessAsync(start.DefinitionId, ct);
            instances.Add(
                start.Id,
                new RunningInstance(start.ToRow(session.Now), definition) { IsNew = true }
            );
        }

        await AddAsync(waiting, ct);
        told.ExceptWith(instances.Keys);
        await AddAsync(await ProcessTables.LoadIfFreeAsync(session, told, ct), ct);
    }

    /// <summary>Is the instance in this batch?</summary>
    public bool Holds(Guid instanceId) => instances.ContainsKey(instanceId);

    /// <summary>Runs what instances of this batch hear, and writes the result; may be repeated with what came of it.</summary>
    public async Task RunAtOnceAsync(
        IReadOnlyCollection<(Guid InstanceId, Trigger Trigger)> triggers,
        IReadOnlyCollection<HeardMessage> messages,
        CancellationToken ct
    )
    {
        foreach (var (id, trigger) in triggers)
        {
            inbox.Enqueue((instances[id], trigger, null));
        }

        foreach (var message in messages)
        {
            inbox.Enqueue(
                (
                    instances[message.Wait.InstanceId],
                    message.ToTrigger(),
                    () => OfferAgain(TriggerCodec.WriteMessage(message))
                )
            );
        }

        await RunInboxAsync(null, ct);
        await WriteAsync(ct);
    }

    private async Task WriteAsync(CancellationToken ct)
    {
        await rows.WriteAsync(instances.Values, ct);
        await signals.WriteAsync(ct);
        rows = new BatchRows(session);
        foreach (var instance in instances.Values)
        {
            instance.Saved();
        }
    }

    private async Task RunInboxAsync(StepFailure? failed, CancellationToken ct)
    {
        for (var transitions = 0; inbox.TryDequeue(out var next); transitions++)
        {
            if (transitions >= MaxTransitions)
            {
                throw new InvalidOperationException($"A batch made more than {MaxTransitions} transitions.");
            }

            Advance(next.Instance, next.Trigger, next.Refused);
            await FollowAsync(next.Instance, failed, ct);
        }
    }

    private async Task LoadAsync(IReadOnlyList<ClaimedTrigger> triggers, CancellationToken ct)
    {
        var ids = triggers
            .Where(t => t.Kind != TriggerKind.StartByTimer)
            .Select(t => t.InstanceId)
            .ToHashSet();
        await AddAsync(await ProcessTables.LoadForUpdateAsync(session, ids, ct), ct);
    }

    private async Task AddAsync(IEnumerable<ProcessInstance> loaded, CancellationToken ct)
    {
        foreach (var row in loaded)
        {
            // A finished instance hears nothing any more: its late triggers vanish with this transaction, but for messages.
            if (row.Status == InstanceStatus.Active)
            {
                var definition = await definitions.GetProcessAsync(row.DefinitionId, ct);
                instances.Add(row.Id, new RunningInstance(row, definition));
            }
        }
    }

    private void Advance(RunningInstance instance, Trigger trigger, Action? refused)
    {
        var result = engine.Advance(instance.State, trigger, Instant.FromDateTimeOffset(session.Now));
        if (!result.Accepted)
        {
            refused?.Invoke();
            return;
        }

        if (trigger is Trigger.MessageArrived message)
        {
            rows.Heard(instance, message);
        }

        instance.Take(result, session.Now);
    }

    private void OfferAgain(string payload)
    {
        var (name, key, expiresAt, variables) = TriggerCodec.ReadMessage(payload);
        session.Processes.Publish(name, key, variables, null, expiresAt - session.Now);
    }

    private async Task FollowAsync(RunningInstance instance, StepFailure? failed, CancellationToken ct)
    {
        foreach (var command in instance.TakeCommands())
        {
            switch (command)
            {
                case Command.OpenWork work:
                    if (await tasks.OpenAsync(instance, work, failed, ct) is { } done)
                    {
                        inbox.Enqueue((instance, done, null));
                    }

                    break;
                case Command.CallProcess call:
                    await CallAsync(instance, call, ct);
                    break;
                case Command.OpenSignal wait:
                    signals.Open(instance.Id, wait);
                    break;
                case Command.CloseSignal wait:
                    signals.Close(instance.Id, wait);
                    break;
                case Command.BroadcastSignal signal:
                    await BroadcastAsync(signal, ct);
                    break;
                case Command.Escalate escalation:
                    Escalate(instance, escalation);
                    break;
                case Command.AnswerEscalation answer:
                    await session.Processes.AnswerAsync(instance.Id, answer, ct);
                    break;
                case Command.Finish finish:
                    Finish(instance, finish.Outcome);
                    break;
                default:
                    rows.Add(instance, command);
                    break;
            }
        }
    }
}
