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
    private readonly FrozenDictionary<string, StartWait> waits;

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
        waits = elements
            .SelectMany(element => element.Events.Select(definition => new StartWait(element, definition)))
            .ToFrozenDictionary(wait => wait.Id, StringComparer.Ordinal);
        Starts = [.. elements.SelectMany(StartsOf)];
        Links = LinksOf(elements);
        HasConditions = elements.Any(e => e.Events.Any(d => d.Kind == EventKind.Conditional));
        flowsById = flows.ToFrozenDictionary(flow => flow.Id, StringComparer.Ordinal);
        Reachability = new Reachability(this);
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

    /// <summary>Everything outside that begins an instance.</summary>
    public IReadOnlyList<StartWait> Starts { get; }

    /// <summary>Messages that begin an instance.</summary>
    public IEnumerable<StartWait> MessageStarts => StartsWith(EventKind.Message);

    /// <summary>Times that begin an instance.</summary>
    public IEnumerable<StartWait> TimerStarts => StartsWith(EventKind.Timer);

    /// <summary>Signals that begin an instance.</summary>
    public IEnumerable<StartWait> SignalStarts => StartsWith(EventKind.Signal);

    /// <summary>Conditions over variables from outside that begin an instance.</summary>
    public IEnumerable<StartWait> ConditionalStarts => StartsWith(EventKind.Conditional);

    /// <summary>Does anything wait for a condition?</summary>
    internal bool HasConditions { get; }

    /// <summary>For every thrown link the index of the event that catches it.</summary>
    internal IReadOnlyDictionary<int, int> Links { get; }

    /// <summary>The static types of its jobs, with the places where they are used.</summary>
    public IEnumerable<TaskTypeUse> TaskTypes =>
        Elements
            .SelectMany(element => WorkOf(element).Select(type => (Element: element, Type: type)))
            .Where(use => use.Type.IsStatic)
            .Select(use => new TaskTypeUse(
                use.Type.Source,
                use.Element.Id,
                use.Element.Line,
                use.Element.Column
            ));

    /// <summary>The element with this id, or null.</summary>
    public FlowElement? Find(string id) => byId.GetValueOrDefault(id);

    /// <summary>The flow with this id, or null.</summary>
    public SequenceFlow? FindFlow(string id) => flowsById.GetValueOrDefault(id);

    /// <summary>The element and the definition a wait belongs to, or null when there is no such wait.</summary>
    public StartWait? FindWait(string waitId) => waits.GetValueOrDefault(waitId);

    private IEnumerable<StartWait> StartsWith(EventKind kind) =>
        Starts.Where(start => start.Definition.Kind == kind);

    private static IEnumerable<ValueExpression> WorkOf(FlowElement element) =>
        element
            .Listeners.Select(listener => listener.Type)
            .Concat(element.Work is null ? [] : [element.Work.Type])
            .Concat(element.Events.Where(e => e.Work is not null).Select(e => e.Work!.Type));

    private IEnumerable<StartWait> StartsOf(FlowElement element) =>
        element switch
        {
            { Scope: not 0 } => [],
            { Kind: ElementKind.StartEvent } or { Kind: ElementKind.ReceiveTask, Instantiates: true } =>
                element.Events.Select(e => new StartWait(element, e)),
            { Kind: ElementKind.EventBasedGateway, Instantiates: true } => element
                .Outgoing.Select(f => Elements[Flows[f].Target])
                .SelectMany(target => target.Events.Select(e => new StartWait(target, e))),
            _ => [],
        };

    private static FrozenDictionary<int, int> LinksOf(IReadOnlyList<FlowElement> elements)
    {
        var caught = elements
            .Where(e => e is { Kind: ElementKind.IntermediateCatchEvent, Event: EventKind.Link })
            .ToDictionary(e => (e.Scope, e.Events[0].Link), e => e.Index);
        return elements
            .Where(e => e is { Kind: ElementKind.IntermediateThrowEvent, Event: EventKind.Link })
            .ToFrozenDictionary(e => e.Index, e => caught[(e.Scope, e.Events[0].Link)]);
    }
}

/// <summary>Where a task type is used.</summary>
public sealed record TaskTypeUse(string Type, string ElementId, int Line, int Column);

/// <summary>A lane and the ids of what lies in it.</summary>
public sealed record Lane(string Id, string? Name, IReadOnlyList<string> Elements);
