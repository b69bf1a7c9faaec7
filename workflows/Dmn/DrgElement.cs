using Workflows.Feel.Types;

namespace Workflows.Dmn;

/// <summary>A node of the decision requirements graph: something that has a name and a value.</summary>
internal abstract class DrgElement(Module module, DmnElement source, string name)
{
    /// <summary>The file it stands in.</summary>
    public Module Module { get; } = module;

    public DmnElement Source { get; } = source;

    public string Id => Source.Id;

    public string Name { get; } = name;

    /// <summary>The declared type of its value.</summary>
    public FeelType Type { get; set; } = FeelType.Any;

    /// <summary>What it may mention.</summary>
    public List<Requirement> Requirements { get; } = [];
}
