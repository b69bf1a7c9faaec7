using Workflows.Feel;

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

    /// <summary>For boundary events: does it end the activity? For starts of event subprocesses: the scope's other work?</summary>
    public bool Interrupting { get; init; } = true;

    /// <summary>Input mappings, in order.</summary>
    public IReadOnlyList<Mapping> Inputs { get; init; } = [];

    /// <summary>Output mappings, in order.</summary>
    public IReadOnlyList<Mapping> Outputs { get; init; } = [];

    /// <summary>What is read of variables into data inputs before the input mappings, and into data objects at the end.</summary>
    public IReadOnlyList<Mapping> DataInputs { get; init; } = [];

    public IReadOnlyList<Mapping> DataOutputs { get; init; } = [];

    public WorkDetails? Work { get; init; }
    public UserTaskDetails? Task { get; init; }

    /// <summary>What an event waits for or throws; for a receive task, its message.</summary>
    public IReadOnlyList<EventDefinition> Events { get; init; } = [];

    /// <summary>The message that is waited for, where it is the only thing.</summary>
    public MessageDetails? Message => Events is [var only] ? only.Message : null;

    /// <summary>The time that is waited for, where it is the only thing.</summary>
    public TimerDetails? Timer => Events is [var only] ? only.Timer : null;

    /// <summary>For error events: the code; null on a catch event = every error.</summary>
    public ValueExpression? ErrorCode => Events is [{ Kind: EventKind.Error } only] ? only.Code : null;

    /// <summary>How often the activity runs; null = once.</summary>
    public LoopDetails? Loop { get; init; }

    public AdHocDetails? AdHoc { get; init; }

    /// <summary>Jobs before the beginning and after the end, in order.</summary>
    public IReadOnlyList<ListenerDetails> Listeners { get; init; } = [];

    /// <summary>The properties of the element (`zeebe:properties`): kept for whoever reads them.</summary>
    public IReadOnlyDictionary<string, string> Properties { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>When a complex join fires; null where it only splits.</summary>
    public FeelExpression? ActivationCondition { get; init; }

    /// <summary>Does it only undo another activity?</summary>
    public bool IsForCompensation { get; init; }

    /// <summary>Does a receive task or an event-based gateway begin an instance?</summary>
    public bool Instantiates { get; init; }

    /// <summary>Does an instantiating event-based gateway wait for all of its events instead of the first?</summary>
    public bool WaitsForAll { get; init; }

    /// <summary>For compensation boundary events: index of the activity that undoes the work; −1 otherwise.</summary>
    public int Handler { get; internal set; } = -1;

    /// <summary>For scopes: indexes of the event subprocesses in it.</summary>
    public IReadOnlyList<int> EventSubProcesses { get; internal set; } = [];

    /// <summary>For event subprocesses: index of the start event; −1 otherwise.</summary>
    public int EventStart { get; internal set; } = -1;

    public ScriptDetails? Script { get; init; }
    public DecisionDetails? Decision { get; init; }
    public CallDetails? Call { get; init; }

    /// <summary>Does work of its own happen here, so that boundary events and mappings make sense?</summary>
    public bool IsActivity =>
        Kind
            is >= ElementKind.UndefinedTask
                and <= ElementKind.BusinessRuleTask
                or (>= ElementKind.SubProcess and <= ElementKind.AdHocSubProcess)
                or ElementKind.CallActivity;

    /// <summary>Do other elements live in it?</summary>
    public bool IsScope =>
        Kind is ElementKind.Process or (>= ElementKind.SubProcess and <= ElementKind.EventSubProcess);

    public override string ToString() => $"{Kind} {Id}";
}
