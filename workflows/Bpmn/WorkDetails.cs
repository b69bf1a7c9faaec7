namespace Workflows.Bpmn;

/// <summary>A job (`zeebe:taskDefinition`): somebody outside the engine does it.</summary>
public sealed record WorkDetails(
    ValueExpression Type,
    ValueExpression Retries,
    IReadOnlyDictionary<string, string> Headers
);
