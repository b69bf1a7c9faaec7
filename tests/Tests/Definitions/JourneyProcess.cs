using NodaTime;
using Workflows.Bpmn;
using Workflows.Engine;

namespace Tests.Definitions;

/// <summary>One process of a journey and what it waits for.</summary>
internal sealed class JourneyProcess(ProcessDefinition definition, JourneyProcess? parent, int parentElement)
{
    private ProcessState state = ProcessState.Create(definition);

    public ProcessDefinition Definition { get; } = definition;
    public JourneyProcess? Parent { get; } = parent;
    public int ParentElement { get; } = parentElement;
    public Dictionary<(int, string), Command.OpenSubscription> Subscriptions { get; } = [];
    public Dictionary<(int, string), Command.SetTimer> Timers { get; } = [];
    public Dictionary<int, Command.OpenTask> Tasks { get; } = [];

    public bool IsOver => state.Status is ProcessStatus.Completed or ProcessStatus.Terminated;

    /// <summary>Hears a trigger; what the surroundings have to do is returned, and its waits are noted.</summary>
    public IReadOnlyList<Command> Advance(ProcessEngine engine, Trigger trigger, Instant now)
    {
        if (state.Status != ProcessStatus.New)
        {
            state = ProcessState.Deserialize(Definition, state.Serialize());
        }

        var result = engine.Advance(state, trigger, now);
        foreach (var command in result.Commands)
        {
            Note(command);
        }

        if (IsOver)
        {
            // The store drops what an ended instance waited for.
            Subscriptions.Clear();
            Timers.Clear();
            Tasks.Clear();
        }

        return result.Commands;
    }

    private void Note(Command command)
    {
        switch (command)
        {
            case Command.OpenSubscription c:
                Subscriptions[(c.ElementInstance, c.ElementId)] = c;
                break;
            case Command.CloseSubscription c:
                Subscriptions.Remove((c.ElementInstance, c.ElementId));
                break;
            case Command.SetTimer c:
                Timers[(c.ElementInstance, c.ElementId)] = c;
                break;
            case Command.CancelTimer c:
                Timers.Remove((c.ElementInstance, c.ElementId));
                break;
            case Command.OpenTask c:
                Tasks[c.ElementInstance] = c;
                break;
            case Command.CloseTask c:
                Tasks.Remove(c.ElementInstance);
                break;
        }
    }
}
