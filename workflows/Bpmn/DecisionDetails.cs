namespace Workflows.Bpmn;

/// <summary>A decision that is asked (`zeebe:calledDecision`) and the variable its result goes to.</summary>
public sealed record DecisionDetails(
    ValueExpression DecisionId,
    string ResultVariable,
    ResourceBinding Binding,
    string? VersionTag
);
