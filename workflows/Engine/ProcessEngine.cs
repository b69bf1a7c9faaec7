using NodaTime;
using Workflows.Bpmn;
using Workflows.Engine.Elements;
using Workflows.Feel;

namespace Workflows.Engine;

/// <summary>
/// The pure step: state + trigger → state + commands. No clock, no store, no network; the same calls give the same answers.
/// The state is moved in place.
/// </summary>
public sealed class ProcessEngine(EngineEnvironment environment)
{
    /// <summary>When start events begin an instance by themselves.</summary>
    public StartTimers StartTimers { get; } = new(environment);

    /// <summary>
    /// Lets an instance hear one trigger and runs it to its next waits. A trigger whose wait is gone is refused and changes
    /// nothing. An exception is a bug.
    /// </summary>
    public StepResult Advance(ProcessState state, Trigger trigger, Instant now)
    {
        var execution = new Execution(state, environment, now);
        var refused = Hear(execution, trigger);
        if (refused is null)
        {
            execution.Run();
        }

        return execution.Result(refused);
    }

    private static string? Hear(Execution execution, Trigger trigger)
    {
        var status = execution.State.Status;
        return trigger switch
        {
            Trigger.Start start when status == ProcessStatus.New => Start(execution, start),
            Trigger.Start => "The instance has begun already.",
            _ when status != ProcessStatus.Active => "The instance has ended.",
            Trigger.WorkCompleted t => Work(
                execution,
                t.ElementInstance,
                i => execution.Complete(i, t.Variables)
            ),
            Trigger.WorkFailed t => Failed(execution, t),
            Trigger.WorkThrewError t => Work(
                execution,
                t.ElementInstance,
                i => Errors.Throw(execution, i, t.ErrorCode, t.Message, t.Variables)
            ),
            Trigger.TaskCompleted t => Waiting(
                execution,
                t.ElementInstance,
                i => i.Element.Task is not null,
                i => execution.Complete(i, t.Variables)
            ),
            Trigger.MessageArrived t => Message(execution, t),
            Trigger.TimerFired t => Timer(execution, t),
            Trigger.CalledCompleted t => Called(
                execution,
                t.ElementInstance,
                i => execution.Complete(i, CallActivityBehavior.Results(i.Element, t.Variables))
            ),
            Trigger.CalledThrewError t => Called(
                execution,
                t.ElementInstance,
                i => Errors.Throw(execution, i, t.ErrorCode, t.Message, t.Variables)
            ),
            Trigger.IncidentResolved t => Resolve(execution, t.ElementInstance),
            Trigger.VariablesSet t => SetVariables(execution, t),
            Trigger.CalendarsChanged t => Deadlines.Reckon(execution, t.Cause),
            Trigger.Cancel => Cancel(execution),
            _ => throw new InvalidOperationException($"Nobody hears a {trigger.GetType().Name}."),
        };
    }

    private static string? Message(Execution execution, Trigger.MessageArrived t) =>
        Event(execution, t.ElementInstance, t.ElementId, EventKind.Message, t.Variables, execution.Now);

    private static string? Timer(Execution execution, Trigger.TimerFired t) =>
        Event(execution, t.ElementInstance, t.ElementId, EventKind.Timer, FeelContext.Empty, t.DueAt);

    private static string? Start(Execution execution, Trigger.Start start)
    {
        var state = execution.State;
        var definition = execution.Definition;
        var begin =
            start.StartElementId is { } id ? definition.Find(id)
            : definition.Root.NoneStart >= 0 ? definition.Elements[definition.Root.NoneStart]
            : null;
        if (begin is not { Kind: ElementKind.StartEvent, Scope: 0 })
        {
            return "The process has no such start event.";
        }

        state.Status = ProcessStatus.Active;
        state.Called = start.Called;
        var root = state.Add(definition.Root, null);
        root.Locals = start.Variables;
        execution.Note(root, HistoryIntent.Activated);
        execution.Activate(root, begin);
        return null;
    }

    private static string? Work(Execution execution, int id, Action<ElementInstance> then) =>
        Waiting(execution, id, i => HasWork(i.Element), then);

    private static string? Called(Execution execution, int id, Action<ElementInstance> then) =>
        Waiting(execution, id, i => i.Element.Call is not null, then);

    private static bool HasWork(FlowElement element) =>
        element.Work is not null && element.Script is null && element.Decision is null;

