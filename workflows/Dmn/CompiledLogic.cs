using Workflows.Feel.Runtime;

namespace Workflows.Dmn;

internal sealed record CompiledLogic(IReadOnlyList<string> Variables, Code Code, int Slots);
