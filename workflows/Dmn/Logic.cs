namespace Workflows.Dmn;

/// <summary>A decision, or a business knowledge model, whose value is a function.</summary>
internal sealed class Logic(Module module, DmnElement source, string name, bool isDecision)
    : DrgElement(module, source, name)
{
    public bool IsDecision { get; } = isDecision;

    /// <summary>Its expression, compiled once all types and requirements are known.</summary>
    public CompiledLogic? Compiled { get; set; }
}
