namespace Workflows.Bpmn;

/// <summary>A process that is called (`zeebe:calledElement`), and which variables cross over (R60).</summary>
public sealed record CallDetails(
    ValueExpression ProcessId,
    ResourceBinding Binding,
    string? VersionTag,
    bool PropagateAllParentVariables,
    bool PropagateAllChildVariables
);
