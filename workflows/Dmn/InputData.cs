namespace Workflows.Dmn;

internal sealed class InputData(Module module, DmnElement source, string name)
    : DrgElement(module, source, name);
