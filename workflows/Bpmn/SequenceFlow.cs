using Workflows.Feel;

namespace Workflows.Bpmn;

/// <summary>An arrow of the graph.</summary>
/// <param name="Index">Its place in <see cref="ProcessDefinition.Flows"/>.</param>
/// <param name="Id">As in the file.</param>
/// <param name="Name">As in the file.</param>
/// <param name="Source">Index of the element it leaves.</param>
/// <param name="Target">Index of the element it reaches.</param>
/// <param name="Condition">When it is taken; null = always (or as the default).</param>
public sealed record SequenceFlow(
    int Index,
    string Id,
    string? Name,
    int Source,
    int Target,
    FeelExpression? Condition
);
