using System.Globalization;
using Workflows.Bpmn;
using Workflows.Engine.Elements;
using Workflows.Feel;

namespace Workflows.Engine;

/// <summary>Brings what an element waits for outside to it: events, jobs, tasks, called processes.</summary>
internal static class Hearing
{
    /// <summary>An event came. Null = it is none; "" = heard; else why it is refused.</summary>
    public static string? Event(Execution execution, Trigger trigger) =>
        trigger switch
        {
            Trigger.MessageArrived t => Occurrences.Occur(
                execution,
                t.ElementInstance,
                t.ElementId,
                EventKind.Message,
                t.Variables,
                execution.Now
            ) ?? "",
            Trigger.SignalArrived t => Occurrences.Occur(
                execution,
                t.ElementInstance,
                t.ElementId,
                EventKind.Signal,
                t.Variables,
                execution.Now
            ) ?? "",
            Trigger.TimerFired t => Occurrences.Occur(
                execution,
                t.ElementInstance,
                t.ElementId,
                EventKind.Timer,
                FeelContext.Empty,
                t.DueAt
            ) ?? "",
            _ => null,
        };

    /// <summary>Somebody outside answers. Null = heard; else why it is refused.</summary>
    public static string? Answer(Execution execution, Trigger trigger) =>
        trigger switch
        {
            Trigger.WorkCompleted t => Work(
                execution,
                t.ElementInstance,
                i => CompleteWork(execution, i, t.Variables)
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
                i => i.Element.Task is not null && IsAtRest(i),
                i => execution.Complete(i, t.Variables)
            ),
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
            Trigger.CalledEscalated t => Called(
                execution,
                t.ElementInstance,
                i => Errors.Escalated(execution, i, t)
            ),
            Trigger.EscalationAnswered t => GoOn(execution, t.Thrower),
            _ => throw new InvalidOperationException($"Nobody hears a {trigger.GetType().Name}."),
        };

    private static void CompleteWork(Execution execution, ElementInstance instance, FeelContext results)
    {
        if (instance.Listener > 0)
        {
            execution.CloseIncident(instance);
            Listeners.Done(execution, instance, results);
        }
        else if (ThrowEventBehavior.OpenJob(instance) is not null)
        {
            execution.CloseIncident(instance);
            ThrowEventBehavior.GoOn(execution, instance, results);
        }
        else if (instance.Element.Kind == ElementKind.AdHocSubProcess)
        {
            execution.SetVariables(instance, results);
            var idle = instance.LiveChildren == 0;
            AdHocSubProcessBehavior.Activate(
                execution,
                instance,
                new Trigger.ElementsActivated(instance.Id, [], IsJobDone: true, IsEnough: idle)
            );
        }
        else
        {
            execution.Complete(instance, results);
        }
    }

    private static string? Work(Execution execution, int id, Action<ElementInstance> then) =>
        Waiting(execution, id, HasWork, then);

    private static string? Called(Execution execution, int id, Action<ElementInstance> then) =>
        Waiting(execution, id, i => i.Element.Call is not null && IsAtRest(i), then);

    private static bool HasWork(ElementInstance instance) =>
        instance.Listener > 0
        || IsAtRest(instance)
            && (
                ThrowEventBehavior.OpenJob(instance) is not null
                || AdHocSubProcessBehavior.HasOpenJob(instance)
                || instance.Element
                    is { Work: not null, Script: null, Decision: null, Kind: not ElementKind.AdHocSubProcess }
            );

    /// <summary>The instance itself waits: it is no body of others, and no listener runs before or after it.</summary>
    public static bool IsAtRest(ElementInstance instance) =>
        instance
            is {
                Stage: InstanceStage.Active,
                Role: InstanceRole.Plain or InstanceRole.Iteration,
                Listener: <= 0
            };

    private static string? Waiting(
        Execution execution,
        int id,
        Func<ElementInstance, bool> fits,
        Action<ElementInstance> then
    )
    {
        if (execution.State.Find(id) is not { } instance || !fits(instance))
        {
            return "The element no longer waits for this.";
        }

        execution.Record(instance, HistoryIntent.TriggerReceived);
        then(instance);
        return null;
    }

    private static string? Failed(Execution execution, Trigger.WorkFailed failed) =>
        Waiting(
            execution,
            failed.ElementInstance,
            i => HasWork(i) || (i.Element.Call is not null && IsAtRest(i)),
            i =>
            {
                if (i.Incident is null)
                {
                    execution.RaiseIncident(i, failed.Code, failed.Message);
                }
            }
        );

    private static string? GoOn(Execution execution, string thrower)
    {
        var slash = thrower.IndexOf('/', StringComparison.Ordinal);
        var id = int.Parse(slash < 0 ? thrower : thrower[..slash], CultureInfo.InvariantCulture);
        return slash < 0
            ? Waiting(
                execution,
                id,
                i => i.Stage == InstanceStage.Active && i.Thrown < i.Element.Events.Count,
                i => ThrowEventBehavior.GoOn(execution, i, FeelContext.Empty)
            )
            : Called(
                execution,
                id,
                i => execution.Emit(new Command.AnswerEscalation(i.Id, thrower[(slash + 1)..]))
            );
    }
}
