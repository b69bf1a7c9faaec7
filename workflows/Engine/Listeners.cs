using Workflows.Feel;

namespace Workflows.Engine;

/// <summary>
/// Execution listeners: jobs that must be done before an element begins (their results are its local variables) and after it
/// has ended (their results go where its own go), one after another.
/// </summary>
internal static class Listeners
{
    private const int StartsDone = -1;
    private const int EndsDone = -2;

    /// <summary>Opens the job of the next listener; false when none is left.</summary>
    public static bool Open(Execution execution, ElementInstance instance)
    {
        var listeners = instance.Element.Listeners;
        if (listeners.Count == 0 || !Listens(instance))
        {
            return false;
        }

        var atEnd = instance.Stage == InstanceStage.Completing;
        if (instance.Listener == EndsDone)
        {
            return false;
        }

        for (var i = Math.Max(instance.Listener, 0); i < listeners.Count; i++)
        {
            if (listeners[i].AtEnd == atEnd)
            {
                Open(execution, instance, i);
                return true;
            }
        }

        if (instance.Listener > 0)
        {
            Reach(execution, instance, atEnd ? EndsDone : StartsDone);
        }

        return false;
    }

    /// <summary>The job of a listener is done: the next one, or on with the element.</summary>
    public static void Done(Execution execution, ElementInstance instance, FeelContext results)
    {
        if (instance.Stage == InstanceStage.Completing)
        {
            Variables.Propagate(execution, instance.Parent ?? instance, results);
        }
        else
        {
            execution.SetVariables(instance, results);
        }

        if (!Open(execution, instance))
        {
            Continue(execution, instance);
        }
    }

    /// <summary>An incident of a listener's job is resolved: the job is opened again.</summary>
    public static void Reopen(Execution execution, ElementInstance instance)
    {
        try
        {
            Open(execution, instance, instance.Listener - 1);
        }
        catch (IncidentRaised incident)
        {
            execution.RaiseIncident(instance, incident.Code, incident.Message);
        }
    }

    private static void Continue(Execution execution, ElementInstance instance)
    {
        if (instance.Stage == InstanceStage.Completing)
        {
            execution.Complete(instance, FeelContext.Empty);
        }
        else
        {
            execution.Enter(instance);
        }
    }

    private static void Open(Execution execution, ElementInstance instance, int place)
    {
        var listener = instance.Element.Listeners[place];
        var scope = new VariableScope(instance);
        var type = execution.Expressions.Text(listener.Type, scope);
        var retries = execution.Retries ?? execution.Expressions.Whole(listener.Retries, scope);
        Reach(execution, instance, place + 1);
        Elements.WorkBehavior.Emit(execution, instance, type, retries, listener.Headers);
    }

    private static void Reach(Execution execution, ElementInstance instance, int listener) =>
        execution.Record(
            instance,
            HistoryIntent.ListenerReached,
            FeelContext.Empty.With("listener", listener)
        );

    // The listeners of a multi-instance activity belong to each of its instances.
    private static bool Listens(ElementInstance instance) =>
        instance.Role is InstanceRole.Plain or InstanceRole.Iteration;
}
