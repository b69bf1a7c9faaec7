using Workflows.Bpmn;
using Workflows.Feel;

namespace Workflows.Engine;

/// <content>How element instances begin, complete and are ended.</content>
internal sealed partial class Execution
{
    /// <summary>An element begins in a scope; it came by <paramref name="flows"/>, whose tokens it takes.</summary>
    public ElementInstance Activate(
        ElementInstance? scope,
        FlowElement element,
        params IEnumerable<int> flows
    )
    {
        var role = element.Loop is null ? InstanceRole.Plain : InstanceRole.Body;
        var instance = Add(scope, element, role, 0, FeelContext.Empty, flows);
        if (WithinBudget(instance))
        {
            Enter(instance);
        }

        return instance;
    }

    /// <summary>An element instance is made; it has not begun.</summary>
    public ElementInstance Add(
        ElementInstance? scope,
        FlowElement element,
        InstanceRole role,
        int counter,
        FeelContext besides,
        IEnumerable<int> flows
    )
    {
        var details = new FeelContext.Builder();
        if (scope is not null)
        {
            details.Set("parent", scope.Id);
        }

        if (role != InstanceRole.Plain)
        {
            details.Set("role", (int)role);
        }

        if (counter > 0)
        {
            details.Set("counter", counter);
        }

        var came = new FeelList(flows.Select(f => FeelValue.From(Definition.Flows[f].Id)));
        if (came.Count > 0)
        {
            details.Set("flows", FeelValue.From(came));
        }

        foreach (var (name, value) in besides)
        {
            details.Set(name, value);
        }

        var id = State.NextId;
        Record(new HistoryEvent(id, element.Id, HistoryIntent.Activating, details.Build()));
        return State.Find(id)!;
    }

    /// <summary>
    /// Sets an instance up: input mappings, listeners, boundary events, its own behaviour. A failure is an incident, and
    /// resolving it begins again.
    /// </summary>
    public void Enter(ElementInstance instance)
    {
        var mark = CommandCount;
        try
        {
            if (instance.Role != InstanceRole.Body && instance.Listener == 0)
            {
                Variables.MapInputs(this, instance);
                if (Listeners.Open(this, instance))
                {
                    return;
                }
            }

            Begin(instance);
        }
        catch (IncidentRaised incident)
        {
            TakeBack(mark);
            RaiseIncident(instance, incident.Code, incident.Message);
        }
    }

    /// <summary>The instance is set up as far as it depends on itself: what lives in it may begin.</summary>
    public void Activated(ElementInstance instance)
    {
        if (instance.Stage == InstanceStage.Activating)
        {
            Record(instance, HistoryIntent.Activated);
        }
    }

    /// <summary>
    /// An element has what it waited for: output mappings, listeners, then its flows. <paramref name="flows"/> names the ones
    /// it takes; null = all that hold.
    /// </summary>
    public void Complete(ElementInstance instance, FeelContext results, IReadOnlyList<int>? flows = null)
    {
        Activated(instance);
        if (instance.Stage != InstanceStage.Completing)
        {
            Record(instance, HistoryIntent.Completing);
        }

        var mapped = instance.Mapped;
        try
        {
            if (!mapped)
            {
                Variables.MapOutputs(this, instance, results);
                mapped = true;
            }

            if (Listeners.Open(this, instance))
            {
                return;
            }

            flows ??= OutgoingOf(instance);
            Loops.Collect(this, instance);
        }
        catch (IncidentRaised incident)
        {
            RaiseIncident(
                instance,
                incident.Code,
                incident.Message,
                mapped
                    ? FeelContext.Empty.With("mapped", true)
                    : FeelContext.Empty.With("results", FeelValue.From(results))
            );
            return;
        }

        Leave(instance, flows);
    }

