using Hub.Steps;
using Hub.Work;

namespace Hub.Processes;

/// <summary>The task types this hub can do: steps inside the transaction, and work that reaches a partner.</summary>
internal sealed class StepRegistry(IEnumerable<IStep> steps, IEnumerable<IWorkHandler> handlers)
{
    private readonly Dictionary<string, IStep> steps = steps.ToDictionary(
        s => s.Type,
        StringComparer.Ordinal
    );

    private readonly Dictionary<string, IProcessWork> work = handlers
        .OfType<IProcessWork>()
        .ToDictionary(h => h.Type, StringComparer.Ordinal);

    /// <summary>Every task type a definition may use.</summary>
    public IReadOnlySet<string> Types => steps.Keys.Concat(work.Keys).ToHashSet(StringComparer.Ordinal);

    /// <summary>The step of this type, or null.</summary>
    public IStep? Find(string type) => steps.GetValueOrDefault(type);

    /// <summary>The work of this type that a process may ask for, or null.</summary>
    public IProcessWork? FindWork(string type) => work.GetValueOrDefault(type);
}
