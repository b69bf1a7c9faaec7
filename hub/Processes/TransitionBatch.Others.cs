using NodaTime;
using Workflows.Bpmn;
using Workflows.Engine;

namespace Hub.Processes;

/// <content>What an instance of the batch asks of other instances: calls, signals, escalations, starts.</content>
internal sealed partial class TransitionBatch
{
    private async Task CallAsync(RunningInstance caller, Command.CallProcess call, CancellationToken ct)
    {
        if (await definitions.ResolveAsync(call, caller.Row.DefinitionId, ct) is not { } called)
        {
            var message = $"No process '{call.ProcessId}' is deployed.";
            inbox.Enqueue(
                (caller, new Trigger.WorkFailed(call.ElementInstance, "called_element_error", message), null)
            );
            return;
        }

        if (called.Definition.Root.NoneStart < 0)
        {
            var message = $"The process '{call.ProcessId}' has no start event without a trigger (R58).";
            inbox.Enqueue(
                (caller, new Trigger.WorkFailed(call.ElementInstance, "called_element_error", message), null)
            );
            return;
        }

        var row = new ProcessInstance
        {
            Id = session.NewId(),
            DefinitionId = called.Id,
            ProcessId = called.ProcessId,
            OrderId = caller.Row.OrderId,
            ParentId = caller.Id,
            ParentElementInstance = call.ElementInstance,
            Status = InstanceStatus.Active,
            CreatedAt = session.Now,
        };
        Begin(row, called.Definition, new Trigger.Start(call.Variables, null, Called: true));
    }

    private async Task BroadcastAsync(Command.BroadcastSignal signal, CancellationToken ct)
    {
        foreach (var wait in await signals.ThrowAsync(signal.SignalName, signal.Variables, ct))
        {
            var heard = new Trigger.SignalArrived(wait.ElementInstance, wait.ElementId, signal.Variables);
            if (instances.TryGetValue(wait.InstanceId, out var instance))
            {
                inbox.Enqueue((instance, heard, null));
            }
            else
            {
                session.Processes.Tell(wait.InstanceId, heard);
            }
        }
    }

    private void Escalate(RunningInstance called, Command.Escalate escalation)
    {
        if (called.Row is { ParentId: { } parent, ParentElementInstance: { } element })
        {
            session.Processes.Tell(
                parent,
                new Trigger.CalledEscalated(
                    element,
                    escalation.Thrower,
                    escalation.Code,
                    escalation.Variables
                )
            );
        }
    }

    private async Task StartByTimerAsync(ClaimedTrigger trigger, CancellationToken ct)
    {
        var definition = await definitions.GetProcessAsync(trigger.InstanceId, ct);
        var start = definition.FindWait(trigger.ElementId!)!;
        var row = new ProcessInstance
        {
            Id = session.NewId(),
            DefinitionId = trigger.InstanceId,
            ProcessId = definition.Id,
            Status = InstanceStatus.Active,
            CreatedAt = session.Now,
        };
        Begin(row, definition, new Trigger.Start(Workflows.Feel.FeelContext.Empty, start.Id, Called: false));
        if (
            engine.StartTimers.Next(
                start,
                StartEvents.ReadFiring(trigger),
                Instant.FromDateTimeOffset(session.Now)
            ) is
            { } next
        )
        {
            session.Processes.PlanStart(trigger.InstanceId, start.Id, next);
        }
    }

    private void Begin(ProcessInstance row, ProcessDefinition definition, Trigger.Start start)
    {
        var instance = new RunningInstance(row, definition) { IsNew = true };
        instances.Add(row.Id, instance);
        inbox.Enqueue((instance, start, null));
    }

    private void Finish(RunningInstance instance, ProcessOutcome outcome)
    {
        instance.Finish(
            outcome is ProcessOutcome.Terminated ? InstanceStatus.Terminated : InstanceStatus.Completed
        );
        if (instance.State.Definition.MessageStarts.Any())
        {
            session.Processes.Ended(instance.Id, instance.Row.ProcessId);
        }

        if (instance.Row is not { ParentId: { } parent, ParentElementInstance: { } element })
        {
            return;
        }

        Trigger? told = outcome switch
        {
            ProcessOutcome.Completed completed => new Trigger.CalledCompleted(element, completed.Variables),
            ProcessOutcome.ThrewError error => new Trigger.CalledThrewError(
                element,
                error.ErrorCode,
                error.Message,
                error.Variables
            ),
            // The caller ended it itself: there is nothing to tell.
            _ => null,
        };
        if (told is not null)
        {
            session.Processes.Tell(parent, told);
        }
    }
}
