namespace Workflows.Bpmn;

/// <summary>One element of the graph; immutable once read. Index 0 is the process itself.</summary>
public sealed class FlowElement
{
    /// <summary>Its place in <see cref="ProcessDefinition.Elements"/>.</summary>
    public required int Index { get; init; }

    public required string Id { get; init; }
    public string? Name { get; init; }
    public string? Documentation { get; init; }
    public required ElementKind Kind { get; init; }
    public EventKind Event { get; init; }

    /// <summary>The scope it lives in: a subprocess or the process; −1 for the process.</summary>
    public required int Scope { get; init; }

    public required int Line { get; init; }
    public required int Column { get; init; }

    /// <summary>Indexes of the flows that reach it.</summary>
    public IReadOnlyList<int> Incoming { get; internal set; } = [];

    /// <summary>Indexes of the flows that leave it, in the order of the file.</summary>
    public IReadOnlyList<int> Outgoing { get; internal set; } = [];

    /// <summary>Index of the default flow, or −1.</summary>
    public int DefaultFlow { get; internal set; } = -1;

    /// <summary>Indexes of the boundary events attached to it.</summary>
    public IReadOnlyList<int> Boundary { get; internal set; } = [];

    /// <summary>For scopes: indexes of what lives in it.</summary>
    public IReadOnlyList<int> Children { get; internal set; } = [];

    /// <summary>For scopes: index of the none start event, or −1.</summary>
    public int NoneStart { get; internal set; } = -1;

    /// <summary>For boundary events: index of the activity it sits on; −1 otherwise.</summary>
    public int AttachedTo { get; internal set; } = -1;

    /// <summary>For boundary events: does it end the activity?</summary>
    public bool Interrupting { get; init; } = true;

    /// <summary>Input mappings, in order.</summary>
    public IReadOnlyList<Mapping> Inputs { get; init; } = [];

    /// <summary>Output mappings, in order.</summary>
    public IReadOnlyList<Mapping> Outputs { get; init; } = [];

    public WorkDetails? Work { get; init; }
    public UserTaskDetails? Task { get; init; }
    public MessageDetails? Message { get; init; }
    public TimerDetails? Timer { get; init; }

    /// <summary>For error events: the code; null on a catch event = every error.</summary>
    public ValueExpression? ErrorCode { get; init; }

    public ScriptDetails? Script { get; init; }
    public DecisionDetails? Decision { get; init; }
    public CallDetails? Call { get; init; }

    /// <summary>Does work of its own happen here, so that boundary events and mappings make sense?</summary>
    public bool IsActivity =>
        Kind
            is >= ElementKind.UndefinedTask
                and <= ElementKind.BusinessRuleTask
                or ElementKind.SubProcess
                or ElementKind.CallActivity;

    public override string ToString() => $"{Kind} {Id}";
}
