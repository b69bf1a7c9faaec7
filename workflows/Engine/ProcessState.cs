using Workflows.Bpmn;
using Workflows.Feel;

namespace Workflows.Engine;

/// <summary>
/// The whole state of one process instance. It is made new or read from bytes, moved by <see cref="ProcessEngine"/>, and
/// written back to bytes. It changes only by what <see cref="HistoryEvent"/>s say, so that the history rebuilds it.
/// </summary>
public sealed class ProcessState
{
    private readonly List<ElementInstance> instances = [];
    private readonly Dictionary<int, ElementInstance> byId = [];

    private ProcessState(ProcessDefinition definition) => Definition = definition;

    /// <summary>The version of the definition the state belongs to.</summary>
    public ProcessDefinition Definition { get; }

    public ProcessStatus Status { get; internal set; }

    /// <summary>Does it hold still until it is resumed?</summary>
    public bool IsSuspended { get; internal set; }

    /// <summary>What is being executed, oldest first; the first is the process itself.</summary>
    public IReadOnlyList<ElementInstance> Instances => instances;

    /// <summary>The variables of the process as a whole.</summary>
    public FeelContext Variables => instances.Count == 0 ? FeelContext.Empty : instances[0].Locals;

    /// <summary>Does another process wait for this one?</summary>
    public bool IsCalled { get; internal set; }

    /// <summary>The wait it began with; null = the none start event.</summary>
    internal string? Begin { get; set; }

    /// <summary>The id the next element instance gets.</summary>
    internal int NextId { get; set; }

    /// <summary>Tokens on their way or waiting at joins: (scope instance, flow) → how many (R6).</summary>
    internal Dictionary<(int Scope, int Flow), int> Waiting { get; } = [];

    /// <summary>Complex joins that have fired: (scope instance, gateway) → the flows they still wait for.</summary>
    internal Dictionary<(int Scope, int Gateway), List<int>> Fired { get; } = [];

    /// <summary>What happened while it was suspended, oldest first.</summary>
    internal List<FeelContext> Deferred { get; } = [];

    /// <summary>An instance that has not begun.</summary>
    public static ProcessState Create(ProcessDefinition definition) => new(definition);

    /// <summary>Reads a state written by <see cref="Serialize"/>.</summary>
    public static ProcessState Deserialize(ProcessDefinition definition, ReadOnlySpan<byte> bytes) =>
        StateCodec.Read(definition, bytes);

    /// <summary>The state as compact JSON, in BPMN's ids: it outlives any change of this code.</summary>
    public byte[] Serialize() => StateCodec.Write(this);

    /// <summary>The element instance with this id, or null when it is gone.</summary>
    public ElementInstance? Find(int id) => byId.GetValueOrDefault(id);

    /// <summary>What lives directly in a scope, oldest first.</summary>
    public IEnumerable<ElementInstance> ChildrenOf(ElementInstance scope) =>
        scope.LiveChildren == 0 ? [] : instances.Where(i => i.Parent == scope);

    internal void Add(ElementInstance instance)
    {
        instances.Add(instance);
        byId.Add(instance.Id, instance);
        NextId = Math.Max(NextId, instance.Id + 1);
        if (instance.Parent is not null)
        {
            instance.Parent.LiveChildren++;
        }
    }

    internal void Remove(ElementInstance instance)
    {
        DropTokens(instance);
        instances.Remove(instance);
        byId.Remove(instance.Id);
        if (instance.Parent is not null)
        {
            instance.Parent.LiveChildren--;
        }
    }

    internal int TokensOn(ElementInstance scope, int flow) => Waiting.GetValueOrDefault((scope.Id, flow));

    internal void AddToken(ElementInstance scope, int flow, int count = 1)
    {
        Waiting[(scope.Id, flow)] = TokensOn(scope, flow) + count;
        scope.Tokens += count;
    }

    /// <summary>Takes one token from a flow, where there is one, and keeps the rest for the next time (R6).</summary>
    internal void TakeToken(ElementInstance scope, int flow)
    {
        var count = TokensOn(scope, flow);
        if (count == 0)
        {
            return;
        }

        scope.Tokens--;
        if (count == 1)
        {
            Waiting.Remove((scope.Id, flow));
        }
        else
        {
            Waiting[(scope.Id, flow)] = count - 1;
        }
    }

    /// <summary>Everything that moves or waits between the elements of a scope is gone (R7).</summary>
    internal void DropTokens(ElementInstance scope)
    {
        if (scope.Tokens > 0)
        {
            foreach (var key in Waiting.Keys.Where(key => key.Scope == scope.Id).ToList())
            {
                Waiting.Remove(key);
            }

            scope.Tokens = 0;
        }

        if (Fired.Count > 0)
        {
            foreach (var key in Fired.Keys.Where(key => key.Scope == scope.Id).ToList())
            {
                Fired.Remove(key);
            }
        }
    }
}