    /// <summary>May the trigger activate one more element? If not, the instance has an incident.</summary>
    public bool WithinBudget(ElementInstance instance)
    {
        if (--Budget >= 0)
        {
            return true;
        }

        RaiseIncident(
            instance,
            IncidentCodes.TooManySteps,
            $"One trigger activated more than {Environment.MaxActivations} elements: the definition runs in a circle."
        );
        return false;
    }

    /// <summary>The instance is gone, and its flows are taken.</summary>
    private void Leave(ElementInstance instance, IReadOnlyList<int> flows)
    {
        CloseIncident(instance);
        Waits.Close(this, instance, BoundaryOf(instance));
        if (!instance.IsInterrupted)
        {
            Waits.Close(this, instance, EventStartsOf(instance));
        }

        Compensations.Keep(this, instance);
        var variables = instance.Locals;
        Record(instance, HistoryIntent.Completed);
        if (instance.Parent is not { } scope)
        {
            Finish(new ProcessOutcome.Completed(variables));
            return;
        }

        foreach (var flow in flows)
        {
            Take(scope, flow);
        }

        LookAt(scope);
        Loops.Ended(this, instance);
    }

    /// <summary>An element is ended from outside, its children first (R12).</summary>
    public void Terminate(ElementInstance instance)
    {
        Record(instance, HistoryIntent.Terminating);
        foreach (var child in State.ChildrenOf(instance).Reverse().ToList())
        {
            Terminate(child);
        }

        if (instance.Listener > 0)
        {
            Emit(new Command.CloseWork(instance.Id));
        }
        else if (instance.Stage == InstanceStage.Active)
        {
            Behaviors.Of(instance).Withdraw(this, instance);
        }

        if (instance.Stage != InstanceStage.Activating)
        {
            Waits.Close(this, instance, BoundaryOf(instance));
            if (!instance.IsInterrupted)
            {
                Waits.Close(this, instance, EventStartsOf(instance));
            }
        }

        CloseIncident(instance);
        Record(instance, HistoryIntent.Terminated);
        LookAt(instance.Parent);
        if (
            instance is { Role: InstanceRole.Iteration, Parent: { Loop: not null } body }
            && State.Find(body.Id) is not null
        )
        {
            Record(body, HistoryIntent.LoopAdvanced, FeelContext.Empty.With("terminated", true));
        }
    }

    /// <summary>An incident of something that waits outside is resolved: it is asked for again, its boundary events stay.</summary>
    public void Reopen(ElementInstance instance)
    {
        try
        {
            Behaviors.Of(instance).Reopen(this, instance);
            LookAt(instance);
        }
        catch (IncidentRaised incident)
        {
            RaiseIncident(instance, incident.Code, incident.Message);
        }
    }

    /// <summary>Listeners at the start are done, or there are none: the instance waits for its boundary events and begins.</summary>
    public void Begin(ElementInstance instance)
    {
        Waits.Open(this, instance, BoundaryOf(instance));
        Behaviors.Of(instance).Enter(this, instance);
        if (State.Find(instance.Id) is not null && instance is { Incident: null, Listener: <= 0 })
        {
            Activated(instance);
        }
    }

    private IReadOnlyList<int> OutgoingOf(ElementInstance instance)
    {
        var outgoing = instance.Element.Outgoing;
        if (!instance.HoldsBoundary)
        {
            return [];
        }

        if (outgoing.All(flow => Definition.Flows[flow].Condition is null))
        {
            return outgoing;
        }

        // Conditional flows of an activity: every one that holds, else the default.
        var scope = new VariableScope(instance);
        var taken = outgoing
            .Where(flow =>
                flow != instance.Element.DefaultFlow
                && (
                    Definition.Flows[flow].Condition is not { } condition
                    || Expressions.Condition(condition, scope)
                )
            )
            .ToList();
        return taken.Count > 0 ? taken
            : instance.Element.DefaultFlow >= 0 ? [instance.Element.DefaultFlow]
            : throw new IncidentRaised(
                IncidentCodes.ConditionError,
                "No outgoing flow has a condition that holds."
            );
    }
}