    private static string? Waiting(
        Execution execution,
        int id,
        Func<ElementInstance, bool> fits,
        Action<ElementInstance> then
    )
    {
        if (execution.State.Find(id) is not { Stage: InstanceStage.Active } instance || !fits(instance))
        {
            return "The element no longer waits for this.";
        }

        execution.Note(instance, HistoryIntent.TriggerReceived);
        then(instance);
        return null;
    }

    private static string? Failed(Execution execution, Trigger.WorkFailed failed) =>
        Waiting(
            execution,
            failed.ElementInstance,
            i => HasWork(i.Element) || i.Element.Call is not null,
            i =>
            {
                if (i.Incident is null)
                {
                    execution.RaiseIncident(i, failed.Code, failed.Message);
                }
            }
        );

    private static string? Event(
        Execution execution,
        int id,
        string elementId,
        EventKind kind,
        FeelContext variables,
        Instant dueAt
    )
    {
        if (
            execution.State.Find(id) is not { } instance
            || instance.Stage == InstanceStage.Activating
            || execution.Definition.Find(elementId) is not { } element
            || (kind == EventKind.Message ? element.Message is null : element.Timer is null)
        )
        {
            return "The element no longer waits for this event.";
        }

        if (kind == EventKind.Timer && Deadlines.IsTooEarly(instance, element, dueAt))
        {
            return "The timer has been moved to a later moment.";
        }

        if (element.AttachedTo == instance.Element.Index)
        {
            return FireBoundary(execution, instance, element, variables, dueAt);
        }

        if (instance.Stage != InstanceStage.Active)
        {
            return "The element no longer waits for this event.";
        }

        execution.Note(instance, HistoryIntent.TriggerReceived);
        if (instance.Element.Kind == ElementKind.EventBasedGateway)
        {
            return FireGateway(execution, instance, element, variables);
        }

        if (instance.Element != element)
        {
            return "The element does not wait for this event.";
        }

        Waits.Close(execution, instance, [element], element);
        execution.Complete(instance, variables);
        return null;
    }

    private static string? FireBoundary(
        Execution execution,
        ElementInstance activity,
        FlowElement boundary,
        FeelContext variables,
        Instant dueAt
    )
    {
        execution.Note(activity, HistoryIntent.TriggerReceived);
        if (!boundary.Interrupting && boundary.Timer is not null)
        {
            Waits.Rearm(execution, activity, boundary, dueAt);
        }

        BoundaryEvents.Fire(execution, activity, boundary, variables);
        return null;
    }

    private static string? FireGateway(
        Execution execution,
        ElementInstance gateway,
        FlowElement target,
        FeelContext variables
    )
    {
        var flow = gateway
            .Element.Outgoing.Select(f => execution.Definition.Flows[f])
            .FirstOrDefault(f => f.Target == target.Index);
        if (flow is null)
        {
            return "The gateway does not wait for this event.";
        }

        var scope = gateway.Parent!;
        Waits.Close(execution, gateway, EventBasedGatewayBehavior.Targets(execution, gateway), target);
        execution.CompleteGateway(gateway, flow.Index);
        var instance = execution.State.Add(target, scope);
        execution.Note(instance, HistoryIntent.Activated);
        execution.Complete(instance, variables);
        return null;
    }

    private static string? Resolve(Execution execution, int id)
    {
        if (execution.State.Find(id) is not { Incident: not null } instance)
        {
            return "There is no incident here.";
        }

        execution.CloseIncident(instance);
        if (instance.Stage == InstanceStage.Completing)
        {
            execution.Complete(instance, instance.Results);
        }
        else if (instance.Stage == InstanceStage.Activating)
        {
            execution.Enter(instance);
        }
        else
        {
            execution.Reopen(instance);
        }

        return null;
    }

    private static string? SetVariables(Execution execution, Trigger.VariablesSet set)
    {
        if (execution.State.Find(set.ElementInstance) is not { } instance)
        {
            return "There is no such scope.";
        }

        foreach (var (name, value) in set.Variables)
        {
            instance.Locals = instance.Locals.With(name, value);
        }

        return null;
    }

    private static string? Cancel(Execution execution)
    {
        execution.Terminate(execution.State.Instances[0]);
        execution.Finish(new ProcessOutcome.Terminated(), ProcessStatus.Terminated);
        return null;
    }
}
