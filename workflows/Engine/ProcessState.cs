using Workflows.Bpmn;
using Workflows.Feel;

namespace Workflows.Engine;

/// <summary>
/// The whole state of one process instance. It is made new or read from bytes, moved by <see cref="ProcessEngine"/>, and
/// written back to bytes.
/// </summary>
public sealed class ProcessState
{
    private readonly List<ElementInstance> instances = [];

    private ProcessState(ProcessDefinition definition) => Definition = definition;

    /// <summary>The version of the definition the state belongs to.</summary>
    public ProcessDefinition Definition { get; }

    public ProcessStatus Status { get; internal set; }

    /// <summary>What is being executed, oldest first; the first is the process itself.</summary>
    public IReadOnlyList<ElementInstance> Instances => instances;

    /// <summary>The variables of the process as a whole.</summary>
    public FeelContext Variables => instances.Count == 0 ? FeelContext.Empty : instances[0].Locals;

    /// <summary>Does another process wait for this one?</summary>
    internal bool Called { get; set; }

    /// <summary>The id the next element instance gets.</summary>
    internal int NextId { get; set; }

    /// <summary>Tokens waiting at joins: (scope instance, flow) → how many (R6).</summary>
    internal Dictionary<(int Scope, int Flow), int> Waiting { get; } = [];

    /// <summary>An instance that has not begun.</summary>
    public static ProcessState Create(ProcessDefinition definition) => new(definition);

    /// <summary>Reads a state written by <see cref="Serialize"/>.</summary>
    public static ProcessState Deserialize(ProcessDefinition definition, ReadOnlySpan<byte> bytes) =>
        StateCodec.Read(definition, bytes);

    /// <summary>The state as compact JSON, in BPMN's ids: it outlives any change of this code.</summary>
    public byte[] Serialize() => StateCodec.Write(this);

    /// <summary>The element instance with this id, or null when it is gone.</summary>
    public ElementInstance? Find(int id)
    {
        foreach (var instance in instances)
        {
            if (instance.Id == id)
            {
                return instance;
            }
        }

        return null;
    }

    internal ElementInstance Add(FlowElement element, ElementInstance? parent)
    {
        var instance = new ElementInstance(NextId++, element, parent);
        Add(instance);
        return instance;
    }

    internal void Add(ElementInstance instance)
    {
        instances.Add(instance);
        if (instance.Parent is not null)
        {
            instance.Parent.LiveChildren++;
        }
    }

    internal void Remove(ElementInstance instance)
    {
        instances.Remove(instance);
        if (instance.Parent is not null)
        {
            instance.Parent.LiveChildren--;
        }
    }
}
