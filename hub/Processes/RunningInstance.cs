using Hub.Steps;
using Hub.Storage;
using Workflows.Bpmn;
using Workflows.Engine;

namespace Hub.Processes;

/// <summary>An instance while a batch moves it.</summary>
internal sealed class RunningInstance(ProcessInstance row, ProcessDefinition definition)
{
    private readonly List<Command> commands = [];

    public Guid Id => row.Id;
    public ProcessInstance Row => row;

    /// <summary>True for an instance that this batch itself created.</summary>
    public bool IsNew { get; set; }

    /// <summary>Did anything happen to it in this batch?</summary>
    public bool Changed { get; private set; }

    public ProcessState State { get; private set; } =
        row.State is null ? ProcessState.Create(definition) : ProcessState.Deserialize(definition, row.State);

    /// <summary>What happened, in order.</summary>
    public List<HistoryEvent> History { get; } = [];

    /// <summary>Takes over the result of one transition.</summary>
    public void Take(StepResult result, DateTimeOffset at)
    {
        if (!Changed)
        {
            row.Version++;
        }

        row.UpdatedAt = at;
        State = result.State;
        commands.AddRange(result.Commands);
        History.AddRange(result.History);
        Changed = true;
    }

    /// <summary>The commands not yet followed, once.</summary>
    public IReadOnlyList<Command> TakeCommands()
    {
        Command[] taken = [.. commands];
        commands.Clear();
        return taken;
    }

    /// <summary>Everything so far is among the rows to write.</summary>
    public void Saved()
    {
        IsNew = IsNew && !Changed;
        Changed = false;
        History.Clear();
    }

    /// <summary>The instance has ended.</summary>
    public void Finish(InstanceStatus status)
    {
        row.Status = status;
        row.EndedAt = row.UpdatedAt;
    }

    /// <summary>Adds the instance to rows of <see cref="ProcessTables.InsertInstances"/> or <see cref="ProcessTables.UpdateInstances"/>.</summary>
    public void AddTo(RowBatch rows)
    {
        var state = State.Serialize();
        if (IsNew)
        {
            ProcessTables.AddNew(rows, row, state);
            return;
        }

        rows.Add(row.Id, (int)row.Status, row.Version, state, row.UpdatedAt, row.EndedAt);
    }

    /// <summary>What a step gets to see of a task of this instance.</summary>
    public StepCall Call(Command.OpenWork work) =>
        new(row.OrderId, row.Id, work.ElementInstance, work.Input, work.Headers);
}
