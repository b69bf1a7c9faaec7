using Workflows.Bpmn;
using Workflows.Feel;

namespace Workflows.Engine;

/// <summary>One element that is being executed. It changes only by what <see cref="HistoryEvent"/>s say (see <see cref="StateChanges"/>).</summary>
public sealed class ElementInstance
{
    internal ElementInstance(int id, FlowElement element, ElementInstance? parent)
    {
        Id = id;
        Element = element;
        Parent = parent;
    }

    /// <summary>Unique within the process instance; 0 is the process itself.</summary>
    public int Id { get; }

    public FlowElement Element { get; }

    /// <summary>The scope it lives in.</summary>
    public ElementInstance? Parent { get; }

    public InstanceRole Role { get; internal init; }

    public InstanceStage Stage { get; internal set; } = InstanceStage.Activating;

    /// <summary>The variables that live here.</summary>
    public FeelContext Locals { get; internal set; } = FeelContext.Empty;

    /// <summary>For iterations: which one, from 1; 0 otherwise.</summary>
    public int Counter { get; internal init; }

    /// <summary>Results that wait to be mapped while <see cref="Stage"/> is <see cref="InstanceStage.Completing"/>.</summary>
    internal FeelContext Results { get; set; } = FeelContext.Empty;

    /// <summary>Have its results been mapped already, so that only what comes after failed?</summary>
    internal bool Mapped { get; set; }

    /// <summary>The code of its open incident, or null.</summary>
    public string? Incident { get; internal set; }

    /// <summary>How often its job has been opened.</summary>
    internal int Round { get; set; }

    /// <summary>The listener whose job is open, from 1; 0 none yet; −1 those at the start are done, −2 those at the end.</summary>
    internal int Listener { get; set; }

    /// <summary>How many of the definitions of a throw event have been thrown.</summary>
    internal int Thrown { get; set; }

    /// <summary>Has an event subprocess or a cancelled transaction put an end to the scope's own work?</summary>
    public bool IsInterrupted { get; internal set; }

    /// <summary>Repetitions left of its timer cycles, by wait; −1 = for ever.</summary>
    internal Dictionary<string, int>? Repetitions { get; set; }

    /// <summary>The deadlines that are reckoned by calendars or variables, by the wait they belong to.</summary>
    internal Dictionary<string, Deadline>? Deadlines { get; set; }

    /// <summary>What has come of events that wait for several things, by wait.</summary>
    internal Dictionary<string, FeelContext>? Received { get; set; }

    /// <summary>For bodies and ad-hoc subprocesses: how far they have come.</summary>
    internal LoopState? Loop { get; set; }

    /// <summary>What has completed here and can be undone, oldest first.</summary>
    internal List<Compensation>? Compensations { get; set; }

    /// <summary>What is still to be undone here, next first; null when nothing is being undone.</summary>
    internal List<Compensation>? Undoing { get; set; }

    /// <summary>What is being undone right now.</summary>
    internal Compensation? Undone { get; set; }

    /// <summary>Elements living directly in it.</summary>
    internal int LiveChildren { get; set; }

    /// <summary>Tokens on their way inside it or waiting at its joins.</summary>
    internal int Tokens { get; set; }

    /// <summary>Is everything its element waits for its own, and not that of a body around it or of instances in it?</summary>
    public bool HoldsOwnWaits => Role == InstanceRole.Plain;

    /// <summary>Do the boundary events of its element belong to it?</summary>
    internal bool HoldsBoundary => Role is InstanceRole.Plain or InstanceRole.Body;
}

/// <summary>What an element instance is to its element.</summary>
public enum InstanceRole
{
    /// <summary>The element itself.</summary>
    Plain = 0,

    /// <summary>All instances of a multi-instance activity or loop together (R48).</summary>
    Body = 1,

    /// <summary>One of them.</summary>
    Iteration = 2,

    /// <summary>One element of an ad-hoc subprocess and what follows from it.</summary>
    Strand = 3,

    /// <summary>A completed subprocess in which something is undone.</summary>
    Undone = 4,
}

/// <summary>How far the instances of a body have come.</summary>
internal sealed class LoopState
{
    /// <summary>The items, as they were at the beginning (R50); null when it only counts.</summary>
    public FeelList? Items { get; init; }

    /// <summary>How many there are; −1 = nobody knows.</summary>
    public required int Count { get; init; }

    public int Started { get; set; }
    public int Completed { get; set; }
    public int Terminated { get; set; }

    /// <summary>Is it enough, whatever is left?</summary>
    public bool IsDone { get; set; }

    /// <summary>What they gave, by their number.</summary>
    public SortedDictionary<int, FeelValue> Results { get; } = [];
}

/// <summary>A completed activity that can be undone (R35).</summary>
/// <param name="Activity">The activity.</param>
/// <param name="Handler">What undoes it; null for a subprocess that only holds others.</param>
/// <param name="Nested">What completed inside it and can be undone, oldest first.</param>
/// <param name="Locals">The variables of a subprocess when it completed, where it undoes itself.</param>
/// <param name="UndoesItself">Does an event subprocess in it do that (BPMN 2.0 §13.5.5)?</param>
internal sealed record Compensation(
    FlowElement Activity,
    FlowElement? Handler,
    IReadOnlyList<Compensation> Nested,
    FeelContext Locals,
    bool UndoesItself
);

/// <summary>A deadline that can be reckoned again: when it began to run, when it is due, and whether it was moved before.</summary>
internal readonly record struct Deadline(NodaTime.Instant SetAt, NodaTime.Instant DueAt, bool IsMoved);

/// <summary>How far an element instance has come.</summary>
public enum InstanceStage
{
    /// <summary>Being set up: a listener's job is open, or something could not be set up (see its incident).</summary>
    Activating = 1,

    /// <summary>It waits or has children that do.</summary>
    Active = 2,

    /// <summary>What it waited for has come; a listener's job is open, or its results could not be mapped (see its incident).</summary>
    Completing = 3,
}
