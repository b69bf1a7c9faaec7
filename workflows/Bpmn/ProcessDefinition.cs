using System.Collections.Frozen;

namespace Workflows.Bpmn;

/// <summary>
/// One executable process as an immutable graph: integer indexes, compiled expressions, nothing left to look up by name
/// while it runs.
/// </summary>
public sealed class ProcessDefinition
{
    private readonly FrozenDictionary<string, FlowElement> byId;
    private readonly FrozenDictionary<string, SequenceFlow> flowsById;

    internal ProcessDefinition(
        string? versionTag,
        IReadOnlyList<FlowElement> elements,
        IReadOnlyList<SequenceFlow> flows,
        IReadOnlyList<Lane> lanes
    )
    {
        VersionTag = versionTag;
        Elements = [.. elements];
        Flows = [.. flows];
        Lanes = lanes;
        byId = elements.ToFrozenDictionary(element => element.Id, StringComparer.Ordinal);
        flowsById = flows.ToFrozenDictionary(flow => flow.Id, StringComparer.Ordinal);
        Reachability = Reachability.Of(this);
    }

    /// <summary>The process id.</summary>
    public string Id => Root.Id;

    public string? Name => Root.Name;
    public string? Documentation => Root.Documentation;
    public string? VersionTag { get; }

    /// <summary>The process itself, as the outermost scope.</summary>
    public FlowElement Root => Elements[0];

    /// <summary>All elements; their <see cref="FlowElement.Index"/> is their place here.</summary>
    public FlowElement[] Elements { get; }

    /// <summary>All sequence flows.</summary>
    public SequenceFlow[] Flows { get; }

    /// <summary>The lanes, for people; they have no meaning for the run.</summary>
    public IReadOnlyList<Lane> Lanes { get; }

    /// <summary>Which element can still be reached from which, for inclusive joins.</summary>
    internal Reachability Reachability { get; }

    /// <summary>Start events of the process that wait for a message.</summary>
    public IEnumerable<FlowElement> MessageStarts => Starts(EventKind.Message);

    /// <summary>Start events of the process that wait for a time.</summary>
    public IEnumerable<FlowElement> TimerStarts => Starts(EventKind.Timer);

    /// <summary>The static task types its jobs use, with the places where they do.</summary>
    public IEnumerable<TaskTypeUse> TaskTypes =>
        Elements
            .Where(element => element.Work is { Type.IsStatic: true })
            .Select(element => new TaskTypeUse(
                element.Work!.Type.Source,
                element.Id,
                element.Line,
                element.Column
            ));

    /// <summary>The element with this id, or null.</summary>
    public FlowElement? Find(string id) => byId.GetValueOrDefault(id);

    /// <summary>The flow with this id, or null.</summary>
    public SequenceFlow? FindFlow(string id) => flowsById.GetValueOrDefault(id);

    private IEnumerable<FlowElement> Starts(EventKind kind) =>
        Elements.Where(e => e.Kind == ElementKind.StartEvent && e.Event == kind && e.Scope == 0);
}

/// <summary>Where a task type is used.</summary>
public sealed record TaskTypeUse(string Type, string ElementId, int Line, int Column);

/// <summary>A lane and the ids of what lies in it.</summary>
public sealed record Lane(string Id, string? Name, IReadOnlyList<string> Elements);
