namespace Workflows.Dmn;

/// <summary>A part of the graph that is called like a function.</summary>
internal sealed class DecisionService(Module module, DmnElement source, string name)
    : DrgElement(module, source, name)
{
    public List<DrgElement> Outputs { get; } = [];

    /// <summary>Its parameters in order: input data, then input decisions.</summary>
    public List<DrgElement> Inputs { get; } = [];
}
