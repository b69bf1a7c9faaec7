using Workflows.Bpmn;
using Workflows.Feel;

namespace Workflows.Engine;

/// <summary>One element that is being executed.</summary>
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

    public InstanceStage Stage { get; internal set; } = InstanceStage.Active;

    /// <summary>The variables that live here.</summary>
    public FeelContext Locals { get; internal set; } = FeelContext.Empty;

    /// <summary>Results that wait to be mapped while <see cref="Stage"/> is <see cref="InstanceStage.Completing"/>.</summary>
    internal FeelContext Results { get; set; } = FeelContext.Empty;

    /// <summary>The code of its open incident, or null.</summary>
    public string? Incident { get; internal set; }

    /// <summary>How often its job has been opened.</summary>
    internal int Round { get; set; }

    /// <summary>Repetitions left of its timer cycles, by boundary event; −1 = for ever.</summary>
    internal Dictionary<string, int>? Repetitions { get; set; }

    /// <summary>The deadlines that are reckoned by calendars or variables, by the element they belong to.</summary>
    internal Dictionary<string, Deadline>? Deadlines { get; set; }

    /// <summary>Elements living directly in it.</summary>
    internal int LiveChildren { get; set; }

    /// <summary>Tokens on their way inside it; none outlives a transition.</summary>
    internal int Tokens { get; set; }
}

/// <summary>A deadline that can be reckoned again: when it began to run, when it is due, and whether it was moved before.</summary>
internal readonly record struct Deadline(NodaTime.Instant SetAt, NodaTime.Instant DueAt, bool IsMoved);

/// <summary>How far an element instance has come.</summary>
public enum InstanceStage
{
    /// <summary>Its input mappings or waits could not be set up: see its incident.</summary>
    Activating = 1,

    /// <summary>It waits or has children that do.</summary>
    Active = 2,

    /// <summary>What it waited for has come; its output mappings or conditions could not be evaluated: see its incident.</summary>
    Completing = 3,
}
