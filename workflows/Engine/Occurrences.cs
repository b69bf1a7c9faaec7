using NodaTime;
using Workflows.Bpmn;
using Workflows.Engine.Elements;
using Workflows.Feel;

namespace Workflows.Engine;

/// <summary>Events that have come, brought to whoever waits for them.</summary>
internal static class Occurrences
{
    /// <summary>
    /// Something came to the wait <paramref name="waitId"/> of an element instance. Returns why it is refused, or null; what is
    /// refused has changed nothing.
    /// </summary>
    public static string? Occur(
        Execution execution,
        int holderId,
        string waitId,
        EventKind kind,
        FeelContext variables,
        Instant dueAt
    )
    {
        if (
            execution.Definition.FindWait(waitId) is not var (element, wait)
            || wait.Kind != kind
            || execution.State.Find(holderId) is not { } holder
            || !IsWaitedFor(holder, element, execution.Definition)
            || holder.Received?.ContainsKey(waitId) == true
        )
        {
            return "The element no longer waits for this event.";
        }

        if (kind == EventKind.Timer && Deadlines.IsTooEarly(holder, wait, dueAt))
        {
            return "The timer has been moved to a later moment.";
        }

        execution.Record(holder, HistoryIntent.TriggerReceived);
        Occur(execution, holder, element, wait, variables, dueAt);
        return null;
    }

    /// <summary>The same for an event that the engine itself has seen: a condition that holds now.</summary>
    public static void Occur(
        Execution execution,
        ElementInstance holder,
        FlowElement element,
        EventDefinition wait,
        FeelContext variables,
        Instant dueAt
    )
    {
        if (element.Event == EventKind.ParallelMultiple)
        {
            if (!Gather(execution, holder, element, wait, ref variables))
            {
                return;
            }
        }
        else if (wait.Kind == EventKind.Timer && !Ends(holder, element))
        {
            Waits.Rearm(execution, holder, wait, dueAt);
        }

        if (element.Kind == ElementKind.BoundaryEvent)
        {
            FireBoundary(execution, holder, element, variables);
        }
        else if (element.Kind == ElementKind.StartEvent && holder.Element != element)
        {
            EventSubProcessBehavior.Fire(execution, holder, element, variables);
        }
        else if (holder.Element.Kind == ElementKind.EventBasedGateway)
        {
            EventBasedGatewayBehavior.Fire(execution, holder, element, wait, variables);
        }
        else
        {
            Waits.Close(execution, holder, [element], wait);
            execution.Complete(holder, variables);
        }
    }

    /// <summary>
    /// The fired boundary event as an element of its own. An interrupting one ends its activity first and only then goes on
    /// (R12). What it carries is local to it until its output mappings let it out; an error's variables leave only through
    /// mappings (R34).
    /// </summary>
    public static void FireBoundary(
        Execution execution,
        ElementInstance activity,
        FlowElement boundary,
        FeelContext variables,
        bool isError = false
    )
    {
        var scope = activity.Parent!;
        if (boundary.Interrupting)
        {
            execution.Terminate(activity);
        }

        var instance = execution.Add(scope, boundary, InstanceRole.Plain, 0, FeelContext.Empty, []);
        if (isError)
        {
            execution.SetVariables(instance, variables);
            variables = FeelContext.Empty;
        }

        execution.Complete(instance, variables);
    }

    /// <summary>Does the wait end what it belongs to, so that nothing is left to be set again?</summary>
    public static bool Ends(ElementInstance holder, FlowElement element) =>
        element.Kind == ElementKind.BoundaryEvent || element.Kind == ElementKind.StartEvent
            ? element.Interrupting
            : holder.Element.Kind != ElementKind.EventBasedGateway || !holder.Element.WaitsForAll;

    private static bool IsWaitedFor(ElementInstance holder, FlowElement element, ProcessDefinition definition)
    {
        if (element.AttachedTo == holder.Element.Index)
        {
            return holder.HoldsBoundary && holder.Stage != InstanceStage.Activating;
        }

        if (holder.Stage != InstanceStage.Active)
        {
            return false;
        }

        return element switch
        {
            { Kind: ElementKind.StartEvent } when holder.Element.IsScope => !holder.IsInterrupted
                && holder.Element.EventSubProcesses.Contains(element.Scope),
            _ when holder.Element.Kind == ElementKind.EventBasedGateway => holder.Element.Outgoing.Any(f =>
                definition.Flows[f].Target == element.Index
            )
                && holder.Received?.ContainsKey(element.Id + " done") != true,
            _ => holder.Element == element && holder.Role != InstanceRole.Body,
        };
    }

    /// <summary>Notes one of several things that must all come; true when it was the last, with all they carry.</summary>
    private static bool Gather(
        Execution execution,
        ElementInstance holder,
        FlowElement element,
        EventDefinition wait,
        ref FeelContext variables
    )
    {
        Waits.Close(execution, holder, wait, fired: true);
        execution.Record(
            holder,
            HistoryIntent.EventReceived,
            FeelContext
                .Empty.With("wait", wait.WaitId)
                .With("variables", FeelValue.From(Variables.AsJson(variables)))
        );
        var received = holder.Received!;
        if (!element.Events.All(e => received.ContainsKey(e.WaitId)))
        {
            return false;
        }

        variables = element.Events.Aggregate(
            FeelContext.Empty,
            (all, e) => StateChanges.Merge(all, received[e.WaitId])
        );
        if (!Ends(holder, element))
        {
            // It may all come again.
            execution.Record(
                holder,
                HistoryIntent.EventReceived,
                FeelContext.Empty.With(
                    "forget",
                    FeelValue.From(new FeelList(element.Events.Select(e => FeelValue.From(e.WaitId))))
                )
            );
            Waits.Open(execution, holder, [element]);
        }

        return true;
    }
}
