using NodaTime;
using Workflows.Feel;

namespace Workflows.Engine;

/// <summary>The only place where a state changes: each event of the history does here what it says.</summary>
internal static class StateChanges
{
    /// <summary>Changes the state as the event says.</summary>
    /// <exception cref="InvalidOperationException">The event does not fit the state: events are missing before it.</exception>
    public static void Apply(ProcessState state, in HistoryEvent e)
    {
        if (e.Intent == HistoryIntent.Activating)
        {
            Add(state, e);
            return;
        }

        var instance =
            state.Find(e.ElementInstance)
            ?? throw new InvalidOperationException($"{e.Intent} of {e.ElementId}: no such element instance.");
        switch (e.Intent)
        {
            case HistoryIntent.Activated:
                instance.Stage = InstanceStage.Active;
                break;
            case HistoryIntent.Completing:
                instance.Stage = InstanceStage.Completing;
                break;
            case HistoryIntent.Completed:
                End(state, instance, ProcessStatus.Completed);
                break;
            case HistoryIntent.Terminated:
                End(state, instance, ProcessStatus.Terminated);
                break;
            case HistoryIntent.SequenceFlowTaken:
                state.AddToken(instance, state.Definition.FindFlow(e.ElementId)!.Index);
                break;
            case HistoryIntent.IncidentResolved:
                instance.Incident = null;
                break;
            case HistoryIntent.Terminating or HistoryIntent.TriggerReceived or HistoryIntent.Migrated:
                break;
            case > HistoryIntent.TimerSet
            and not HistoryIntent.EventReceived
            and not HistoryIntent.ListenerReached
            and not HistoryIntent.PartThrown:
                ScopeChanges.Apply(state, instance, e);
                break;
            default:
                ApplyDetails(instance, e.Intent, e.Details!);
                break;
        }
    }

    private static void ApplyDetails(ElementInstance instance, HistoryIntent intent, FeelContext details)
    {
        switch (intent)
        {
            case HistoryIntent.VariablesSet:
                instance.Locals = Merge(instance.Locals, details);
                break;
            case HistoryIntent.IncidentOpened:
                OpenIncident(instance, details);
                break;
            case HistoryIntent.WorkOpened:
                instance.Round = Whole(details, "round");
                break;
            case HistoryIntent.TimerSet or HistoryIntent.DeadlineMoved:
                SetTimer(instance, details);
                break;
            case HistoryIntent.EventReceived:
                Receive(instance, details);
                break;
            case HistoryIntent.ListenerReached:
                instance.Listener = Whole(details, "listener");
                instance.Mapped = instance.Mapped || instance.Stage == InstanceStage.Completing;
                break;
            case HistoryIntent.PartThrown:
                instance.Thrown = Whole(details, "thrown");
                break;
            default:
                throw new InvalidOperationException($"Nobody applies {intent}.");
        }
    }

    internal static FeelContext Merge(FeelContext locals, FeelContext changes)
    {
        if (locals.Count == 0)
        {
            return changes;
        }

        var merged = new FeelContext.Builder();
        foreach (var (name, value) in locals.Concat(changes))
        {
            merged.Set(name, value);
        }

        return merged.Build();
    }

    internal static int Whole(FeelContext details, string name) => (int)details[name].AsInt64();

    private static void Add(ProcessState state, in HistoryEvent e)
    {
        var details = e.Details ?? FeelContext.Empty;
        var parent = details.TryGet("parent", out var p) ? state.Find((int)p.AsInt64()) : null;
        var element =
            state.Definition.Find(e.ElementId)
            ?? throw new InvalidOperationException($"The definition has no '{e.ElementId}'.");
        state.Add(
            new ElementInstance(e.ElementInstance, element, parent)
            {
                Role = details.TryGet("role", out var role)
                    ? (InstanceRole)role.AsInt64()
                    : InstanceRole.Plain,
                Counter = details.TryGet("counter", out var counter) ? (int)counter.AsInt64() : 0,
            }
        );
        if (details.TryGet("flows", out var flows))
        {
            foreach (var flow in flows.AsList())
            {
                state.TakeToken(parent!, state.Definition.FindFlow(flow.AsString())!.Index);
            }
        }

        if (parent is null)
        {
            state.Status = ProcessStatus.Active;
            state.IsCalled = details.TryGet("called", out var called) && called.IsTrue;
            state.Begin = details.TryGet("begin", out var begin) ? begin.AsString() : null;
            state.Find(e.ElementInstance)!.Results = details.TryGet("results", out var results)
                ? results.AsContext()
                : FeelContext.Empty;
        }
    }

    private static void End(ProcessState state, ElementInstance instance, ProcessStatus status)
    {
        state.Remove(instance);
        if (instance.Parent is null)
        {
            state.Status = status;
            state.Deferred.Clear();
            state.IsSuspended = false;
        }
    }

    private static void OpenIncident(ElementInstance instance, FeelContext details)
    {
        instance.Incident = details["code"].AsString();
        if (details.ContainsKey("mapped"))
        {
            instance.Mapped = true;
            instance.Results = FeelContext.Empty;
        }
        else if (details.TryGet("results", out var results))
        {
            instance.Results = results.AsContext();
        }
    }

    private static void SetTimer(ElementInstance instance, FeelContext details)
    {
        var wait = details["wait"].AsString();
        if (details.TryGet("left", out var left))
        {
            (instance.Repetitions ??= new Dictionary<string, int>(StringComparer.Ordinal))[wait] = (int)
                left.AsInt64();
        }

        if (details.TryGet("dueAt", out var dueAt))
        {
            (instance.Deadlines ??= new Dictionary<string, Deadline>(StringComparer.Ordinal))[wait] =
                new Deadline(
                    Instant.FromUnixTimeTicks(details["setAt"].AsInt64()),
                    Instant.FromUnixTimeTicks(dueAt.AsInt64()),
                    details.ContainsKey("moved")
                );
        }
        else
        {
            instance.Deadlines?.Remove(wait);
        }
    }

    private static void Receive(ElementInstance instance, FeelContext details)
    {
        instance.Received ??= new Dictionary<string, FeelContext>(StringComparer.Ordinal);
        if (details.TryGet("forget", out var forgotten))
        {
            foreach (var wait in forgotten.AsList())
            {
                instance.Received.Remove(wait.AsString());
            }

            return;
        }

        instance.Received[details["wait"].AsString()] = details["variables"].AsContext();
    }
}
